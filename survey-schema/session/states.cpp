#include "session/states.h"

#include "session/choices.h"
#include "session/refs.h"
#include "session/texts.h"

namespace mahalla {

namespace {

/// The first control of a node with a label: of a repeat, the Group around it.
const Control* labelled_control(const InterviewState& state, ModelIndex model)
{
    const Control* first = nullptr;
    for (const ControlIndex index : state.form().controls_of(model)) {
        const Control& control = state.form().control(index);
        if (!control.label.is_empty()) return &control;
        if (!first) first = &control;
    }
    return first;
}

std::string appearance_of(const InterviewState& state, ModelIndex model)
{
    for (const ControlIndex index : state.form().controls_of(model))
        if (!state.form().control(index).appearance.empty()) return state.form().control(index).appearance;
    return {};
}

NodeType type_of(const InterviewState& state, NodeIndex node)
{
    const NodeType type = state.program_of(node).type;
    return type == NodeType::Repeat && !state.tree.flags(node).anchor ? NodeType::RepeatInstance : type;
}

bool holds_value(NodeType type)
{
    return type != NodeType::Root && type != NodeType::Group && type != NodeType::Repeat &&
           type != NodeType::RepeatInstance;
}

void append_in_order(const InterviewState& state, NodeIndex node, std::vector<NodeIndex>& nodes)
{
    nodes.push_back(node);
    for (const NodeIndex below : nodes_below(state, node)) append_in_order(state, below, nodes);
}

} // namespace

NodeState state_of(InterviewState& state, NodeIndex node)
{
    const InstanceTree& tree = state.tree;
    const InstanceTree::Flags& flags = tree.flags(node);
    const ModelIndex model = tree.model(node);
    const ProgramNode& program = state.program_of(node);
    NodeState shown;
    shown.ref = ref_of(state, node);
    shown.type = type_of(state, node);
    shown.relevant = flags.relevant;
    shown.readonly = flags.readonly;
    shown.required = flags.required;
    shown.value_type.clear();
    if (holds_value(shown.type)) {
        shown.value = tree.readable_value(node);
        shown.typed = flags.wrong_type ? tree.typed(node) : tree.value(node);
        shown.value_type = program.type_name;
        shown.violation = violation_of(state, node);
        const Bind& bind = state.model_of(node).bind;
        if (shown.violation == Violation::Required)
            shown.message = words_of(state.evaluator, bind.required_message, node);
        else if (shown.violation)
            shown.message = words_of(state.evaluator, bind.constraint_message, node);
    }
    if (const Control* control = labelled_control(state, model)) {
        const auto words = [&](const Text& text, std::string_view form) {
            return words_of(state.evaluator, text, node, form);
        };
        shown.label = words(control->label, {});
        shown.hint = words(control->hint, {});
        shown.guidance = words(control->hint, "guidance");
        shown.image = words(control->label, "image");
        shown.audio = words(control->label, "audio");
        shown.video = words(control->label, "video");
        shown.big_image = words(control->label, "big-image");
        shown.appearance = appearance_of(state, model);
    }
    if (program.is_select()) shown.choices = choices_of(state.evaluator, node);
    if (flags.anchor) {
        shown.count = tree.rows(node).size();
        shown.can_add = can_add_row(state, node);
    } else if (shown.type == NodeType::RepeatInstance) {
        shown.can_remove = can_add_row(state, tree.anchor_of(tree.block_of(node)));
    }
    return shown;
}

bool can_add_row(InterviewState& state, NodeIndex anchor)
{
    const ProgramNode& program = state.program_of(anchor);
    const InstanceTree::Flags& flags = state.tree.flags(anchor);
    return flags.relevant && !flags.readonly && !program.count &&
           !state.evaluator.holds(program.no_add_remove, anchor, false);
}

std::vector<NodeIndex> nodes_below(const InterviewState& state, NodeIndex node)
{
    std::vector<NodeIndex> nodes;
    const InstanceTree& tree = state.tree;
    if (tree.flags(node).anchor) {
        for (const BlockIndex row : tree.rows(node)) nodes.push_back(tree.base(row));
        return nodes;
    }
    const ModelNode& model = state.model_of(node);
    for (const auto* list : {&model.attributes, &model.children})
        for (const ModelIndex child : *list) nodes.push_back(tree.node_in(tree.block_of(node), child));
    return nodes;
}

std::vector<NodeIndex> nodes_in_order(const InterviewState& state)
{
    std::vector<NodeIndex> nodes;
    append_in_order(state, InstanceTree::root_element, nodes);
    return nodes;
}

} // namespace mahalla
