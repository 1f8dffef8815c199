#pragma once
#include "interchange/statistics_cell.h"

#include <string>
#include <vector>

namespace mahalla {

/// One file of statistics as it will be written.
struct StatisticsSheet {
    std::string file_name;
    std::vector<StatisticsColumn> columns;
};

/// What each variable of an export means, as CSV: file, variable, column, label, type, code, value, value label; a line
/// a variable, and one for each code of it.
std::string variable_list_csv(const std::vector<StatisticsSheet>& sheets);

/// A SAS program that reads the transport files from the folder `PATH` and gives their variables the labels of values,
/// as formats: `%let path = …;` first.
std::string sas_program(const std::vector<StatisticsSheet>& sheets, const std::vector<std::string>& table_names,
                        StatisticsProgram program);

} // namespace mahalla
