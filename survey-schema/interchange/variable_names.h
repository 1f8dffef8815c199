#pragma once
#include <string>
#include <vector>

namespace mahalla {

/// Programs of statisticians, by what their files can hold.
enum class StatisticsProgram {
    Spss,  ///< .sav: names of 64 bytes, labels of 256.
    Stata, ///< .dta version 118: names of 32 characters, labels of 80.
    Sas,   ///< .xpt version 8: names of 32 bytes, labels of 256.
    Sas5,  ///< .xpt version 5, which SAS itself reads without a macro: names of 8 bytes, labels of 40.
};

/// The longest name of a variable.
std::size_t variable_name_bytes_max(StatisticsProgram program);

/// Names of variables made of the names of columns ("house-rooms", "needs/water"): the shortest end of each that no
/// other column has ("rooms", "needs_water"), with "_" for what a name may not hold; cut where it is too long, with a
/// number at the end where another has it already; not one of the program's own words. Names differ in more than
/// capitals. Equal columns give equal names, whatever stands in them, so that scripts of one export work on the next.
std::vector<std::string> variable_names(const std::vector<std::string>& columns, StatisticsProgram program);

} // namespace mahalla
