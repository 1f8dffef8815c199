#include "xlsform/survey_reader.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t depth_max = 100, elements_max = 50'000;
constexpr const char* sheet = "survey";

bool is_yes(std::string_view text)
{
    const std::string lower = lower_ascii(text);
    return lower == "yes" || lower == "true" || lower == "true()";
}

std::string name_of(TypeCell::Section section)
{
    switch (section) {
    case TypeCell::Section::Group:
        return "group";
    case TypeCell::Section::Repeat:
        return "repeat";
    case TypeCell::Section::Loop:
        return "loop";
    }
    return "group";
}

/// "%(label)s" and "%(name)s" of a loop's questions stand for what the choice says.
std::string filled_in(std::string text, std::string_view name, std::string_view label)
{
    if (text.find("%(") == std::string::npos) return text;
    return replaced_all(replaced_all(text, "%(name)s", name), "%(label)s", label);
}

LocalText filled_in(LocalText text, const ListChoice& choice)
{
    text.plain = filled_in(std::move(text.plain), choice.name, choice.label.plain);
    for (auto& [language, words] : text.translations) {
        std::string_view label = choice.label.plain;
        for (const auto& [label_language, label_words] : choice.label.translations)
            if (label_language == language) label = label_words;
        words = filled_in(std::move(words), choice.name, label);
    }
    return text;
}

Element generated_note(std::string name, int row)
{
    Element note;
    note.type = "note";
    note.name = std::move(name);
    note.row = row;
    note.control_kind = ControlKind::Input;
    note.bind = {{"readonly", "true()", "type"}, {"type", "string", "type"}};
    return note;
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
    for (; open_.size() > 1; open_.pop_back()) {
        const Frame& frame = open_.back();
        const std::string section = name_of(frame.section);
        findings_.error({sheet, frame.row, "type"}, "begin-unmatched",
                        "This " + section + " begins and does not end: \"" + tree_[frame.element].name + "\".",
                        "Add a row end_" + section + " after its last question.");
    }
    check_triggers();
}

