#pragma once
#include "workbook/workbook.h"
#include "xlsform/findings.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mahalla {

/// What the column headers of a sheet mean: the names it has, and other names for them.
struct ColumnNames {
    std::set<std::string, std::less<>> known;
    /// Lower-case name with underscores → where it goes: "relevance" → bind, relevant.
    std::map<std::string, std::vector<std::string>, std::less<>> aliases;

    static const ColumnNames& survey();
    static const ColumnNames& choices();
    static const ColumnNames& settings();
    static const ColumnNames& entities();
};

/// A header, resolved: {"label", "English (en)"}, {"bind", "relevant"}, {"media", "image", "French"}.
struct TableColumn {
    std::string header; ///< As written.
    std::vector<std::string> path;
    std::size_t index = 0; ///< Its place in the sheet, from 0.
    /// Other columns that mean the same, where that is mended: each row takes the first that holds something.
    std::vector<std::size_t> doubles = {};
};

/// A text that may be written in several languages: the column without language, and those with one, in their order.
struct LocalText {
    std::string plain;
    std::vector<std::pair<std::string, std::string>> translations; ///< Language and text, none empty.
    std::string column;                                            ///< The first header that gave a text.

    bool is_empty() const { return plain.empty() && translations.empty(); }
    bool is_translated() const { return !translations.empty(); }
};

/// A value with the header it stands under, for messages.
struct XlsformCell {
    const TableColumn* column = nullptr;
    std::string text;
};

struct TableRow {
    int number = 0;
    std::vector<XlsformCell> cells; ///< Those that hold something, in the order of the columns.

    bool has(std::string_view name) const;
    /// The text of the column with this one-word path; empty where there is none.
    std::string text(std::string_view name) const;
    /// The header of the column whose path begins so, as written; the name itself where the sheet has none.
    std::string header_of(std::string_view name, std::string_view second = {}) const;
    /// The texts of `name` and `name::LANGUAGE`; with `second`, of `name::second` and `name::second::LANGUAGE`.
    LocalText local_text(std::string_view name, std::string_view second = {}) const;
};

/// A sheet as XLSForm means it: columns by what they are, rows that hold something, texts cleaned.
///
/// Texts are trimmed, typographic quotation marks become plain ones; with `collapse_spaces` runs of blanks become one.
/// Rows after 60 blank ones are left out, as pyxform does: they are notes or leftovers.
///
/// Rows refer to the columns: a table moves, it is not copied.
struct XlsformTable {
    XlsformTable() = default;
    XlsformTable(XlsformTable&&) = default;
    XlsformTable& operator=(XlsformTable&&) = default;

    std::string sheet;
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;

    bool has_column(std::string_view name) const;
    Place place(const TableRow& row, std::string column = {}) const { return {sheet, row.number, std::move(column)}; }
};

enum class Spaces { Keep, Collapse };

/// Reads the first row as headers. Two headers that mean the same column are an error that can be mended
/// (column-duplicate).
XlsformTable read_table(const Sheet& sheet, std::string sheet_name, const ColumnNames& names, Spaces spaces,
                        Findings& findings);

/// "List  Name" → "list_name".
std::string snake_case(std::string_view text);
/// “smart” quotation marks made plain.
std::string plain_quotes(std::string_view text);

} // namespace mahalla
