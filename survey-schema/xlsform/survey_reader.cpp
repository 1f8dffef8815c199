#include "xlsform/survey_reader.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr const char* sheet = "survey";

bool is_yes(std::string_view text)
{
    const std::string lower = lower_ascii(text);
    return lower == "yes" || lower == "true" || lower == "true()";
}

/// The attribute that "bind::saveIncomplete" or "bind::odk::length" names; nothing where it is no attribute's name.
std::optional<std::string> attribute_of(const std::vector<std::string>& path)
{
    constexpr std::array prefixes = {"odk", "jr", "orx", "entities"};
    if (path.size() == 2) return path[1];
    const bool has_prefix = path.size() == 3 && std::find(prefixes.begin(), prefixes.end(), path[1]) != prefixes.end();
    return has_prefix ? std::optional(path[1] + ":" + path[2]) : std::nullopt;
}

bool names_attributes(const std::string& family)
{
    return family == "bind" || family == "control" || family == "instance";
}

bool is_message(const std::string& attribute)
{
    return attribute == "jr:requiredMsg" || attribute == "jr:constraintMsg" || attribute == "jr:noAppErrorString";
}

} // namespace

SurveyReader::SurveyReader(SurveyTree& tree, const SurveyNeighbours& neighbours, Findings& findings)
    : tree_(tree), neighbours_(neighbours), findings_(findings), rules_{neighbours.lists, findings}
{
    open_.push_back({TypeCell::Section::Group, tree.root(), "", {}, {}, 0});
}

void SurveyReader::read(const XlsformTable& table)
{
    if (!table.has_column("type")) {
        findings_.error({sheet, 1, ""}, "column-missing", "The sheet has no column \"type\".",
                        "Add it: each question says there what it is.");
        return;
    }
    check_columns(table);
    for (const TableRow& row : table.rows) {
        if (stopped_) return;
        read_row(row);
    }
    close_open_sections();
    check_triggers();
}

void SurveyReader::check_columns(const XlsformTable& table)
{
    const ColumnNames& names = ColumnNames::survey();
    std::vector<std::string> known(names.known.begin(), names.known.end());
    for (const auto& [alias, path] : names.aliases) known.push_back(alias);
    for (const TableColumn& column : table.columns) {
        if (names.known.contains(column.path.front())) {
            const bool is_of_family = column.path[0] == "media" || names_attributes(column.path[0]);
            if (column.path.size() > 1 && names_attributes(column.path[0]) && !is_message(column.path[1]) &&
                !attribute_of(column.path))
                findings_.warning({table.sheet, 1, column.header}, "column-unused",
                                  "This column names no attribute and is left out.",
                                  "Write for example bind::odk:length, without a language.");
            if (column.path.size() == 1 && is_of_family)
                findings_.warning({table.sheet, 1, column.header}, "column-unused",
                                  "This column says nothing by itself and is not used.",
                                  "Write for example media::image.");
            continue;
        }
        findings_.warning({table.sheet, 1, column.header}, "column-unused", "This column is kept, not used here.",
                          findings_.did_you_mean(snake_case(column.path.front()), known,
                                                 "Nothing needs to be done if it holds notes."));
    }
}

ElementIndex SurveyReader::add(Element element)
{
    if (tree_.size() >= elements_max && !stopped_) {
        stopped_ = true;
        findings_.error({sheet, element.row, ""}, "too-large",
                        "The form has more than " + std::to_string(elements_max) + " questions.", "Split it.");
    }
    return tree_.add(open_.back().element, std::move(element));
}

Element SurveyReader::element_of(const TableRow& row, const std::string& type) const
{
    Element element;
    element.type = type;
    element.row = row.number;
    element.name = row.text("name");
    element.label = row.local_text("label");
    element.hint = row.local_text("hint");
    element.guidance = row.local_text("guidance_hint");
    element.required_message = row.local_text("bind", "jr:requiredMsg");
    element.constraint_message = row.local_text("bind", "jr:constraintMsg");
    element.no_application_message = row.local_text("bind", "jr:noAppErrorString");
    element.choices.filter = row.text("choice_filter");
    for (const XlsformCell& cell : row.cells) {
        const std::vector<std::string>& path = cell.column->path;
        if (path.size() == 1) {
            if (path[0] == "sensitivity" || path[0] == "merge_unit")
                element.own_columns.push_back({path[0], cell.text});
            else if (path[0] == "intent")
                set_value(element.control, {"intent", cell.text, cell.column->header});
            continue;
        }
        const std::optional<std::string> attribute = attribute_of(path);
        if (names_attributes(path[0]) && attribute) {
            const WrittenValue value{*attribute, cell.text, cell.column->header};
            if (path[0] == "control")
                set_value(element.control, value);
            else if (path[0] == "instance")
                set_value(element.instance, value);
            else if (!is_message(value.key))
                set_value(element.bind, value);
        } else if (path[0] == "media") {
            const bool seen = std::any_of(element.media.begin(), element.media.end(),
                                          [&](const auto& m) { return m.first == path[1]; });
            if (!seen) element.media.emplace_back(path[1], row.local_text("media", path[1]));
        }
    }
    return element;
}

