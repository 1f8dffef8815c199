#include "review/shown_length.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::size_t output_length = 8;

struct Range {
    char32_t first, last;
};

// Unicode 15: general categories Mn and Me of the scripts that questionnaires are written in, and joiners.
constexpr std::array marks = {
    Range{0x0300, 0x036f}, Range{0x0483, 0x0489}, Range{0x0591, 0x05bd}, Range{0x05bf, 0x05c7}, Range{0x0610, 0x061a},
    Range{0x064b, 0x065f}, Range{0x0670, 0x0670}, Range{0x06d6, 0x06ed}, Range{0x0730, 0x074a}, Range{0x07a6, 0x07b0},
    Range{0x0900, 0x0902}, Range{0x093a, 0x093a}, Range{0x093c, 0x093c}, Range{0x0941, 0x0948}, Range{0x094d, 0x0957},
    Range{0x0981, 0x0981}, Range{0x09bc, 0x09bc}, Range{0x09c1, 0x09c4}, Range{0x09cd, 0x09cd}, Range{0x0a01, 0x0a02},
    Range{0x0a3c, 0x0a51}, Range{0x0abc, 0x0abc}, Range{0x0ac1, 0x0acd}, Range{0x0b3c, 0x0b57}, Range{0x0bc0, 0x0bcd},
    Range{0x0c3e, 0x0c56}, Range{0x0cbc, 0x0ccd}, Range{0x0d41, 0x0d4d}, Range{0x0dca, 0x0dd6}, Range{0x0e31, 0x0e31},
    Range{0x0e34, 0x0e3a}, Range{0x0e47, 0x0e4e}, Range{0x0eb1, 0x0ebc}, Range{0x0ec8, 0x0ecd}, Range{0x0f71, 0x0f84},
    Range{0x102d, 0x1030}, Range{0x1032, 0x1037}, Range{0x1039, 0x103a}, Range{0x103d, 0x103e}, Range{0x1058, 0x1059},
    Range{0x135d, 0x135f}, Range{0x17b4, 0x17bd}, Range{0x17c6, 0x17d3}, Range{0x1ab0, 0x1aff}, Range{0x1dc0, 0x1dff},
    Range{0x200b, 0x200f}, Range{0x202a, 0x202e}, Range{0x2060, 0x2069}, Range{0x20d0, 0x20f0}, Range{0xfe00, 0xfe0f},
    Range{0xfe20, 0xfe2f}, Range{0xfeff, 0xfeff}};
constexpr std::array wide = {Range{0x1100, 0x115f}, Range{0x2e80, 0x303e},   Range{0x3041, 0xa4cf},
                             Range{0xac00, 0xd7a3}, Range{0xf900, 0xfaff},   Range{0xfe30, 0xfe6f},
                             Range{0xff00, 0xff60}, Range{0x1f300, 0x1faff}, Range{0x20000, 0x3fffd}};

bool is_in(std::span<const Range> ranges, char32_t letter)
{
    return std::ranges::any_of(ranges,
                               [&](const Range& range) { return letter >= range.first && letter <= range.last; });
}

std::size_t width_of(char32_t letter)
{
    if (letter < 0x300) return letter < ' ' ? 0 : 1;
    if (is_in(marks, letter)) return 0;
    return is_in(wide, letter) ? 2 : 1;
}

/// Where what begins with `<`, or with a link's `[` or `](`, ends; the beginning itself where it is no markup.
std::size_t end_of_markup(std::string_view text, std::size_t at)
{
    if (text[at] == '<') {
        const bool is_tag =
            at + 1 < text.size() && (text[at + 1] == '/' || (text[at + 1] >= 'A' && text[at + 1] <= 'z'));
        const std::size_t end = is_tag ? text.find('>', at) : std::string_view::npos;
        return end == std::string_view::npos ? at : end + 1;
    }
    if (text[at] == '[') {
        const std::size_t close = text.find(']', at);
        return close != std::string_view::npos && text.substr(close).starts_with("](") ? at + 1 : at;
    }
    if (text.substr(at).starts_with("](")) {
        const std::size_t end = text.find(')', at);
        return end == std::string_view::npos ? at : end + 1;
    }
    return at;
}

} // namespace

std::size_t shown_length(std::string_view text)
{
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t end = end_of_markup(text, at); end > at) {
            at = end;
            continue;
        }
        const char c = text[at];
        const bool is_mark = c == '*' || c == '#' || c == '\\' || (c == '_' && text.substr(at).starts_with("__"));
        if (!is_mark) plain += c;
        at += c == '_' && is_mark ? 2 : 1;
    }
    std::size_t length = 0;
    for (const char32_t letter : to_code_points(trimmed(plain))) length += width_of(letter);
    return length;
}

std::size_t shown_length(std::span<const TextPart> parts)
{
    std::size_t length = 0;
    for (const TextPart& part : parts) length += part.output ? output_length : shown_length(part.words);
    return length;
}

} // namespace mahalla
