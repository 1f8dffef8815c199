#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// The node a ref names: `/data/person[2]/age`; without a position the first row, and the series where there are no
/// rows or the ref ends in `[]`. Nothing where there is no such node now.
std::optional<NodeIndex> find_node(const InterviewState& state, std::string_view ref);

/// The series a ref names, with or without `[]`.
std::optional<NodeIndex> find_series(const InterviewState& state, std::string_view ref);

std::string ref_of(const InterviewState& state, NodeIndex node);

} // namespace mahalla
