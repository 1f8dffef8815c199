#include "crypto/syllable_words.h"

namespace mahalla {

namespace {

constexpr std::string_view consonants = "bdfghjklmnprstvz";
constexpr std::string_view vowels = "aiou";

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

std::array<char, 4> syllable_word(std::uint16_t number)
{
    const auto letter = [number](std::string_view letters, unsigned shift) {
        return letters[(number >> shift) % letters.size()];
    };
    return {letter(consonants, 8), letter(vowels, 6), letter(consonants, 2), letter(vowels, 0)};
}

std::optional<std::uint16_t> syllable_word_number(std::string_view word)
{
    if (word.size() != 4) return std::nullopt;
    const std::size_t first = consonants.find(lower(word[0]));
    const std::size_t second = vowels.find(lower(word[1]));
    const std::size_t third = consonants.find(lower(word[2]));
    const std::size_t fourth = vowels.find(lower(word[3]));
    constexpr auto none = std::string_view::npos;
    if (first == none || second == none || third == none || fourth == none) return std::nullopt;
    return static_cast<std::uint16_t>(first << 8U | second << 6U | third << 2U | fourth);
}

} // namespace mahalla