void SurveyReader::read_row(const TableRow& row)
{
    if (row.has("disabled")) {
        findings_.warning({sheet, row.number, "disabled"}, "column-deprecated",
                          "The column disabled is no part of XLSForm any more.", "Use relevant.");
        if (is_yes(row.text("disabled"))) return;
    }
    const std::string written = row.text("type");
    if (written.empty()) {
        if (!row.has("name") && !row.has("label"))
            return findings_.warning({sheet, row.number, ""}, "row-left-out",
                                     "This row has no type, name or label and is left out.",
                                     "Delete it if it is no comment.");
        return findings_.error({sheet, row.number, "type"}, "type-missing", "This question has no type.",
                               "Say what it is: text, integer, select_one LIST, note…");
    }
    const TypeCell type = read_type_cell(written);
    if (const auto alias = ColumnNames::settings().aliases.find(snake_case(written));
        alias != ColumnNames::settings().aliases.end()) {
        settings_.emplace_back(alias->second.front(), row.text("name"));
        return;
    }
    if (type.kind == TypeCell::Kind::End) return end_section(row, type);

    Element element = element_of(row, type.type);
    read_trigger(row, element);
    read_default(row, element);
    const Parameters parameters =
        Parameters::read(row.text("parameters"), {sheet, row.number, row.header_of("parameters")}, findings_);
    if (type.type == "audit") {
        if (!element.name.empty() && element.name != "audit")
            findings_.error({sheet, row.number, row.header_of("name")}, "name-invalid",
                            "An audit is always called \"audit\".", "Leave the name empty.");
        element.name = "audit";
        element.bind.insert(element.bind.begin(), {"type", "binary", "type"});
        rules_.apply_to_audit(element, parameters, {sheet, row.number, ""});
        audit_ = std::move(element);
        return;
    }
    if (!read_name(row, element)) return;
    if (type.kind == TypeCell::Kind::Begin) return begin_section(row, type, std::move(element));
    question_names_.insert(element.name);
    if (type.kind == TypeCell::Kind::Select) return add_select(row, type, std::move(element), parameters);
    if (type.kind == TypeCell::Kind::Osm) return add_osm(type, std::move(element));
    add_question(row, type, std::move(element), parameters);
}

void SurveyReader::read_trigger(const TableRow& row, Element& element)
{
    const std::string trigger = row.text("trigger");
    if (trigger.empty()) return;
    const Place place{sheet, row.number, row.header_of("trigger")};
    if (trigger.find("${") == std::string::npos)
        return findings_.error(place, "trigger-invalid",
                               "A trigger names the question whose answer starts the calculation.",
                               "Write ${name}, or several with commas between.");
    for (const std::string_view part : split(trigger, ',')) {
        const std::vector<QuestionReference> references = find_references(part);
        if (references.size() > 1)
            findings_.error(place, "trigger-invalid", "Several triggers need commas between them.",
                            "Write ${a}, ${b}.");
        for (const QuestionReference& reference : references) {
            if (!reference.is_well_formed()) {
                findings_.error(place, "reference-malformed", "A reference is a name between \"${\" and \"}\".",
                                "Write ${name}, without blanks.");
                continue;
            }
            element.triggers.push_back(reference.name);
            triggers_.emplace_back(reference.name, place);
        }
    }
}

void SurveyReader::check_triggers()
{
    const std::vector<std::string> names(question_names_.begin(), question_names_.end());
    for (const auto& [name, place] : triggers_)
        if (!question_names_.contains(name))
            findings_.error(place, "reference-unknown", "There is no question \"" + name + "\".",
                            findings_.did_you_mean(name, names, "A trigger names a question, not a group."));
}

void SurveyReader::read_default(const TableRow& row, Element& element) const
{
    element.default_value = row.text("default");
    element.default_column = row.header_of("default");
    element.default_is_dynamic = is_dynamic_default(element.default_value, element.type);
    if (!element.default_is_dynamic) return;
    // "1309-" looks like the beginning of a subtraction, and is somebody's number.
    const bool has_call_or_reference = element.default_value.find_first_of("($") != std::string::npos;
    if (!has_call_or_reference && !Expression::parse(element.default_value)) {
        element.default_is_dynamic = false;
        findings_.warning({sheet, row.number, element.default_column}, "default-taken-as-words",
                          "This default looks like an expression and is none; it is taken as words.",
                          "Put it between quotation marks to say so.");
        return;
    }
    element.actions.push_back({ActionKind::SetValue, FormEvent::FirstLoad, element.default_value, {}});
    const bool in_repeat = std::any_of(open_.begin(), open_.end(),
                                       [](const Frame& frame) { return frame.section == TypeCell::Section::Repeat; });
    if (in_repeat) element.actions.push_back({ActionKind::SetValue, FormEvent::NewRepeat, element.default_value, {}});
}

