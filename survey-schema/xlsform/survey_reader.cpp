#include "xlsform/survey_reader.h"

#include "base/text.h"
#include "xlsform/foreign_types.h"
#include "xlsform/repairs.h"

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

/// There is something to ask with.
bool is_labelled(const TableRow& row) { return row.has("label") || row.has("hint") || row.has("media"); }

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
    if (findings_.mends())
        for (const TableRow& row : table.rows) taken_names_.insert(row.text("name"));
    for (const TableRow& row : table.rows) {
        if (stopped_) return;
        read_row(row);
    }
    close_open_sections();
    check_triggers();
    rename_compared_choices();
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

bool SurveyReader::report_unknown_type(const TableRow& row, const TypeCell& type, std::string done)
{
    const std::string_view first_word = words(type.type).front();
    const bool is_select = first_word.starts_with("select") || first_word == "rank";
    return findings_.mend(
        {sheet, row.number, row.header_of("type")}, "type-unknown",
        "There is no question type \"" + row.text("type") + "\".",
        is_select && words(type.type).size() == 1
            ? "Name the choice list: " + type.type + " LIST."
            : findings_.did_you_mean(first_word, question_type_names(), "See the list of types in the guide."),
        std::move(done));
}

TypeCell SurveyReader::type_of(const TableRow& row)
{
    const std::string written = row.text("type");
    TypeCell type = read_type_cell(written);
    const bool is_setting = ColumnNames::settings().aliases.contains(snake_case(written));
    if (!findings_.mends() || is_known_type(type) || is_setting) return type;
    MendedType mended = mended_type(written, neighbours_.lists, is_labelled(row));
    if (!written.empty()) report_unknown_type(row, type, std::move(mended.done));
    return std::move(mended.type);
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
        const bool mended = findings_.mend({sheet, row.number, "type"}, "type-missing", "This question has no type.",
                                           "Say what it is: text, integer, select_one LIST, note…",
                                           mended_type("", neighbours_.lists, is_labelled(row)).done);
        if (!mended) return;
    }
    const TypeCell type = type_of(row);
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
            findings_.mend({sheet, row.number, row.header_of("name")}, "name-invalid",
                           "An audit is always called \"audit\".", "Leave the name empty.", "It is called audit.");
        element.name = "audit";
        element.bind.insert(element.bind.begin(), {"type", "binary", "type"});
        rules_.apply_to_audit(element, parameters, {sheet, row.number, ""});
        if (audit_)
            findings_.warning({sheet, audit_->row, ""}, "row-left-out",
                              "This row is left out: row " + std::to_string(row.number) + " is an audit too.",
                              "Keep one of them.");
        audit_ = std::move(element);
        return;
    }
    if (!read_name(row, type, element)) return;
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
        findings_.mend(place, "trigger-invalid", "A trigger names the question whose answer starts the calculation.",
                       "Write ${name}, or several with commas between.", when_left_out("trigger"));
    for (const std::string_view part : split(trigger, ',')) {
        const std::vector<QuestionReference> references = find_references(part);
        if (references.size() > 1)
            findings_.mend(place, "trigger-invalid", "Several triggers need commas between them.", "Write ${a}, ${b}.",
                           "Each of them is a trigger.");
        for (const QuestionReference& reference : references) {
            if (!reference.is_well_formed()) {
                findings_.mend(place, "reference-malformed", "A reference is a name between \"${\" and \"}\".",
                               "Write ${name}, without blanks.", when_left_out("trigger"));
                continue;
            }
            element.triggers.push_back(reference.name);
            triggers_.emplace_back(reference.name, place);
        }
    }
    // Without its trigger the calculation would write over what was answered.
    if (element.triggers.empty() && is_labelled(row))
        std::erase_if(element.bind, [](const WrittenValue& value) { return value.key == "calculate"; });
}

