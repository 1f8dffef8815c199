#include "expression/regular_program.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

CharacterSet negated(CharacterSet set)
{
    set.negated = !set.negated;
    return set;
}

const CharacterSet digits{{{U'0', U'9'}}, false};
const CharacterSet word_characters{{{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}}, false};
const CharacterSet spaces{{{U'\t', U'\r'},
                           {U' ', U' '},
                           {0xA0, 0xA0},
                           {0x1680, 0x1680},
                           {0x2000, 0x200A},
                           {0x2028, 0x2029},
                           {0x202F, 0x202F},
                           {0x205F, 0x205F},
                           {0x3000, 0x3000},
                           {0xFEFF, 0xFEFF}},
                          false};
const CharacterSet no_digits = negated(digits), no_word_characters = negated(word_characters),
                   no_spaces = negated(spaces);

const CharacterSet upper{{{U'A', U'Z'}, {0xC0, 0xD6}, {0xD8, 0xDE}, {0x391, 0x3A9}, {0x400, 0x42F}}, false};
const CharacterSet lower{{{U'a', U'z'}, {0xDF, 0xF6}, {0xF8, 0xFF}, {0x3B1, 0x3C9}, {0x430, 0x45F}}, false};
const CharacterSet letters{
    {{U'A', U'Z'},      {U'a', U'z'},     {0xAA, 0xAA},     {0xB5, 0xB5},     {0xBA, 0xBA},     {0xC0, 0xD6},
     {0xD8, 0xF6},      {0xF8, 0x2C1},    {0x370, 0x373},   {0x376, 0x377},   {0x37B, 0x37D},   {0x386, 0x386},
     {0x388, 0x481},    {0x48A, 0x556},   {0x561, 0x587},   {0x5D0, 0x5F2},   {0x620, 0x64A},   {0x66E, 0x66F},
     {0x671, 0x6D3},    {0x6EE, 0x6EF},   {0x6FA, 0x6FC},   {0x710, 0x72F},   {0x74D, 0x7A5},   {0x904, 0x939},
     {0x958, 0x961},    {0x985, 0x9B9},   {0xA05, 0xA39},   {0xA85, 0xAB9},   {0xB05, 0xB39},   {0xB85, 0xBB9},
     {0xC05, 0xC39},    {0xC85, 0xCB9},   {0xD05, 0xD3A},   {0xD85, 0xDC6},   {0xE01, 0xE30},   {0xE40, 0xE46},
     {0xE81, 0xEB0},    {0xF40, 0xF6C},   {0x1000, 0x102A}, {0x10A0, 0x10FF}, {0x1100, 0x135A}, {0x1380, 0x1711},
     {0x1780, 0x17B3},  {0x1820, 0x18AA}, {0x1E00, 0x1FFC}, {0x2C00, 0x2DDE}, {0x3041, 0x3096}, {0x30A1, 0x30FA},
     {0x3105, 0x318E},  {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA61F}, {0xA640, 0xA66E}, {0xAC00, 0xD7A3},
     {0xF900, 0xFAFF},  {0xFB1D, 0xFDFB}, {0xFE70, 0xFEFC}, {0xFF21, 0xFF3A}, {0xFF41, 0xFF5A}, {0x10000, 0x1FFFF},
     {0x20000, 0x3FFFF}},
    false};
const CharacterSet numbers{
    {{U'0', U'9'}, {0x660, 0x669}, {0x6F0, 0x6F9}, {0x966, 0x96F}, {0x9E6, 0x9EF}, {0x1040, 0x1049}}, false};
const CharacterSet punctuation{{{U'!', U'#'},    {U'%', U'*'},   {U',', U'/'},   {U':', U';'},     {U'?', U'@'},
                                {U'[', U']'},    {U'_', U'_'},   {U'{', U'{'},   {U'}', U'}'},     {0xA1, 0xA1},
                                {0xAB, 0xAB},    {0xB7, 0xB7},   {0xBB, 0xBB},   {0xBF, 0xBF},     {0x60C, 0x60D},
                                {0x61B, 0x61B},  {0x61F, 0x61F}, {0x66A, 0x66D}, {0x2010, 0x2027}, {0x2030, 0x205E},
                                {0x3001, 0x3003}},
                               false};
const CharacterSet separators{{{U' ', U' '}, {0xA0, 0xA0}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x3000, 0x3000}},
                              false};
const CharacterSet latin{{{U'A', U'Z'},
                          {U'a', U'z'},
                          {0xAA, 0xAA},
                          {0xBA, 0xBA},
                          {0xC0, 0xD6},
                          {0xD8, 0xF6},
                          {0xF8, 0x2AF},
                          {0x1E00, 0x1EFF}},
                         false};
const CharacterSet cyrillic{{{0x400, 0x52F}, {0x1C80, 0x1C88}, {0x2DE0, 0x2DFF}, {0xA640, 0xA69F}}, false};
const CharacterSet arabic{{{0x600, 0x6FF}, {0x750, 0x77F}, {0x8A0, 0x8FF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}}, false};

char32_t other_case(char32_t c)
{
    if (c >= U'a' && c <= U'z') return c - 32;
    if (c >= U'A' && c <= U'Z') return c + 32;
    return c;
}

} // namespace

void CharacterSet::add(const CharacterSet& other)
{
    if (!other.negated) {
        ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
        return;
    }
    std::vector<Range> sorted = other.ranges;
    std::ranges::sort(sorted, {}, &Range::first);
    char32_t next = 0;
    for (const Range& range : sorted) {
        if (range.first > next) add(next, range.first - 1);
        next = std::max<char32_t>(next, range.last + 1);
    }
    if (next <= 0x10FFFF) add(next, 0x10FFFF);
}

bool CharacterSet::contains(char32_t c, bool ignoring_case) const
{
    const auto holds = [&](char32_t one) {
        return std::ranges::any_of(ranges, [&](const Range& range) { return range.first <= one && one <= range.last; });
    };
    return (holds(c) || (ignoring_case && holds(other_case(c)))) != negated;
}

const CharacterSet* class_of_letter(char32_t letter)
{
    switch (letter) {
    case U'd':
        return &digits;
    case U'D':
        return &no_digits;
    case U'w':
        return &word_characters;
    case U'W':
        return &no_word_characters;
    case U's':
        return &spaces;
    case U'S':
        return &no_spaces;
    default:
        return nullptr;
    }
}

const CharacterSet* class_of_property(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, const CharacterSet*>, 20> properties{
        {{"L", &letters},
         {"Letter", &letters},
         {"IsL", &letters},
         {"IsAlphabetic", &letters},
         {"Alpha", &letters},
         {"Alphabetic", &letters},
         {"Lu", &upper},
         {"Upper", &upper},
         {"Ll", &lower},
         {"Lower", &lower},
         {"N", &numbers},
         {"Nd", &numbers},
         {"Digit", &digits},
         {"P", &punctuation},
         {"Punct", &punctuation},
         {"Z", &separators},
         {"Zs", &separators},
         {"IsLatin", &latin},
         {"IsCyrillic", &cyrillic},
         {"IsArabic", &arabic}}};
    for (const std::string_view prefix : {"Script=", "sc="}) {
        if (!name.starts_with(prefix)) continue;
        name.remove_prefix(prefix.size());
        if (name == "Latin") return &latin;
        if (name == "Cyrillic") return &cyrillic;
        return name == "Arabic" ? &arabic : nullptr;
    }
    for (const auto& [known, set] : properties)
        if (known == name) return set;
    return nullptr;
}

} // namespace mahalla
