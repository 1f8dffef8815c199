#pragma once
#include "workbook/zip_stream.h"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace mahalla {

/// What a cell of an `XlsxStream` holds: nothing, words, a number, or a day.
struct XlsxDay {
    std::int64_t days_since_1970 = 0;
};
using XlsxCell = std::variant<std::monostate, std::string_view, double, XlsxDay>;

/// An .xlsx written row by row, sheet after sheet, in the memory of one row: for tables of any length that a
/// spreadsheet program can hold. Numbers are numbers and days are days, so that they can be counted with; words are
/// never taken for formulas. Equal rows give equal bytes.
///
/// Fails with `Invalid` beyond what a spreadsheet holds: 1,048,576 rows, 16,384 columns, 32,767 characters in a cell;
/// and as the writer does.
class XlsxStream {
public:
    static constexpr std::size_t rows_max = 1'048'576;
    static constexpr std::size_t columns_max = 16'384;
    static constexpr std::size_t cell_characters_max = 32'767;

    /// `out` must outlive the stream; the caller finishes it.
    explicit XlsxStream(DiskWriter& out) : zip_(out) {}

    /// Ends the sheet before. The header is the first row. Names are made to fit by `sheet_name`.
    Result<void> begin_sheet(const std::string& name, const std::vector<std::string>& header);
    Result<void> add_row(std::span<const XlsxCell> cells);
    /// The workbook is complete. Fails with `Invalid` where there was no sheet.
    Result<void> finish();

private:
    Result<void> add_cells(std::span<const XlsxCell> cells, bool is_header);
    Result<void> end_sheet();

    ZipStream zip_;
    std::vector<std::string> sheets_;
    std::string pending_; ///< Rows that wait to be packed together.
    std::size_t row_ = 0;
    bool sheet_is_open_ = false;
};

/// `wanted` as the name of a sheet beside those of `taken`: without what such a name may not hold, at most 31
/// characters, with a number at the end where another sheet has it.
std::string sheet_name(std::string_view wanted, const std::vector<std::string>& taken);

} // namespace mahalla
