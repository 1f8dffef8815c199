#include "workbook/sheet_builder.h"

#include "base/check.h"
#include "base/text.h"
#include "workbook/cell_value.h"

#include <algorithm>

namespace mahalla {

Result<void> SheetBuilder::begin_sheet(std::string_view name)
{
    if (sheets_.size() >= limits_.sheets_max)
        return failure(ErrorKind::Invalid, "The workbook has more than " + std::to_string(limits_.sheets_max) +
                                               " sheets; keep those of the questionnaire.");
    if (has_sheet()) put_rows_in_order();
    sheets_.push_back({with_valid_utf8(name), {}});
    warned_of_broken_text_ = false;
    return {};
}

SheetRow& SheetBuilder::row(int number)
{
    std::vector<SheetRow>& rows = sheets_.back().rows;
    if (!rows.empty() && rows.back().number == number) return rows.back();
    if (!rows.empty() && rows.back().number > number) rows_in_order_ = false;
    return rows.emplace_back(SheetRow{number, {}});
}

void SheetBuilder::put_rows_in_order()
{
    if (rows_in_order_) return;
    rows_in_order_ = true;
    std::vector<SheetRow>& rows = sheets_.back().rows;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const SheetRow& a, const SheetRow& b) { return a.number < b.number; });
    std::vector<SheetRow> joined_rows;
    for (SheetRow& piece : rows) {
        if (joined_rows.empty() || joined_rows.back().number != piece.number) {
            joined_rows.push_back(std::move(piece));
            continue;
        }
        std::vector<std::string>& cells = joined_rows.back().cells;
        if (cells.size() < piece.cells.size()) cells.resize(piece.cells.size());
        for (std::size_t i = 0; i < piece.cells.size(); ++i)
            if (!piece.cells[i].empty()) cells[i] = std::move(piece.cells[i]);
    }
    rows = std::move(joined_rows);
}

Result<void> SheetBuilder::put(int row_number, std::size_t column, std::string_view text)
{
    MAHALLA_CHECK(has_sheet());
    if (trimmed(text).empty()) return {};
    if (row_number < 1 || row_number > limits_.rows_max || column >= limits_.columns_max)
        return failure(ErrorKind::Invalid,
                       "Sheet \"" + sheets_.back().name + "\" has a cell outside of what a sheet can hold.");

    text_bytes_ += text.size(); // Before anything is done with it, so that a repeated long text costs little.
    if (text_bytes_ > limits_.text_bytes_max)
        return failure(ErrorKind::Invalid, "The workbook holds more than " +
                                               std::to_string(limits_.text_bytes_max >> 20) +
                                               " MiB of text; put large lists into a CSV file beside the form.");
    std::size_t replaced = 0;
    std::string clean = clean_cell_text(text, replaced);
    if (trimmed(clean).empty()) return {};
    if (replaced > 0 && !warned_of_broken_text_) {
        warned_of_broken_text_ = true;
        diagnostics_.push_back(
            {Severity::Warning, sheets_.back().name, row_number, "", "text-not-utf8",
             "This cell holds bytes that are no text, or signs that are none; they are shown as \xEF\xBF\xBD.",
             "Type the cell again, or save the file as UTF-8; other cells of the sheet may be broken in the same "
             "way."});
    }

    SheetRow& target = row(row_number);
    const std::size_t added = column + 1 > target.cells.size() ? column + 1 - target.cells.size() : 0;
    cells_ += added;
    if (cells_ > limits_.cells_max)
        return failure(ErrorKind::Invalid, "The workbook has more than " + std::to_string(limits_.cells_max) +
                                               " cells; put large lists into a CSV file beside the form.");
    if (added > 0) target.cells.resize(column + 1);
    target.cells[column] = std::move(clean);
    return {};
}

WorkbookReading SheetBuilder::finish(std::string_view file_name)
{
    if (has_sheet()) put_rows_in_order();
    const std::size_t folder = file_name.find_last_of("/\\");
    if (folder != std::string_view::npos) file_name.remove_prefix(folder + 1);
    WorkbookReading reading{{std::string(file_name), std::move(sheets_)}, std::move(diagnostics_)};
    sheets_.clear();
    diagnostics_.clear();
    return reading;
}

} // namespace mahalla
