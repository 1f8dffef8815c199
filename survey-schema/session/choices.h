#pragma once
#include "session/live_evaluator.h"

#include <functional>

namespace mahalla {

/// The choices of a select or rank as shown now, in their order.
std::vector<ChoiceState> choices_of(LiveEvaluator& evaluator, NodeIndex node);

/// The label of one choice in the current language; nothing where the list has no such value.
std::optional<std::string> label_of_choice(LiveEvaluator& evaluator, NodeIndex select, std::string_view value);

/// Those of the values in `chosen` (one, or several with spaces between) that the list offers now, in the same order.
/// Where the list cannot be known (its file did not come with the form), all of them.
std::string offered_of(LiveEvaluator& evaluator, NodeIndex select, std::string_view chosen);

/// The choices come from elsewhere than the form: what is answered cannot be checked against a list.
bool has_unknown_choices(LiveEvaluator& evaluator, NodeIndex select);

} // namespace mahalla