bool SurveyReader::read_name(const TableRow& row, Element& element)
{
    const Place place{sheet, row.number, row.header_of("name")};
    if (element.name.empty()) {
        if (element.type != "note") {
            findings_.error(place, "name-missing", "This question or group has no name.",
                            "Give it one: letters, digits and underscores.");
            return false;
        }
        element.name = "generated_note_name_" + std::to_string(row.number);
    }
    if (!is_xml_name(element.name))
        findings_.error(place, "name-invalid", "\"" + element.name + "\" cannot be a name.",
                        "Names begin with a letter or underscore and go on with letters, digits, underscores, hyphens "
                        "and periods.");
    Frame& frame = open_.back();
    if (element.name == "meta")
        findings_.error(place, "name-reserved", "The name \"meta\" belongs to the form's metadata.",
                        "Choose another name.");
    else if (!frame.names.insert(element.name).second)
        findings_.error(place, "name-duplicate", "\"" + element.name + "\" stands more than once in the same group.",
                        "Rename one of them.");
    else if (!frame.names_lower.insert(lower_ascii(element.name)).second)
        findings_.warning(place, "name-differs-by-case",
                          "\"" + element.name + "\" differs from another name by its case only.",
                          "Some programs will take both for the same; rename one.");
    return true;
}

void SurveyReader::add_osm(const TypeCell& type, Element element)
{
    element.control_kind = ControlKind::Upload;
    set_value(element.bind, {"type", "binary", "type"});
    set_value(element.control, {"mediatype", "osm/*", "type"});
    if (const ChoiceList* tags = neighbours_.osm_tags.find(type.list_name))
        for (const ListChoice& tag : tags->choices) element.tags.push_back({tag.name, Text::of(tag.label.plain)});
    add(std::move(element));
}

void SurveyReader::add_question(const TableRow& row, const TypeCell& type, Element element,
                                const Parameters& parameters)
{
    const Place place{sheet, row.number, row.header_of("type")};
    const QuestionType* known = find_question_type(type.type);
    if (known == nullptr) {
        const std::string_view first_word = words(type.type).front();
        const bool is_select = first_word.starts_with("select") || first_word == "rank";
        findings_.error(
            place, "type-unknown", "There is no question type \"" + row.text("type") + "\".",
            is_select && words(type.type).size() == 1
                ? "Name the choice list: " + type.type + " LIST."
                : findings_.did_you_mean(first_word, question_type_names(), "See the list of types in the guide."));
        add(std::move(element));
        return;
    }
    if (type.type == "csv-external" || type.type == "xml-external") {
        element.kind = ElementKind::External;
        const bool in_repeat = std::any_of(
            open_.begin(), open_.end(), [](const Frame& frame) { return frame.section == TypeCell::Section::Repeat; });
        if (in_repeat)
            findings_.error(place, "external-misplaced", "A file of data cannot stand inside of a repeat.",
                            "Move this row out of it.");
        add(std::move(element));
        return;
    }
    element.control_kind = known->control;
    const auto default_bind = [&](const char* key, std::string_view value) {
        if (!value.empty() && element.find_bind(key) == nullptr)
            element.bind.push_back({key, std::string(value), "type"});
    };
    default_bind("type", known->data_type);
    default_bind("readonly", known->readonly);
    default_bind("jr:preload", known->preload);
    default_bind("jr:preloadParams", known->preload_parameters);
    default_bind("constraint", known->constraint);
    if (!known->media_type.empty() && element.find_control("mediatype") == nullptr)
        element.control.push_back({"mediatype", std::string(known->media_type), "type"});
    if (element.hint.is_empty()) element.hint.plain = std::string(known->hint);
    rules_.apply(element, parameters, place);
    const bool is_image_name = type.type == "photo" && !element.default_value.empty() && !element.default_is_dynamic;
    if (is_image_name && element.default_value.find("jr://images/") == std::string::npos)
        element.default_value.insert(0, "jr://images/");
    if (ChoiceList* list = neighbours_.lists.find(element.choices.list_name)) list->is_used = true;
    const ElementIndex index = add(std::move(element));
    neighbours_.entities.note_save_to(tree_, index, findings_);
}

} // namespace mahalla
