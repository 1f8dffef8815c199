#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// One row of a sheet that holds something. `cells[0]` is column A; empty cells are empty texts, those at the end left
/// out.
struct SheetRow {
    int number = 0; ///< As the spreadsheet program numbers it, from 1.
    std::vector<std::string> cells;

    /// The text of a column, empty where the row ends before it.
    std::string_view cell(std::size_t column) const
    {
        return column < cells.size() ? cells[column] : std::string_view();
    }
    bool operator==(const SheetRow&) const = default;
};

/// A sheet by its name, with the rows that hold something, in order.
struct Sheet {
    std::string name;
    std::vector<SheetRow> rows;

    bool operator==(const Sheet&) const = default;
};

/// What somebody wrote into a spreadsheet, as text: the same whether it came as .xlsx, .xls, .csv or a Markdown table.
///
/// Nothing is interpreted yet. Whole numbers have no decimal point ("1"), truth values are "TRUE" and "FALSE", days
/// "2026-11-21", moments "2026-11-21T08:30:00", times "08:30:00"; formulas stand for the value they had when the file
/// was saved. Text is valid UTF-8.
struct Workbook {
    std::string file_name; ///< Without folders, as handed in.
    std::vector<Sheet> sheets;

    /// The sheet of that name whatever its case (ASCII letters); none where it is missing.
    const Sheet* sheet(std::string_view name) const;
    /// `file_name` without its extension: the name a form has that states none.
    std::string_view base_name() const;
    bool operator==(const Workbook&) const = default;
};

} // namespace mahalla
