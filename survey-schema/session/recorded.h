#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// Puts what a record says into a tree that holds nothing yet, row for row. What fits no type is kept as typed; what
/// has no place at all is carried (carried_answers.h). Nothing is computed. False where the record has more rows than
/// an interview may hold; the tree is of no use then.
[[nodiscard]] bool fill_from_record(InterviewState& state, const Record& record);

/// The path of a node in a record, rows by their ids. Nothing where the limits of paths do not allow it.
std::optional<AnswerPath> path_of(const InterviewState& state, NodeIndex node);

/// What was said, with what is carried.
Record record_of(const InterviewState& state);
/// For a submission of this version of the form: without what is carried. A node that is empty because it is not
/// relevant has an empty answer that says so, and the writer leaves the node out.
Record submission_record_of(const InterviewState& state);

} // namespace mahalla
