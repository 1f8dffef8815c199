#pragma once
#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mahalla {

/// One paragraph of a library file: a first line, and `column: text` lines below it.
struct LibraryParagraph {
    std::string head; ///< The first line where it holds no `column: text`; empty on the page `instrument`.
    int line = 0;     ///< Where it begins, from 1.
    std::vector<std::pair<std::string, std::string>> fields; ///< In their order.
    std::vector<std::string> entries;                        ///< Of a choice list: its lines, trimmed.

    /// The text of a column; empty where there is none.
    std::string_view field(std::string_view column) const;
};

struct LibraryPage {
    std::string name; ///< "survey", "choices", "formulas", …
    std::vector<LibraryParagraph> paragraphs;
};

/// Takes a library file apart as questionnaires in text are (docs/decisions/0002-questionnaire-sources.md): `# page`, a
/// paragraph a row, indented `column: text` lines. A line indented by four blanks or more goes on with the text above
/// it, so that a formula can be laid out; on the page `choices` each line is an entry of its list.
///
/// Fails with `Invalid`, naming the line.
Result<std::vector<LibraryPage>> read_library_text(std::string_view text);

} // namespace mahalla
