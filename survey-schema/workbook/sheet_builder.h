#pragma once
#include "base/result.h"
#include "workbook/read_workbook.h"

namespace mahalla {

/// Collects the cells of one workbook, counting what they cost. Every reader fills its workbook through this.
class SheetBuilder {
public:
    explicit SheetBuilder(const WorkbookLimits& limits) : limits_(limits) {}

    /// Later cells belong to a new sheet of that name. Fails with `Invalid` beyond `sheets_max`.
    Result<void> begin_sheet(std::string_view name);
    /// Puts a text at a place, counted from row 1 and column 0; rows come in any order, the last text of a place stays.
    /// Blank text changes nothing. No-break spaces become spaces; broken UTF-8 becomes U+FFFD with one warning a sheet.
    /// Fails with `Invalid` beyond a limit. A sheet must have begun.
    Result<void> put(int row, std::size_t column, std::string_view text);

    bool has_sheet() const { return !sheets_.empty(); }
    std::size_t columns_max() const { return limits_.columns_max; }
    /// Everything collected, rows in order; the builder is empty afterwards.
    WorkbookReading finish(std::string_view file_name);
    Diagnostics& diagnostics() { return diagnostics_; }

private:
    SheetRow& row(int number);
    /// Sorts the current sheet's rows and joins those of one number, where they came out of order.
    void put_rows_in_order();

    WorkbookLimits limits_;
    std::vector<Sheet> sheets_;
    Diagnostics diagnostics_;
    std::uint64_t cells_ = 0;
    std::uint64_t text_bytes_ = 0;
    bool rows_in_order_ = true;
    bool warned_of_broken_text_ = false;
};

} // namespace mahalla
