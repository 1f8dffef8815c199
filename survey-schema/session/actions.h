#pragma once
#include "session/interview_state.h"

namespace mahalla {

/// Runs the actions that wait for an event of the whole record, each wherever its target is.
void run_actions(InterviewState& state, FormEvent event);
/// Runs the actions that wait for `source` to have changed.
void run_value_changed_actions(InterviewState& state, NodeIndex source);
/// Runs the actions that wait for a row to be added to its series.
void run_new_repeat_actions(InterviewState& state, BlockIndex row);

} // namespace mahalla
