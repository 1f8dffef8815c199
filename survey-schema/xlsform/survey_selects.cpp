// Questions with choices.
#include "xlsform/survey_reader.h"

#include "base/text.h"
#include "xlsform/repairs.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* sheet = "survey";
constexpr const char* any_text_said = "It has no choices: any answer can be typed.";

} // namespace

bool SurveyReader::check_list(const TableRow& row, const TypeCell& type)
{
    const Place place{sheet, row.number, row.header_of("type")};
    const ChoiceSource source{type.list_name, "", "", "", false, "", false};
    const bool is_file = !source.extension().empty();
    if (type.from_file && (!is_file || std::count(type.list_name.begin(), type.list_name.end(), '.') != 1)) {
        findings_.mend(place, "choice-file-unknown", "\"" + type.list_name + "\" is no file of choices.",
                       "Its name ends with .csv, .xml or .geojson and has no other period.", any_text_said);
        return false;
    }
    if (type.external) {
        if (neighbours_.external_lists.find(type.list_name) != nullptr) return true;
        findings_.mend(
            place, "choice-list-unknown", "There is no list \"" + type.list_name + "\" in the sheet external_choices.",
            findings_.did_you_mean(type.list_name, neighbours_.external_lists.names(), "Add it there."), any_text_said);
        return false;
    }
    if (is_file || has_reference(type.list_name)) return true;
    if (neighbours_.lists.find(type.list_name) != nullptr) return true;
    const std::string help =
        findings_.did_you_mean(type.list_name, neighbours_.lists.names(), "Add it to the choices sheet.");
    const ChoiceList* meant = neighbours_.lists.find_loosely(type.list_name);
    findings_.mend(place, "choice-list-unknown", "There is no choice list \"" + type.list_name + "\".", help,
                   meant != nullptr ? "Read as the list " + meant->name + "." : any_text_said);
    return false;
}

void SurveyReader::add_select(const TableRow& row, TypeCell type, Element element, const Parameters& parameters)
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
    bool list_is_there = check_list(row, type);
    if (findings_.mends() && !list_is_there && !type.from_file && !type.external)
        if (const ChoiceList* meant = neighbours_.lists.find_loosely(type.list_name)) {
            element.choices.list_name = type.list_name = meant->name;
            list_is_there = true;
        }
    ChoiceList* list = neighbours_.lists.find(type.list_name);
    if (list != nullptr) list->is_used = true;
    if (list != nullptr && type.select == ControlKind::SelectMultiple) {
        bool has_blanks = false;
        for (const ListChoice& choice : list->choices)
            if (choice.name.find(' ') != std::string::npos)
                has_blanks = findings_.mend(
                    {"choices", choice.row, "name"}, "choice-name-invalid",
                    "\"" + choice.name + "\" holds a blank, which separates the answers of a select_multiple.",
                    "Use an underscore.",
                    "Question \"" + element.name + "\" stores " + without_blanks(choice.name) + ".");
        if (has_blanks) {
            const ChoiceList* written = list;
            list = &neighbours_.lists.copy_without_blanks(*list);
            lists_without_blanks_[list->name] = written;
            list->is_used = true;
            element.choices.list_name = list->name;
        }
    }
    if (type.external && element.choices.filter.empty())
        findings_.warning(place, "choice-filter-missing",
                          "select_one_external is meant for lists with a choice_filter.", "Use select_one.");
    if (!list_is_there) {
        element.choices = {};
        element.control_kind = ControlKind::Input;
        if (!has_type) set_value(element.bind, {"type", "string", "type"});
    }

    std::optional<Element> other;
    if (type.or_other) {
        if (!element.choices.filter.empty())
            findings_.mend({sheet, row.number, row.header_of("choice_filter")}, "choice-filter-unexpected",
                           "or_other cannot be combined with a choice_filter.",
                           "Add the choice \"other\" and its question yourself.", when_left_out("choice_filter"));
        element.choices.filter.clear();
        if (list == nullptr)
            findings_.mend(place, "choice-list-unknown", "or_other needs a list of the choices sheet.",
                           "Add the choice \"other\" and its question yourself.", "There is no choice \"other\".");
        else
            list->add_other();
        other.emplace();
        other->type = "text";
        other->name = free_name(element.name + "_other");
        if (other->name != element.name + "_other")
            findings_.mend(place, "name-duplicate",
                           "\"" + element.name + "_other\" is a question of the sheet already.", "Rename it.",
                           "The question that or_other adds is called " + other->name + ".");
        other->row = row.number;
        other->control_kind = ControlKind::Input;
        other->label.plain = "Specify other.";
        other->bind = {{"type", "string", "type"}, {"relevant", "selected(../" + element.name + ", 'other')", "type"}};
    }
    const bool in_table = in_table_list_ && (list_is_there || !findings_.mends());
    if (in_table) add_to_table_list(row, type, element);
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
            findings_.mend({sheet, row.number, row.header_of("choice_filter")}, "choice-filter-unexpected",
                           "A table-list cannot be combined with a choice_filter.", "Remove one of them.",
                           when_left_out("choice_filter"));
        element.choices.filter.clear();
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
    if (table_list_ != type.list_name) {
        const bool mended = findings_.mend(place, "table-list-mixed",
                                           "The questions of a table-list share one list; this one has \"" +
                                               type.list_name + "\", the first \"" + table_list_ + "\".",
                                           "Move it out of the group.", "It is shown with its own choices.");
        if (mended) return;
    }
    set_value(element.control, {"appearance", "list-nolabel", "appearance"});
}

std::string SurveyReader::with_stored_choices(std::string text, ElementIndex from) const
{
    const std::vector<QuestionReference> references = find_references(text);
    // From the last to the first, so that what is put in moves no reference; names keep their length anyway.
    for (auto reference = references.rbegin(); reference != references.rend(); ++reference) {
        const ElementIndex question = tree_.meant_by(*reference, from);
        if (question == no_element) continue;
        const auto list = lists_without_blanks_.find(tree_[question].choices.list_name);
        if (list == lists_without_blanks_.end()) continue;
        const std::string_view before = trimmed(std::string_view(text).substr(0, reference->begin));
        std::size_t at = text.find_first_not_of(' ', reference->end);
        if (at == std::string::npos) continue;
        if (text[at] == '!') ++at;
        const bool is_compared =
            at < text.size() && (text[at] == '=' || (text[at] == ',' && before.ends_with("selected(")));
        const std::size_t open = is_compared ? text.find_first_not_of(' ', at + 1) : std::string::npos;
        if (open == std::string::npos || (text[open] != '\'' && text[open] != '"')) continue;
        const std::size_t close = text.find(text[open], open + 1);
        if (close == std::string::npos) continue;
        const std::string name = text.substr(open + 1, close - open - 1);
        if (list->second->has(name)) text.replace(open + 1, name.size(), without_blanks(name));
    }
    return text;
}

void SurveyReader::rename_compared_choices()
{
    if (lists_without_blanks_.empty()) return;
    for (const ElementIndex index : tree_.in_document_order()) {
        for (WrittenValue& value : tree_[index].bind) value.text = with_stored_choices(std::move(value.text), index);
        std::string& filter = tree_[index].choices.filter;
        filter = with_stored_choices(std::move(filter), index);
    }
}

} // namespace mahalla
