#pragma once
#include "command_line/form_test_script.h"
#include "session/node_state.h"

namespace mahalla {

/// What one aspect of a question is now, in the words that a test expects it in; empty for those of the whole
/// interview.
std::string found_in(const NodeState& state, FormTestExpectation::Aspect aspect);

std::string yes_or_no(bool is_so);

} // namespace mahalla
