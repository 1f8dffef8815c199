#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mahalla {

/// The 4,096 words that passphrases and recovery sheets are made of: twelve bits each, two syllables of a consonant
/// (b d f g h j k l m n p r s t v z) and a vowel (a i o u), as in "tumo", "ravi", "sado".
///
/// They belong to no language, so that nobody needs English to read one aloud, hear it and type it on any Latin
/// keyboard.

/// Four letters. Only the lowest twelve bits of `number` count.
std::array<char, 4> syllable_word(std::uint16_t number);
/// The number of a word, in any ASCII case; nothing where it is none.
std::optional<std::uint16_t> syllable_word_number(std::string_view word);

} // namespace mahalla
