#pragma once
#include "session/live_evaluator.h"

#include <span>

namespace mahalla {

/// What a label, hint or message says now, in the current language, with outputs filled in; `form` as in `TextValue`.
std::string words_of(LiveEvaluator& evaluator, const Text& text, NodeIndex node, std::string_view form = {});

/// The words of parts, outputs evaluated at `node`.
std::string words_of_parts(LiveEvaluator& evaluator, std::span<const TextPart> parts, NodeIndex node);

} // namespace mahalla
