#include "form/form_text.h"

namespace mahalla {

std::vector<TextPart> parts_of_words(std::string words)
{
    std::vector<TextPart> parts;
    if (!words.empty()) parts.push_back({std::move(words), std::nullopt});
    return parts;
}

Text Text::of(std::string words)
{
    Text text;
    text.parts = parts_of_words(std::move(words));
    return text;
}

Text Text::translated(std::string translation_id)
{
    Text text;
    text.translation_id = std::move(translation_id);
    return text;
}

} // namespace mahalla
