#pragma once
#include "workbook/workbook.h"

#include <string>
#include <vector>

namespace mahalla {

/// A sheet while it is filled row by row: columns come as they are first needed, each behind the one filled before it.
/// Those of XLSForm stand in the order in which people expect them, whatever came first.
class SheetTable {
public:
    explicit SheetTable(std::vector<std::string> first_columns);

    void begin_row() { rows_.emplace_back(); }
    /// Puts a text into the row that was begun last; "" leaves no trace.
    void put(const std::string& column, std::string text);
    bool is_empty() const { return rows_.empty(); }
    /// The number of the row that was begun last, as the spreadsheet program shows it.
    int row_number() const { return static_cast<int>(rows_.size()) + 1; }
    /// Some text holds two blanks in a row, which readers of a survey make one.
    bool has_doubled_blanks() const { return has_doubled_blanks_; }

    Sheet sheet(std::string name) const;

private:
    std::size_t index_of(const std::string& column);

    std::vector<std::string> columns_; ///< As they came.
    std::vector<std::size_t> order_;   ///< Positions in `columns_`, from left to right.
    std::size_t last_ = 0;             ///< The column filled last.
    std::vector<std::vector<std::string>> rows_;
    bool has_doubled_blanks_ = false;
};

} // namespace mahalla
