// Groups, repeats, loops and table-lists: where they begin, what they add, where they end.
#include "xlsform/survey_reader.h"

#include "base/text.h"
#include "xlsform/repairs.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr const char* sheet = "survey";

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
        findings_.mend({sheet, row.number, "type"}, "repeat-in-loop",
                       "A loop cannot hold a repeat: there would be one of its name for each choice.",
                       "Use a repeat outside, with the choices as a question.", "Each choice has a repeat of its own.");
    element.kind = is_repeat ? ElementKind::Repeat : ElementKind::Group;
    const auto refuse_name = [&](const char* message, const char* help) {
        const std::string written = element.name;
        element.name = free_name(written);
        if (element.name != written && element.written_name.empty()) element.written_name = written;
        findings_.mend({sheet, row.number, row.header_of("name")}, "name-duplicate", message + ("\"" + written + "\"."),
                       help, "It is called " + element.name + "; references to \"" + written + "\" mean the nearest.");
    };
    if (is_repeat && element.name == tree_[tree_.root()].name)
        refuse_name("A repeat cannot have the name of the form's root, ", "Rename it.");
    else if (is_repeat && !repeat_names_.insert(element.name).second)
        refuse_name("There is another repeat called ", "Names of repeats are unique in the whole form; rename one.");
    const WrittenValue* required = element.find_bind("required");
    const std::string required_text = required == nullptr ? "no" : lower_ascii(required->text);
    if (required_text != "no" && required_text != "false" && required_text != "false()")
        findings_.warning({sheet, row.number, required->column}, "required-misplaced",
                          "A group or repeat cannot be required; this is passed over.",
                          "Move it to a question inside.");
    std::erase_if(element.bind, [](const WrittenValue& value) { return value.key == "required"; });
    if (type.section == TypeCell::Section::Loop && neighbours_.lists.find(type.list_name) == nullptr)
        findings_.mend({sheet, row.number, "type"}, "choice-list-unknown",
                       "There is no choice list \"" + type.list_name + "\" to loop over.",
                       findings_.did_you_mean(type.list_name, neighbours_.lists.names(), "Write begin_loop over LIST."),
                       "Its questions are asked once.");

    // An expression needs a node of its own: ODK Collect can only take the number of rows from a path.
    if (const WrittenValue* count = element.find_control("jr:count");
        count != nullptr && only_reference(count->text).empty()) {
        Element helper;
        helper.type = "calculate";
        helper.name = free_name(element.name + "_count");
        helper.row = row.number;
        helper.counts_rows = true;
        helper.bind = {{"type", "string", count->column},
                       {"readonly", "true()", count->column},
                       {"calculate", count->text, count->column}};
        set_value(element.control, {"jr:count", "${" + helper.name + "}", count->column});
        add(std::move(helper));
    }
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
        findings_.mend({sheet, row.number, row.header_of("bind", "entities:saveto")}, "entity-property-misplaced",
                       "The end of a group or repeat cannot be saved to an entity's property.", "Clear the cell.",
                       "The cell is passed over.");
    const auto frame = std::find_if(open_.rbegin(), open_.rend() - 1,
                                    [&](const Frame& candidate) { return candidate.section == type.section; });
    if (open_.size() == 1 || open_.back().section != type.section) {
        const std::string section = name_of(type.section);
        const auto named = std::find_if(open_.rbegin(), open_.rend() - 1, [&](const Frame& candidate) {
            return row.has("name") && tree_[candidate.element].name == row.text("name");
        });
        if (findings_.mends() && named != open_.rend() - 1) return end_named(row, named->element);
        const bool has_beginning = frame != open_.rend() - 1;
        const std::string closed = open_.size() == 1 ? "" : tree_[open_.back().element].name;
        findings_.mend({sheet, row.number, "type"}, "end-unmatched",
                       "This " + section + " ends here, but another section is open, or none.",
                       "Add the missing begin_" + section + ", or remove this row.",
                       has_beginning       ? "All that is open in the last " + section + " ends here too."
                       : open_.size() == 1 ? "The row is passed over."
                                           : "It is taken for the end of \"" + closed + "\".");
        if (!has_beginning) {
            // Rather a group closed too early than one whose condition hides what comes after it.
            if (findings_.mends() && open_.size() > 1) close_last();
            return;
        }
    }
    // After a mistake, everything up to the section meant is closed, so that one slip is reported once.
    while (open_.size() > 1)
        if (close_last() == type.section) break;
    in_table_list_ = false;
}

void SurveyReader::end_named(const TableRow& row, ElementIndex section)
{
    findings_.mend({sheet, row.number, "type"}, "end-unmatched",
                   "This row ends another kind of section than the last that is open.", "",
                   "\"" + tree_[section].name + "\" ends here, as the row's name says, with all that is open in it.");
    while (open_.back().element != section) close_last();
    close_last();
}

TypeCell::Section SurveyReader::close_last()
{
    const Frame closed = std::move(open_.back());
    open_.pop_back();
    if (closed.section == TypeCell::Section::Loop) repeat_for_each_choice(closed);
    in_table_list_ = false;
    return closed.section;
}

void SurveyReader::close_open_sections()
{
    while (open_.size() > 1) {
        const Frame& frame = open_.back();
        const std::string section = name_of(frame.section);
        const bool mended = findings_.mend(
            {sheet, frame.row, "type"}, "begin-unmatched",
            "This " + section + " begins and does not end: \"" + tree_[frame.element].name + "\".",
            "Add a row end_" + section + " after its last question.", "It ends after the last row of the sheet.");
        if (mended)
            close_last();
        else
            open_.pop_back();
    }
}

void SurveyReader::repeat_for_each_choice(const Frame& loop)
{
    ChoiceList* list = neighbours_.lists.find(loop.loop_list);
    if (list == nullptr) return;
    list->is_used = true;
    const std::vector<ElementIndex> questions = std::exchange(tree_[loop.element].children, {});
    std::set<std::string> names;
    for (const ListChoice& choice : list->choices) {
        if (choice.name == "none" || stopped_) continue;
        Element group;
        group.kind = ElementKind::Group;
        group.type = "group";
        group.name = choice.name;
        group.label = choice.label;
        group.media = choice.media;
        group.row = loop.row;
        if (!is_usable_name(choice.name)) {
            group.name = sanitised_name(choice.name);
            findings_.mend({"choices", choice.row, "name"}, "name-invalid",
                           "\"" + choice.name + "\" cannot name a group, as a loop needs it.", "Rename the choice.",
                           "Its group is called " + group.name + ".");
        }
        // Choices of one name, which was reported, have a group each where that is mended.
        if (!names.insert(group.name).second && findings_.mends())
            names.insert(group.name = free_name(group.name + "_again"));
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

} // namespace mahalla
