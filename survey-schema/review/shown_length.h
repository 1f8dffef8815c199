#pragma once
#include "form/form_text.h"

#include <span>
#include <string_view>

namespace mahalla {

/// How many letters wide a text is when it is shown: characters as a person counts them, without Markdown and HTML.
///
/// Marks that stand on, under or around another letter count nothing; ideographs, syllables of Hangul and emoji, which
/// are as wide as high, count two.
std::size_t shown_length(std::string_view text);
/// The same for a text with outputs, each taken for a name or a number.
std::size_t shown_length(std::span<const TextPart> parts);

} // namespace mahalla