void SurveyReader::check_triggers()
{
    const std::vector<std::string> names(question_names_.begin(), question_names_.end());
    for (const auto& [name, place] : triggers_) {
        if (question_names_.contains(name)) continue;
        const ElementIndex meant = findings_.mends() ? tree_.meant_by(name, no_element) : no_element;
        const bool is_question = meant != no_element && !tree_[meant].is_section();
        findings_.mend(place, "reference-unknown", "There is no question \"" + name + "\".",
                       findings_.did_you_mean(name, names, "A trigger names a question, not a group."),
                       is_question ? "Read as ${" + tree_[meant].name + "}." : when_left_out("trigger"));
    }
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

std::string SurveyReader::free_name(std::string name)
{
    if (!findings_.mends()) return name;
    std::string candidate = name;
    for (int& i = next_suffix_.try_emplace(name, 2).first->second;
         candidate == "meta" || taken_names_.contains(candidate); ++i)
        candidate = name + "_" + std::to_string(i);
    taken_names_.insert(candidate);
    return candidate;
}

bool SurveyReader::is_usable_name(std::string_view name) const
{
    const std::size_t colon = name.find(':');
    return is_xml_name(name) && (colon == std::string_view::npos || neighbours_.namespaces.uri(name.substr(0, colon)));
}

bool SurveyReader::read_name(const TableRow& row, const TypeCell& type, Element& element)
{
    const Place place{sheet, row.number, row.header_of("name")};
    if (element.name.empty()) {
        if (element.type != "note") {
            const bool is_section = type.kind == TypeCell::Kind::Begin;
            element.name = free_name((is_section ? "group_" : "question_") + std::to_string(row.number));
            const bool mended =
                findings_.mend(place, "name-missing", "This question or group has no name.",
                               "Give it one: letters, digits and underscores.", "It is called " + element.name + ".");
            if (!mended) return false;
        } else {
            element.name = free_name("generated_note_name_" + std::to_string(row.number));
        }
    }
    // A file of data is found by its name, which is no node's.
    const bool is_file = type.type == "csv-external" || type.type == "xml-external";
    const auto rename = [&](std::string name) -> std::string {
        if (is_file) return "It keeps its name, which is its file's.";
        if (element.written_name.empty()) element.written_name = element.name;
        element.name = std::move(name);
        return "It is called " + element.name + "; references to \"" + element.written_name + "\" follow.";
    };
    if (!is_usable_name(element.name)) {
        const std::string written = element.name;
        findings_.mend(place, "name-invalid", "\"" + written + "\" cannot be a name.",
                       "Names begin with a letter or underscore and go on with letters, digits, underscores, hyphens "
                       "and periods; what stands before a colon is declared in the setting namespaces.",
                       findings_.mends() ? rename(free_name(sanitised_name(written))) : "");
    }
    Frame& frame = open_.back();
    if (element.name == "meta") {
        findings_.mend(place, "name-reserved", "The name \"meta\" belongs to the form's metadata.",
                       "Choose another name.", findings_.mends() ? rename(free_name("meta")) : "");
        frame.names.insert(element.name);
    } else if (!frame.names.insert(element.name).second) {
        const std::string written = element.name;
        if (!is_file) element.name = free_name(written);
        findings_.mend(place, "name-duplicate", "\"" + written + "\" stands more than once in the same group.",
                       "Rename one of them.",
                       is_file
                           ? rename(written)
                           : "It is called " + element.name + "; references to \"" + written + "\" mean the first.");
        frame.names.insert(element.name);
    } else if (!frame.names_lower.insert(lower_ascii(element.name)).second)
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
        report_unknown_type(row, type, "");
        add(std::move(element));
        return;
    }
    if (type.type == "csv-external" || type.type == "xml-external") {
        element.kind = ElementKind::External;
        const bool in_repeat = std::any_of(
            open_.begin(), open_.end(), [](const Frame& frame) { return frame.section == TypeCell::Section::Repeat; });
        if (in_repeat)
            findings_.mend(place, "external-misplaced", "A file of data cannot stand inside of a repeat.",
                           "Move this row out of it.", "It is read as if it stood outside.");
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
