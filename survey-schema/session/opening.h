#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// A new record: defaults, metadata, calculations, first-load actions. Fails with `Invalid` where an expression of the
/// form cannot be evaluated at all.
Result<void> start_new(InterviewState& state);
/// What a record says, worked out again without the actions of the first load; what this version of the form does not
/// hold as it was said stands in `state.departures`.
Result<void> start_from(InterviewState& state, const Record& record);

/// Sets what jr:preload asks for at the beginning (or, `at_end`, at the end) of an interview.
void preload(InterviewState& state, bool at_end);

} // namespace mahalla
