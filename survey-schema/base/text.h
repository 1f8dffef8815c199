#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// UTF-8 and the few text operations that the C library would do by locale. ASCII letters and white space only, unless
/// said otherwise; nothing here depends on the language of the machine.

bool is_valid_utf8(std::string_view text);
/// Every byte that belongs to no valid sequence becomes U+FFFD; `replaced`, where given, counts them.
std::string with_valid_utf8(std::string_view text, std::size_t* replaced = nullptr);
/// Whether XML 1.0 (§2.2) can hold valid UTF-8: it has no control characters but tab and line ends, no U+FFFE, U+FFFF.
bool is_xml_text(std::string_view text);
/// Every character that XML cannot hold becomes U+FFFD; `replaced`, where given, counts them.
std::string with_xml_text(std::string_view text, std::size_t* replaced = nullptr);
/// As it stands between tags, or between double or single quotes, of HTML and XML.
std::string escaped_markup(std::string_view text);
/// The code points of valid UTF-8; an invalid byte gives U+FFFD.
std::u32string to_code_points(std::string_view text);
void append_utf8(std::string& text, char32_t code_point);
std::string to_utf8(std::u32string_view code_points);

/// White space as XML has it: space, tab, line feed, carriage return.
constexpr bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
std::string_view trimmed(std::string_view text);
/// Trimmed, with each inner run of white space made one space (XPath's normalize-space).
std::string collapsed(std::string_view text);
std::string lower_ascii(std::string_view text);
bool equal_ignoring_ascii_case(std::string_view a, std::string_view b);
std::vector<std::string_view> split(std::string_view text, char separator);
/// The words between white space, none of them empty.
std::vector<std::string_view> words(std::string_view text);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);
std::string replaced_all(std::string_view text, std::string_view from, std::string_view to);

/// How many insertions, deletions, replacements and swaps of neighbours lead from `a` to `b` (Damerau–Levenshtein,
/// restricted), counted in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate that is most like `word`, where one is near enough to be meant: at most a third of its length away.
std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& candidates);

} // namespace mahalla
