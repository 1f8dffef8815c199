#include "interchange/xlsx_export_table.h"

#include "base/text.h"
#include "workbook/cell_value.h"
#include "workbook/xlsx_book.h"

namespace mahalla {

Result<std::unique_ptr<XlsxExportTable>> XlsxExportTable::open(std::shared_ptr<XlsxBook> book, const std::string& name,
                                                               const std::string& part)
{
    auto table = std::unique_ptr<XlsxExportTable>(new XlsxExportTable(std::move(book), name, part));
    if (auto begun = table->restart(); !begun) return tl::unexpected(begun.error());
    ExportRow first;
    MAHALLA_TRY(const bool has_rows, table->next(first));
    if (!has_rows) return nullptr;
    return table;
}

Result<void> XlsxExportTable::restart()
{
    MAHALLA_TRY(cells_, XlsxCells::open(book_, part_));
    ahead_.reset();
    MAHALLA_TRY(const bool is_there, next_cell());
    if (!is_there) return {};
    ExportRow header;
    MAHALLA_TRY(const bool is_header, next(header));
    static_cast<void>(is_header);
    header_ = std::move(header.cells);
    for (std::string& cell : header_) cell = std::string(trimmed(cell));
    return {};
}

/// The next cell that is not blank goes to `ahead_`.
Result<bool> XlsxExportTable::next_cell()
{
    const WorkbookLimits limits;
    SheetCell cell;
    for (;;) {
        MAHALLA_TRY(const bool is_there, cells_->next(cell));
        if (!is_there) {
            ahead_.reset();
            return false;
        }
        cell.text = clean_cell_text(cell.text, damaged_);
        if (trimmed(cell.text).empty()) continue;
        if (cell.row < 1 || cell.row > limits.rows_max || cell.column >= limits.columns_max)
            return failure(ErrorKind::Invalid, "Sheet \"" + name_ + "\" has a cell outside of what a sheet can hold.");
        ahead_ = std::move(cell);
        return true;
    }
}

Result<bool> XlsxExportTable::next(ExportRow& row)
{
    row.cells.clear();
    if (!ahead_) return false;
    row.number = ahead_->row;
    while (ahead_ && ahead_->row == row.number) {
        if (ahead_->column >= row.cells.size()) row.cells.resize(ahead_->column + 1);
        row.cells[ahead_->column] = std::move(ahead_->text);
        MAHALLA_TRY(const bool is_there, next_cell());
        if (!is_there) return true;
    }
    if (ahead_->row < row.number)
        return failure(ErrorKind::Invalid, "\"" + name_ + "\", row " + std::to_string(ahead_->row) +
                                               ": the rows do not follow each other; save the workbook again in a "
                                               "spreadsheet program.");
    return true;
}

} // namespace mahalla