void SurveyReader::check_columns(const XlsformTable& table)
{
    const ColumnNames& names = ColumnNames::survey();
    std::vector<std::string> known(names.known.begin(), names.known.end());
    for (const auto& [alias, path] : names.aliases) known.push_back(alias);
    for (const TableColumn& column : table.columns) {
        if (names.known.contains(column.path.front())) {
            if (column.path.size() == 1 && (column.path[0] == "media" || column.path[0] == "bind" ||
                                            column.path[0] == "control" || column.path[0] == "instance"))
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
    for (const TableCell& cell : row.cells) {
        const std::vector<std::string>& path = cell.column->path;
        if (path.size() == 1) {
            if (path[0] == "sensitivity" || path[0] == "merge_unit")
                element.own_columns.push_back({path[0], cell.text});
            continue;
        }
        const WrittenValue value{path[1], cell.text, cell.column->header};
        const bool is_message =
            path[1] == "jr:requiredMsg" || path[1] == "jr:constraintMsg" || path[1] == "jr:noAppErrorString";
        if (path[0] == "bind" && path.size() == 2 && !is_message)
            set_value(element.bind, value);
        else if (path[0] == "control" && path.size() == 2)
            set_value(element.control, value);
        else if (path[0] == "instance" && path.size() == 2)
            set_value(element.instance, value);
        else if (path[0] == "media") {
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

void SurveyReader::begin_section(const TableRow& row, const TypeCell& type, Element element)
{
    if (open_.size() > depth_max) {
        stopped_ = true;
        return findings_.error({sheet, row.number, "type"}, "too-deep",
                               "Groups stand in each other more than " + std::to_string(depth_max) + " deep.",
                               "Close groups with end_group where they end.");
    }
    const bool is_repeat = type.section == TypeCell::Section::Repeat;
    const bool in_loop = std::any_of(open_.begin(), open_.end(),
                                     [](const Frame& frame) { return frame.section == TypeCell::Section::Loop; });
    if (is_repeat && in_loop)
        findings_.error({sheet, row.number, "type"}, "repeat-in-loop",
                        "A loop cannot hold a repeat: there would be one of its name for each choice.",
                        "Use a repeat outside, with the choices as a question.");
    element.kind = is_repeat ? ElementKind::Repeat : ElementKind::Group;
    if (is_repeat && element.name == tree_[tree_.root()].name)
        findings_.error({sheet, row.number, row.header_of("name")}, "name-duplicate",
                        "A repeat cannot have the name of the form's root, \"" + element.name + "\".", "Rename it.");
    else if (is_repeat && !repeat_names_.insert(element.name).second)
        findings_.error({sheet, row.number, row.header_of("name")}, "name-duplicate",
                        "There is another repeat called \"" + element.name + "\".",
                        "Names of repeats are unique in the whole form; rename one.");
    const WrittenValue* required = element.find_bind("required");
    const std::string required_text = required == nullptr ? "no" : lower_ascii(required->text);
    if (required_text != "no" && required_text != "false" && required_text != "false()")
        findings_.warning({sheet, row.number, required->column}, "required-misplaced",
                          "A group or repeat cannot be required; this is passed over.",
                          "Move it to a question inside.");
    std::erase_if(element.bind, [](const WrittenValue& value) { return value.key == "required"; });
    if (type.section == TypeCell::Section::Loop && neighbours_.lists.find(type.list_name) == nullptr)
        findings_.error(
            {sheet, row.number, "type"}, "choice-list-unknown",
            "There is no choice list \"" + type.list_name + "\" to loop over.",
            findings_.did_you_mean(type.list_name, neighbours_.lists.names(), "Write begin_loop over LIST."));

    // An expression needs a node of its own: ODK Collect can only take the number of rows from a path.
    if (const WrittenValue* count = element.find_control("jr:count");
        count != nullptr && only_reference(count->text).empty()) {
        Element helper;
        helper.type = "calculate";
        helper.name = element.name + "_count";
        helper.row = row.number;
        helper.bind = {{"type", "string", count->column},
                       {"readonly", "true()", count->column},
                       {"calculate", count->text, count->column}};
        set_value(element.control, {"jr:count", "${" + helper.name + "}", count->column});
        add(std::move(helper));
    }
    if (const std::string intent = row.text("intent"); !intent.empty())
        set_value(element.control, {"intent", intent, "intent"});
    std::vector<Element> first_children;
    begin_table_list(row, element, first_children);
    const ElementIndex index = add(std::move(element));
    neighbours_.entities.note_save_to(tree_, index, findings_);
    open_.push_back(
        {type.section, index, type.section == TypeCell::Section::Loop ? type.list_name : "", {}, {}, row.number});
    for (Element& child : first_children) add(std::move(child));
}

void SurveyReader::begin_table_list(const TableRow& row, Element& element, std::vector<Element>& first_children)
{
    const WrittenValue* appearance = element.find_control("appearance");
    if (appearance == nullptr) return;
    std::vector<std::string> looks = {"field-list"};
    bool is_table_list = false;
    for (const std::string_view look : words(appearance->text)) {
        if (look == "table-list")
            is_table_list = true;
        else
            looks.emplace_back(look);
    }
    if (!is_table_list) return;
    in_table_list_ = true;
    table_list_.clear();
    set_value(element.control, {"appearance", joined(looks, " "), appearance->column});
    if (element.label.is_empty() && element.hint.is_empty()) return;
    Element note = generated_note("generated_table_list_label_" + std::to_string(row.number), row.number);
    note.label = std::exchange(element.label, {});
    note.hint = std::exchange(element.hint, {});
    first_children.push_back(std::move(note));
}

void SurveyReader::end_section(const TableRow& row, const TypeCell& type)
{
    if (!row.local_text("bind", "entities:saveto").is_empty())
        findings_.error({sheet, row.number, row.header_of("bind", "entities:saveto")}, "entity-property-misplaced",
                        "The end of a group or repeat cannot be saved to an entity's property.", "Clear the cell.");
    const auto frame = std::find_if(open_.rbegin(), open_.rend() - 1,
                                    [&](const Frame& candidate) { return candidate.section == type.section; });
    if (open_.size() == 1 || open_.back().section != type.section) {
        const std::string section = name_of(type.section);
        findings_.error({sheet, row.number, "type"}, "end-unmatched",
                        "This " + section + " ends here, but another section is open, or none.",
                        "Add the missing begin_" + section + ", or remove this row.");
        if (frame == open_.rend() - 1) return;
    }
    // After a mistake, everything up to the section meant is closed, so that one slip is reported once.
    while (open_.size() > 1) {
        const Frame closed = std::move(open_.back());
        open_.pop_back();
        if (closed.section == TypeCell::Section::Loop) repeat_for_each_choice(closed);
        if (closed.section == type.section) break;
    }
    in_table_list_ = false;
}

void SurveyReader::repeat_for_each_choice(const Frame& loop)
{
    ChoiceList* list = neighbours_.lists.find(loop.loop_list);
    if (list == nullptr) return;
    list->is_used = true;
    const std::vector<ElementIndex> questions = std::exchange(tree_[loop.element].children, {});
    for (const ListChoice& choice : list->choices) {
        if (choice.name == "none" || stopped_) continue;
        Element group;
        group.kind = ElementKind::Group;
        group.type = "group";
        group.name = choice.name;
        group.label = choice.label;
        group.media = choice.media;
        group.row = loop.row;
        if (!is_xml_name(choice.name))
            findings_.error({"choices", choice.row, "name"}, "name-invalid",
                            "\"" + choice.name + "\" cannot name a group, as a loop needs it.", "Rename the choice.");
        const ElementIndex index = tree_.add(loop.element, std::move(group));
        for (const ElementIndex question : questions) copy_below(question, index, choice);
    }
}

void SurveyReader::copy_below(ElementIndex source, ElementIndex parent, const ListChoice& choice)
{
    // Depth is bounded by `depth_max`, the number of copies here: loops in loops multiply.
    if (tree_.size() >= elements_max) {
        if (!stopped_)
            findings_.error({sheet, tree_[source].row, ""}, "too-large",
                            "The loops make more than " + std::to_string(elements_max) + " questions.",
                            "Use a repeat.");
        stopped_ = true;
        return;
    }
    Element copy = tree_[source];
    const std::vector<ElementIndex> children = std::exchange(copy.children, {});
    copy.label = filled_in(std::move(copy.label), choice);
    copy.hint = filled_in(std::move(copy.hint), choice);
    for (std::vector<WrittenValue>* values : {&copy.bind, &copy.control})
        for (WrittenValue& value : *values)
            value.text = filled_in(std::move(value.text), choice.name, choice.label.plain);
    const ElementIndex index = tree_.add(parent, std::move(copy));
    for (const ElementIndex child : children) copy_below(child, index, choice);
}

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
