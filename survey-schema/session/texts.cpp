#include "session/texts.h"

namespace mahalla {

namespace {

/// A label is read by a person; what is longer was made to be too long.
constexpr std::size_t words_bytes_max = 1U << 20;

} // namespace

std::string words_of(LiveEvaluator& evaluator, const Text& text, NodeIndex node, std::string_view form)
{
    if (text.expression) {
        if (!form.empty()) return {};
        return evaluator.text(evaluator.relocated(*text.expression, node), node).value_or(std::string());
    }
    return words_of_parts(evaluator, evaluator.program().form().parts_of(text, evaluator.language(), form), node);
}

std::string words_of_parts(LiveEvaluator& evaluator, std::span<const TextPart> parts, NodeIndex node)
{
    std::string words;
    for (const TextPart& part : parts) {
        if (words.size() > words_bytes_max) break;
        if (!part.output)
            words += part.words;
        else
            words += evaluator.text(evaluator.relocated(*part.output, node), node).value_or(std::string());
    }
    return words;
}

} // namespace mahalla
