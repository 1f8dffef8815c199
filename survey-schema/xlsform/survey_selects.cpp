// Questions with choices.
#include "xlsform/survey_reader.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* sheet = "survey";

} // namespace

bool SurveyReader::check_list(const TableRow& row, const TypeCell& type)
{
    const Place place{sheet, row.number, row.header_of("type")};
    const ChoiceSource source{type.list_name, "", "", "", false, "", false};
    const bool is_file = !source.extension().empty();
    if (type.from_file && (!is_file || std::count(type.list_name.begin(), type.list_name.end(), '.') != 1)) {
        findings_.error(place, "choice-file-unknown", "\"" + type.list_name + "\" is no file of choices.",
                        "Its name ends with .csv, .xml or .geojson and has no other period.");
        return false;
    }
    if (type.external) {
        if (neighbours_.external_lists.find(type.list_name) != nullptr) return true;
        findings_.error(place, "choice-list-unknown",
                        "There is no list \"" + type.list_name + "\" in the sheet external_choices.",
                        findings_.did_you_mean(type.list_name, neighbours_.external_lists.names(), "Add it there."));
        return false;
    }
    if (is_file || has_reference(type.list_name)) return true;
    if (neighbours_.lists.find(type.list_name) != nullptr) return true;
    findings_.error(place, "choice-list-unknown", "There is no choice list \"" + type.list_name + "\".",
                    findings_.did_you_mean(type.list_name, neighbours_.lists.names(), "Add it to the choices sheet."));
    return false;
}

void SurveyReader::add_select(const TableRow& row, const TypeCell& type, Element element, const Parameters& parameters)
{
    const Place place{sheet, row.number, row.header_of("type")};
    element.choices.list_name = type.list_name;
    element.choices.external = type.external;
    element.control_kind = type.external ? ControlKind::Input : type.select;
    const bool has_type = element.find_bind("type") != nullptr;
    if (!has_type)
        element.bind.insert(element.bind.begin(),
                            {"type", type.select == ControlKind::Rank ? "odk:rank" : "string", "type"});
    rules_.apply_to_select(element, type, parameters, place);
    const bool list_is_there = check_list(row, type);
    ChoiceList* list = neighbours_.lists.find(type.list_name);
    if (list != nullptr) list->is_used = true;
    if (list != nullptr && type.select == ControlKind::SelectMultiple)
        for (const ListChoice& choice : list->choices)
            if (choice.name.find(' ') != std::string::npos)
                findings_.error({"choices", choice.row, "name"}, "choice-name-invalid",
                                "\"" + choice.name +
                                    "\" holds a blank, which separates the answers of a select_multiple.",
                                "Use an underscore.");
    if (type.external && element.choices.filter.empty())
        findings_.warning(place, "choice-filter-missing",
                          "select_one_external is meant for lists with a choice_filter.", "Use select_one.");
    if (!list_is_there) element.choices = {};

    std::optional<Element> other;
    if (type.or_other) {
        if (!element.choices.filter.empty())
            findings_.error({sheet, row.number, row.header_of("choice_filter")}, "choice-filter-unexpected",
                            "or_other cannot be combined with a choice_filter.",
                            "Add the choice \"other\" and its question yourself.");
        if (list == nullptr)
            findings_.error(place, "choice-list-unknown", "or_other needs a list of the choices sheet.",
                            "Add the choice \"other\" and its question yourself.");
        else
            list->add_other();
        other.emplace();
        other->type = "text";
        other->name = element.name + "_other";
        other->row = row.number;
        other->control_kind = ControlKind::Input;
        other->label.plain = "Specify other.";
        other->bind = {{"type", "string", "type"}, {"relevant", "selected(../" + element.name + ", 'other')", "type"}};
    }
    if (in_table_list_) add_to_table_list(row, type, element);
    const ElementIndex index = add(std::move(element));
    neighbours_.entities.note_save_to(tree_, index, findings_);
    if (other) {
        question_names_.insert(other->name);
        add(std::move(*other));
    }
}

void SurveyReader::add_to_table_list(const TableRow& row, const TypeCell& type, Element& element)
{
    const Place place{sheet, row.number, row.header_of("type")};
    if (table_list_.empty()) {
        table_list_ = type.list_name;
        if (!element.choices.filter.empty())
            findings_.error({sheet, row.number, row.header_of("choice_filter")}, "choice-filter-unexpected",
                            "A table-list cannot be combined with a choice_filter.", "Remove one of them.");
        // The table's head: the labels of the choices, once.
        Element head;
        head.type = element.type;
        head.name = "reserved_name_for_field_list_labels_" + std::to_string(row.number);
        head.row = row.number;
        head.control_kind = element.control_kind;
        head.choices.list_name = element.choices.list_name;
        head.control = {{"appearance", "label", "appearance"}};
        head.bind = {{"type", type.select == ControlKind::Rank ? "odk:rank" : "string", "type"}};
        add(std::move(head));
    }
    if (table_list_ != type.list_name)
        findings_.error(place, "table-list-mixed",
                        "The questions of a table-list share one list; this one has \"" + type.list_name +
                            "\", the first \"" + table_list_ + "\".",
                        "Move it out of the group.");
    set_value(element.control, {"appearance", "list-nolabel", "appearance"});
}

} // namespace mahalla
