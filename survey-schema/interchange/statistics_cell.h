#pragma once
#include "interchange/record_sheet.h"
#include "interchange/statistics_file.h"

#include <string>
#include <unordered_map>

namespace mahalla {

/// How a column of records becomes a variable of a statistics file.
struct StatisticsColumn {
    StatisticsVariable variable;
    /// Of a list of words in Stata: the number of each code, in the order of the list; else empty.
    std::unordered_map<std::string, double> numbers;
    const SheetColumn* column = nullptr;
};

/// `width`: the longest text that will come. The variable has no name yet.
StatisticsColumn statistics_column(const SheetColumn& column, StatisticsProgram program, std::size_t width);

/// The value of a cell for the variable of its column. Views into `cell`.
StatisticsCell statistics_cell(const StatisticsColumn& column, const RecordCell& cell);

} // namespace mahalla
