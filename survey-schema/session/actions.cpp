#include "session/actions.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The nodes an action sets when it runs for `source` (the row or control it stands in) or, without one, everywhere.
std::vector<NodeIndex> targets_of(InterviewState& state, const Action& action, NodeIndex source)
{
    std::vector<NodeIndex> targets;
    if (action.target) {
        const auto found = state.evaluator.nodes(state.evaluator.relocated(*action.target, source), source);
        if (!found) return targets;
        for (const NodeRef node : *found)
            if (node.source == &state.tree) targets.push_back(node.node);
        return targets;
    }
    if (action.node == no_index) return targets;
    const InstanceLayout& layout = state.program->layout();
    const BlockIndex block = state.tree.block_of(source);
    const std::size_t level = state.tree.block_level(block);
    const std::size_t shared = std::min(layout.shared_repeats(action.node, state.tree.model(source)), level);
    state.tree.for_each_below(state.tree.outer_block(block, level - shared), action.node, [&](NodeIndex node) {
        if (!state.tree.flags(node).anchor) targets.push_back(node);
    });
    return targets;
}

void set(InterviewState& state, const Action& action, NodeIndex target)
{
    if (action.kind == ActionKind::SetGeopoint) {
        state.set_text(target, value_from_text(DataType::Geopoint, state.environment.position).value_or(std::string()));
    } else if (!action.value) {
        state.set_text(target, action.text);
    } else {
        const auto value = state.evaluator.text(state.evaluator.relocated(*action.value, target), target);
        state.set_value(target,
                        value_from_expression(state.program_of(target).value_type, value.value_or(std::string())));
    }
}

void run(InterviewState& state, const Action& action, NodeIndex source)
{
    if (action.kind == ActionKind::RecordAudio) return; // Recording is the screen's to do.
    for (const NodeIndex target : targets_of(state, action, source)) {
        set(state, action, target);
        // Nor can an action choose what is not on the list.
        if (state.program_of(target).is_select()) state.recalculation.schedule(target, FacetKind::Choices);
    }
}

} // namespace

void run_actions(InterviewState& state, FormEvent event)
{
    const auto actions = state.form().actions();
    for (const std::uint32_t index : state.program->actions_on(event))
        run(state, actions[index], InstanceTree::root_element);
}

void run_value_changed_actions(InterviewState& state, NodeIndex source)
{
    const auto actions = state.form().actions();
    for (const std::uint32_t index : state.program_of(source).actions) run(state, actions[index], source);
}

void run_new_repeat_actions(InterviewState& state, BlockIndex row)
{
    const auto actions = state.form().actions();
    const NodeIndex source = state.tree.base(row);
    for (const std::uint32_t index : state.program_of(source).actions) run(state, actions[index], source);
}

} // namespace mahalla
