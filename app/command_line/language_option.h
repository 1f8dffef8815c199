#pragma once
#include "crypto/word_list.h"

#include <string>

namespace CLI {
class App;
}

namespace mahalla {

/// `--language CODE`: what generated words are taken from and what a printed sheet is written in. The machine's
/// language (LC_ALL, LC_MESSAGES, LANG) where none is named.
struct LanguageOption {
    std::string named;

    void add_to(CLI::App& command);
    /// "ar", "fr-CA"; English where the machine says nothing.
    std::string code() const;
    const WordList& words() const { return WordList::of_language(code()); }
};

} // namespace mahalla
