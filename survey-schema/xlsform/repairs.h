#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mahalla {

/// What lenient reading (`Faults::Mend`) does about faulty workbooks, as far as more than one place needs it. Each
/// repair stands where its fault is found, as the last argument of `Findings::mend`; the principles are
/// docs/decisions/0010-lenient-reading.md.

/// A word without what people spell in two ways: case, blanks, hyphens, underscores. Two words that are equal so are
/// taken for one where no other is.
std::string loosely(std::string_view word);

/// A name made of `text`: what a name cannot hold becomes an underscore. "1st visit" → "_1st_visit".
std::string sanitised_name(std::string_view text);

/// What it means that a cell is left out, said to its author. `key` is the attribute that the cell would have become:
/// "relevant", "calculate", "jr:count", "default", "choice_filter"; any other is merely left out.
std::string when_left_out(std::string_view key);

/// The column as a spreadsheet program calls it: 0 is "A", 26 is "AA".
std::string column_letters(std::size_t index);

} // namespace mahalla
