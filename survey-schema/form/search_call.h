#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The call `search('file', how, columns, text, filter column, filter text)` in the appearance of a select: its choices
/// are rows of a CSV file beside the form. It may stand among other words: `minimal search('villages')`.
///
/// With one argument every row is a choice; with four, the rows where one of the columns contains, matches, begins or
/// ends with the text; with six, those of them whose filter column is the filter text.
struct SearchCall {
    std::size_t begin = 0, end = 0;     ///< Of the whole call in the appearance.
    std::vector<std::string> arguments; ///< Expressions, not yet parsed.

    bool has_right_count() const { return arguments.size() == 1 || arguments.size() == 4 || arguments.size() == 6; }
};

/// The first call in an appearance; nothing where there is none, or its bracket is not closed.
std::optional<SearchCall> find_search_call(std::string_view appearance);

} // namespace mahalla
