#include "base/number.h"
#include "session/refs.h"
#include "session/states.h"
#include "session/texts.h"

#include <algorithm>

namespace mahalla {

namespace {

/// A range's bounds are its own constraint.
bool is_in_range(const Control& control, std::string_view value)
{
    const auto number = number_from_text(value);
    if (!number) return true;
    const auto bound = [&](std::string_view name) {
        const std::string* text = control.attribute(name);
        return text ? number_from_text(*text) : std::nullopt;
    };
    const auto start = bound("start");
    const auto end = bound("end");
    if (!start || !end) return true;
    return *number >= std::min(*start, *end) && *number <= std::max(*start, *end);
}

} // namespace

std::optional<Violation> violation_of(InterviewState& state, NodeIndex node)
{
    const InstanceTree::Flags& flags = state.tree.flags(node);
    const ProgramNode& program = state.program_of(node);
    // Nobody can put right what nobody is asked.
    if (!flags.relevant || program.control == no_index || !state.model_of(node).children.empty() || flags.anchor)
        return std::nullopt;
    if (flags.wrong_type) return Violation::Type;
    const std::string& value = state.tree.value(node);
    if (value.empty()) return flags.required ? std::optional(Violation::Required) : std::nullopt;
    if (program.type == NodeType::Range && !is_in_range(state.form().control(program.control), value))
        return Violation::Constraint;
    if (program.constraint && !state.evaluator.boolean(*program.constraint, node).value_or(true))
        return Violation::Constraint;
    return std::nullopt;
}

std::vector<UnmetCondition> unmet_conditions(InterviewState& state)
{
    std::vector<UnmetCondition> unmet;
    for (const NodeIndex node : nodes_in_order(state)) {
        const auto violation = violation_of(state, node);
        if (!violation) continue;
        const Bind& bind = state.model_of(node).bind;
        const Text& message = *violation == Violation::Required ? bind.required_message : bind.constraint_message;
        unmet.push_back({{node}, ref_of(state, node), *violation, words_of(state.evaluator, message, node)});
    }
    return unmet;
}

} // namespace mahalla
