// In which order the rows stand, and what stands around them.
#include "xlsform/survey_sheet.h"

#include "base/text.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The first control of a node or of anything in it, by node; `no_index` where nothing is shown.
std::vector<ControlIndex> first_controls(const FormDefinition& form)
{
    std::vector<ControlIndex> first(form.nodes().size(), no_index);
    for (std::size_t i = first.size(); i-- > 0;) {
        const auto index = static_cast<ModelIndex>(i);
        for (const ControlIndex control : form.controls_of(index)) first[i] = std::min(first[i], control);
        const ModelIndex parent = form.node(index).parent;
        if (parent != no_index) first[parent] = std::min(first[parent], first[i]);
    }
    return first;
}

} // namespace

bool is_metadata(const FormDefinition& form, ModelIndex index)
{
    for (; index != no_index; index = form.node(index).parent)
        if (index != 0 && form.node(index).local_name() == "meta") return true;
    return false;
}

SurveySheet::SurveySheet(const FormDefinition& form, const ReferenceWriter& references, TextCells& texts,
                         ChoiceSheet& lists, Findings& findings)
    : form_(form), references_(references), texts_(texts), lists_(lists), findings_(findings),
      actions_(form.nodes().size()), first_controls_(first_controls(form))
{
    sort_actions();
}

TextCells::Owner SurveySheet::owner(ModelIndex index, std::string what) const
{
    return {index, std::move(what), {"survey", table_.row_number(), ""}};
}

void SurveySheet::lost(ModelIndex index, std::string column, std::string what, std::string help)
{
    findings_.warning({"survey", table_.is_empty() ? 0 : table_.row_number(), std::move(column)}, "lost-in-xlsform",
                      form_.node(index).nodeset + " " + std::move(what), std::move(help));
}

std::string SurveySheet::expression(const std::optional<Expression>& expression, ModelIndex at) const
{
    return expression ? references_.written(expression->text(), at) : std::string();
}

const Control* SurveySheet::control_of(ModelIndex index, ControlKind kind) const
{
    for (const ControlIndex control : form_.controls_of(index))
        if (form_.control(control).kind == kind) return &form_.control(control);
    return nullptr;
}

const Control* SurveySheet::question_of(ModelIndex index) const
{
    for (const ControlIndex control : form_.controls_of(index))
        if (!form_.control(control).is_structure()) return &form_.control(control);
    return nullptr;
}

std::vector<ModelIndex> SurveySheet::in_order_asked(const ModelNode& parent) const
{
    static constexpr std::size_t front = 0;
    const std::vector<ControlIndex>& first = first_controls_;
    std::vector<ModelIndex> shown;
    std::vector<std::vector<ModelIndex>> hidden(1); // Behind the shown one before, at its place plus one.
    for (const ModelIndex child : parent.children) {
        if (first[child] == no_index) {
            hidden.back().push_back(child);
            continue;
        }
        shown.push_back(child);
        hidden.emplace_back();
    }
    std::vector<std::size_t> order(shown.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return first[shown[a]] < first[shown[b]]; });
    std::vector<ModelIndex> all = hidden[front];
    for (const std::size_t place : order) {
        all.push_back(shown[place]);
        all.insert(all.end(), hidden[place + 1].begin(), hidden[place + 1].end());
    }
    return all;
}

void SurveySheet::write(const std::vector<std::string>& entity_lists)
{
    entity_lists_ = entity_lists;
    write_files(FilePlace::BeforeQuestions);
    for (ModelIndex index = 0; index < form_.nodes().size(); ++index)
        if (is_metadata(form_, index) && form_.node(index).local_name() == "audit") write_audit(index);
    report_controls();
    report_unused_texts();
    write_children(form_.root());
    write_files(FilePlace::BehindQuestions);
}

void SurveySheet::write_children(const ModelNode& parent)
{
    const std::vector<ModelIndex> order = in_order_asked(parent);
    if (order != parent.children)
        findings_.warning({"survey", table_.row_number(), ""}, "lost-in-xlsform",
                          "The questions of " + parent.nodeset + " are asked in another order than they are stored in.",
                          "Rows stand in the order asked; records made from the workbook have that order too.");
    for (const ModelIndex index : order) {
        if (is_metadata(form_, index)) continue;
        const bool is_empty_group = control_of(index, ControlKind::Group) != nullptr && question_of(index) == nullptr;
        if (form_.node(index).kind == ModelNodeKind::Value && !is_empty_group)
            write_value(index);
        else
            write_section(index);
    }
}

