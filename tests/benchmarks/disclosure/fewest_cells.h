#pragma once
#include "benchmarks/report.h"

namespace mahalla::test {

/// How many cells are hidden beside the unsafe ones, against the fewest that GLPK's integer solver finds in forty times
/// the effort: by `protect` as it is, and by what it falls back on where nothing else is allowed.
void measure_fewest_cells(Report& report);

} // namespace mahalla::test
