#pragma once
#include "interchange/export_table.h"
#include "workbook/read_workbook.h"
#include "workbook/xlsx_cells.h"

#include <optional>

namespace mahalla {

/// A sheet of an .xlsx, read row by row as its part is unpacked.
class XlsxExportTable final : public ExportTable {
public:
    /// Null where the sheet has no row below its header. Fails as `next` does.
    static Result<std::unique_ptr<XlsxExportTable>> open(std::shared_ptr<XlsxBook> book, const std::string& name,
                                                         const std::string& part);

    const std::string& name() const override { return name_; }
    const std::vector<std::string>& header() const override { return header_; }
    Result<void> restart() override;
    /// Fails with `Invalid` where a row stands before one with a lower number or has cells beyond what a sheet holds.
    Result<bool> next(ExportRow& row) override;
    bool is_damaged() const override { return damaged_ > 0; }

private:
    XlsxExportTable(std::shared_ptr<XlsxBook> book, const std::string& name, const std::string& part)
        : book_(std::move(book)), name_(name), part_(part)
    {}
    Result<bool> next_cell();

    const std::shared_ptr<XlsxBook> book_;
    const std::string name_, part_;
    std::vector<std::string> header_;
    std::unique_ptr<XlsxCells> cells_;
    std::optional<SheetCell> ahead_; ///< The first cell of the next row.
    std::size_t damaged_ = 0;
};

} // namespace mahalla
