#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mahalla {

/// Texts cut and changed by characters, as XPath 1.0 §4.2 and ODK count them. All take time linear in what they are
/// given, whatever it holds.

std::size_t characters_in(std::string_view text);
/// Where `part` begins in bytes; `npos` where it is not.
std::size_t place_of(std::string_view part, std::string_view whole);
/// §4.2 `substring`: the characters whose position p, from 1, fulfils p >= round(start) and p < round(start) +
/// round(length).
std::string_view substring(std::string_view text, double start, double length);
/// ODK's `substr`: from `start` up to, but not, `end`, counted from 0; negative ones from the end.
std::string_view substr(std::string_view text, double start, double end);
/// §4.2 `translate`.
std::string translated(std::string_view text, std::string_view from, std::string_view to);

} // namespace mahalla
