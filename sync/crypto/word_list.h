#pragma once
#include "crypto/word_form.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Words that stand for numbers: what generated passphrases and recovery sheets are made of. Built into the program
/// from assets/words; immutable; the place of a word never changes.
///
/// English, French, Spanish and Arabic have 2,048 words each, eleven bits a word. Whoever reads another language gets
/// the 4,096 words of no language (syllable_words.h), twelve bits each (docs/decisions/0016).
class WordList {
public:
    /// The list of "ar", "fr_CA" or "es-MX"; that of no language where there is none of its own.
    static const WordList& of_language(std::string_view code);
    static const WordList& of_no_language();
    /// Every list.
    static std::span<const WordList* const> all();

    /// "ar"; empty for the words of no language.
    const std::string& language() const { return language_; }
    std::size_t size() const { return words_.size(); }
    /// 11 or 12: how much a word tells.
    unsigned bits() const { return bits_; }
    /// `number` is below `size()`. Valid for ever.
    std::string_view word(std::uint16_t number) const { return words_[number]; }
    /// The number of a word as somebody typed it (word_form.h); nothing where it is none.
    std::optional<std::uint16_t> number_of(std::string_view typed) const;
    /// The word most like the typed one, at most two letters away; nothing where none is.
    std::optional<std::uint16_t> nearest_to(std::string_view typed) const;

    WordList(const WordList&) = delete;
    WordList& operator=(const WordList&) = delete;

private:
    struct Entry {
        WordForm form;
        std::uint16_t number = 0;
    };
    WordList(std::string language, std::vector<std::string> words);

    std::string language_;
    unsigned bits_ = 0;
    std::vector<std::string> words_;
    std::vector<Entry> by_form_; ///< Sorted.
};

} // namespace mahalla
