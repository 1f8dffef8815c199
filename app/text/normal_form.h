#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Unicode NFC: the form every answer is stored in, so that equal words have equal bytes.
std::string to_nfc(std::string_view text);

/// What a search compares: compatibility decomposed, case folded, accents and Arabic vowel marks, tatweel and
/// alef/ya variants left out.
std::string folded_for_search(std::string_view text);

/// Byte offsets of what a reader calls characters (Unicode grapheme clusters), from 0 to the length, both included.
std::vector<std::size_t> grapheme_boundaries(std::string_view text);

/// The byte offset of the start of the next word after, or of this or the last word before, `position`.
std::size_t next_word(std::string_view text, std::size_t position);
std::size_t previous_word(std::string_view text, std::size_t position);

} // namespace mahalla
