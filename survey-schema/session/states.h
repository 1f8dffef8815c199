#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// Everything shown of one node now.
NodeState state_of(InterviewState& state, NodeIndex node);
/// Every node in document order, attributes after their element, a series before its rows.
std::vector<NodeIndex> nodes_in_order(const InterviewState& state);
/// Those directly below an element or a series.
std::vector<NodeIndex> nodes_below(const InterviewState& state, NodeIndex node);

/// A person may add a row to the series.
bool can_add_row(InterviewState& state, NodeIndex anchor);

/// What is wrong with the answer of a node now; nothing for what is fine, not relevant or no question.
std::optional<Violation> violation_of(InterviewState& state, NodeIndex node);
/// Every unmet condition, in document order.
std::vector<UnmetCondition> unmet_conditions(InterviewState& state);

} // namespace mahalla