void SurveySheet::write_section(ModelIndex index)
{
    const ModelNode& node = form_.node(index);
    const bool is_repeat = node.kind == ModelNodeKind::Repeat;
    const Control* group = control_of(index, ControlKind::Group);
    const Control* rows = control_of(index, ControlKind::Repeat);
    const Control* main = is_repeat ? rows : group;
    table_.begin_row();
    table_.put("type", is_repeat ? "begin_repeat" : "begin_group");
    table_.put("name", node.name);
    if (group != nullptr) {
        texts_.put(table_, "label", group->label, owner(index, "The label of " + node.nodeset));
        if (!group->hint.is_empty()) lost(index, "hint", "has a hint, which groups have not.", "Make a note of it.");
        if (is_repeat && !group->attributes.empty())
            lost(index, "", "has attributes on the group around its rows: " + group->attributes.front().name + ".",
                 "They are left out.");
    }
    write_bind(index, {});
    std::string parameters;
    if (main != nullptr) {
        table_.put("appearance", references_.written(main->appearance, index));
        write_control_attributes(index, *main, {}, parameters);
        if (main->count) write_count(index, *main);
        table_.put("body::jr:noAddRemove", expression(main->no_add_remove, index));
    }
    // A new row of a repeat begins without rows of one that stands directly in it.
    const std::size_t usual = is_repeat && form_.node(node.parent).kind == ModelNodeKind::Repeat ? 0 : 1;
    if (is_repeat && node.rows.size() != usual)
        lost(index, "",
             "begins with " + std::to_string(node.rows.size()) + " rows; in a workbook, with " + std::to_string(usual) +
                 ".",
             "Use repeat_count where the number matters.");
    if (is_repeat && node.rows.size() == 1 && !node.rows.front().values.empty())
        lost(index, "", "begins with a row that holds other answers than later ones.", "They are left out.");
    write_children(node);
    table_.begin_row();
    table_.put("type", is_repeat ? "end_repeat" : "end_group");
}

void SurveySheet::write_count(ModelIndex index, const Control& rows)
{
    const std::string question = references_.name_of(rows.count->text(), index);
    if (!question.empty()) return table_.put("repeat_count", "${" + question + "}");
    const ModelNode& node = form_.node(index);
    const std::string helper = node.name + "_count"; // Made by itself, for programs that count by a question only.
    if (form_.find_node(form_.node(node.parent).nodeset + "/" + helper) != no_index ||
        rows.count->text().find(helper) != std::string::npos)
        return lost(index, "repeat_count",
                    "has an expression for the number of its rows, and a question " + helper + ".",
                    "The number is left out; rename the question, and write it again.");
    table_.put("repeat_count", expression(rows.count, index));
    if (rows.kind == ControlKind::Repeat)
        lost(index, "repeat_count", "has an expression for the number of its rows.",
             "A workbook gives it a question of its own, " + helper + ", in the record.");
}

void SurveySheet::write_value(ModelIndex index)
{
    const ModelNode& node = form_.node(index);
    const Control* control = question_of(index);
    table_.begin_row();
    std::string type = control != nullptr ? "" : type_of_hidden(index), parameters;
    if (control != nullptr) {
        std::string filter;
        type = type_of_shown(index, *control);
        const bool is_select = control->is_select();
        std::string cell = type;
        if (is_select) {
            const std::string list = list_cell(index, *control, filter, parameters);
            const bool is_file = !ChoiceSource{list, "", "", "", false, "", false}.extension().empty();
            cell = list.empty() ? "text" : type + (is_file && type != "rank" ? "_from_file " : " ") + list;
        }
        table_.put("type", cell);
        table_.put("choice_filter", filter);
    } else {
        table_.put("type", type);
    }
    table_.put("name", node.name);
    if (control != nullptr) write_label(index, *control);
    write_bind(index, type);
    for (const WrittenAttribute& attribute : node.bind.attributes)
        write_bind_attribute(index, type, attribute, parameters);
    write_default(index, type);
    write_trigger(index);
    if (control != nullptr) write_control(index, *control, type, parameters);
    if (type == "background-audio") add_recording_quality(index, parameters);
    table_.put("parameters", parameters);
}

void SurveySheet::write_audit(ModelIndex index)
{
    table_.begin_row();
    table_.put("type", "audit");
    table_.put("name", "audit");
    std::string parameters;
    for (const WrittenAttribute& attribute : form_.node(index).bind.attributes)
        if (attribute.name.starts_with("odk:"))
            add_parameter(parameters, attribute.name.substr(4), attribute.value);
        else
            table_.put("bind::" + attribute.name, attribute.value);
    table_.put("parameters", parameters);
}

} // namespace mahalla
