#pragma once
#include "base/result.h"
#include "indicator/data_table.h"
#include "indicator/survey_design.h"

#include <memory>
#include <vector>

namespace mahalla {

/// Changes `weights` by one step of `definition` and gives what that takes out of the variance (null for trimming).
///
/// Trimming cuts weights to the bounds and gives the difference, in equal parts, to the rows that are not cut. Fails
/// with `Invalid` where a column is not there, a total has no rows or rows have no total, rows lack the variable,
/// raking does not converge in 1,000 rounds, totals depend on each other, or bounds leave no room.
Result<std::shared_ptr<const CalibrationResidual>> calibrate(std::vector<double>& weights, const DataTable& data,
                                                             const CalibrationDefinition& definition);

} // namespace mahalla
