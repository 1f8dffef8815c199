#pragma once
#include <cstddef>
#include <string_view>

namespace mahalla {

/// The name of a text the program shows: `"household.save"_text`. What it says stands in assets/languages/*.txt.
///
/// build-scripts/check-texts.py finds every key by this spelling, so a key is always written out, never put together.
struct TextKey {
    std::string_view name;

    bool operator==(const TextKey&) const = default;
};

/// Lower-case words joined by dots and underscores; anything else does not compile.
consteval TextKey operator""_text(const char* name, std::size_t length)
{
    for (std::size_t i = 0; i < length; ++i) {
        const char c = name[i];
        const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        if (!allowed) throw "a text key has lower-case letters, digits, dots and underscores only";
    }
    return TextKey{std::string_view(name, length)};
}

} // namespace mahalla
