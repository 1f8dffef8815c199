#pragma once
#include "base/result.h"

#include <string>
#include <vector>

namespace mahalla {

/// One row of a table as another program wrote it.
struct ExportRow {
    int number = 0;                 ///< As a spreadsheet program numbers it, the header being row 1.
    std::vector<std::string> cells; ///< UTF-8.
};

/// A table of another program's export: a CSV file or a sheet of a workbook, one row after the other.
class ExportTable {
public:
    virtual ~ExportTable() = default;
    /// Of the file or the sheet, without folder and ending.
    virtual const std::string& name() const = 0;
    /// The first row, trimmed.
    virtual const std::vector<std::string>& header() const = 0;
    /// To the first row below the header.
    virtual Result<void> restart() = 0;
    /// The next row that holds something; false after the last. Fails as the file does.
    virtual Result<bool> next(ExportRow& row) = 0;
    /// Whether bytes that are no text have been met so far; they stand as U+FFFD.
    virtual bool is_damaged() const { return false; }
};

} // namespace mahalla
