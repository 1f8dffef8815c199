#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace mahalla {

/// A word as word lists compare it: without what keyboards, hands and fonts do differently.
///
/// Case, accents, Arabic vowel marks, tatweel and hamzas are left out; alef forms are one letter, so are ya and alef
/// maqsura, ha and ta marbuta, the Persian and the Arabic kaf and ya. A letter is one byte: Latin ones ASCII, Arabic
/// ones their place in Unicode's block with the highest bit set, every other character the same byte that stands in no
/// list. Composed and decomposed texts (NFC, NFD) give the same form, so no Unicode library is needed to look a word
/// up.
class WordForm {
public:
    static constexpr std::size_t letters_max = 15;

    explicit WordForm(std::string_view word);
    ~WordForm();
    WordForm(const WordForm&) = default;
    WordForm& operator=(const WordForm&) = default;

    /// Letters beyond the limit count as one that stands in no list.
    std::string_view letters() const { return {letters_.data(), size_}; }

private:
    std::array<char, letters_max + 1> letters_{};
    std::size_t size_ = 0;
};

} // namespace mahalla
