#pragma once
#include "session/departure.h"

#include <iosfwd>
#include <vector>

namespace mahalla {

/// Says what of a record this version of the form does not hold as it was said, a line for each place whatever its row,
/// with how many there are. Nothing for nothing. No answer is printed.
void report_departures(const std::vector<Departure>& departures, std::ostream& out);

} // namespace mahalla
