#include "expression/characters.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace mahalla {

namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

bool is_ascii(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// The characters from `first` up to, but not, `last`, counted from 0.
std::string_view cut(std::string_view text, double first, double last)
{
    if (!(first < last)) return {};
    double position = -1;
    std::size_t begin = text.size(), end = text.size();
    for (std::size_t i = 0; i < text.size() && end == text.size(); ++i) {
        if (!begins_character(text[i])) continue;
        ++position;
        if (begin == text.size() && position >= first) begin = i;
        if (position >= last) end = i;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

std::string translated_ascii(std::string_view text, std::string_view from, std::string_view to)
{
    constexpr int itself = -1, nothing = -2;
    std::array<int, 128> becomes{};
    becomes.fill(itself);
    // The first of several places in `from` counts.
    for (std::size_t i = from.size(); i > 0; --i)
        becomes.at(static_cast<unsigned char>(from[i - 1])) = i <= to.size() ? to[i - 1] : nothing;
    std::string made;
    made.reserve(text.size());
    for (const char c : text) {
        const int other = becomes.at(static_cast<unsigned char>(c));
        if (other == itself)
            made += c;
        else if (other != nothing)
            made += static_cast<char>(other);
    }
    return made;
}

} // namespace

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

std::size_t place_of(std::string_view part, std::string_view whole)
{
    if (part.empty()) return 0;
    if (part.size() > whole.size()) return std::string_view::npos; // and no text without bytes of its own is searched
    // memmem() searches both ways (Crochemore and Perrin): texts made to be hard to search take no longer.
    const void* found = memmem(whole.data(), whole.size(), part.data(), part.size());
    if (found == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - whole.data());
}

std::string_view substring(std::string_view text, double start, double length)
{
    const auto rounded = [](double number) { return std::floor(number + 0.5); };
    const double first = rounded(start), last = first + rounded(length);
    return cut(text, first - 1, last - 1);
}

std::string_view substr(std::string_view text, double start, double end)
{
    const bool counts_from_end = start < 0 || end < 0;
    const double size = counts_from_end ? static_cast<double>(characters_in(text)) : 0;
    const auto place = [&](double number) {
        if (std::isnan(number)) return 0.0;
        number = std::trunc(number);
        return number < 0 ? std::max(size + number, 0.0) : number;
    };
    return cut(text, place(start), place(end));
}

std::string translated(std::string_view text, std::string_view from, std::string_view to)
{
    if (is_ascii(text) && is_ascii(from) && is_ascii(to)) return translated_ascii(text, from, to);
    const std::u32string from_characters = to_code_points(from), to_characters = to_code_points(to);
    std::unordered_map<char32_t, std::optional<char32_t>> becomes;
    for (std::size_t i = 0; i < from_characters.size(); ++i)
        becomes.try_emplace(from_characters[i],
                            i < to_characters.size() ? std::optional(to_characters[i]) : std::nullopt);
    std::string made;
    for (const char32_t c : to_code_points(text)) {
        const auto other = becomes.find(c);
        if (other == becomes.end())
            append_utf8(made, c);
        else if (other->second)
            append_utf8(made, *other->second);
    }
    return made;
}

} // namespace mahalla
