#include "form/xml_name.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

struct Range {
    char32_t first, last;
};

// XML 1.0 (fifth edition) §2.3, production [4] NameStartChar, without the colon.
constexpr std::array<Range, 15> name_begin = {{{U'A', U'Z'},
                                               {U'_', U'_'},
                                               {U'a', U'z'},
                                               {0xC0, 0xD6},
                                               {0xD8, 0xF6},
                                               {0xF8, 0x2FF},
                                               {0x370, 0x37D},
                                               {0x37F, 0x1FFF},
                                               {0x200C, 0x200D},
                                               {0x2070, 0x218F},
                                               {0x2C00, 0x2FEF},
                                               {0x3001, 0xD7FF},
                                               {0xF900, 0xFDCF},
                                               {0xFDF0, 0xFFFD},
                                               {0x10000, 0xEFFFF}}};
// What production [4a] NameChar adds.
constexpr std::array<Range, 6> name_further = {
    {{U'-', U'-'}, {U'.', U'.'}, {U'0', U'9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

template <typename Ranges> bool within(char32_t c, const Ranges& ranges)
{
    return std::any_of(ranges.begin(), ranges.end(), [c](Range range) { return c >= range.first && c <= range.last; });
}

bool is_plain_ascii_name(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto further = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    return letter(name.front()) && std::all_of(name.begin(), name.end(), further);
}

bool is_name_without_colon(std::string_view name)
{
    if (name.empty()) return false;
    if (is_plain_ascii_name(name)) return true;
    if (!is_valid_utf8(name)) return false;
    const std::u32string points = to_code_points(name);
    return within(points.front(), name_begin) && std::all_of(points.begin(), points.end(), [](char32_t c) {
               return within(c, name_begin) || within(c, name_further);
           });
}

} // namespace

bool is_xml_name(std::string_view name)
{
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return is_name_without_colon(name);
    return is_name_without_colon(name.substr(0, colon)) && is_name_without_colon(name.substr(colon + 1));
}

} // namespace mahalla
