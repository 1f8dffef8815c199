#pragma once
#include "indicator/indicator_value.h"

#include <vector>

namespace mahalla {

/// Rows brought together by the group or neighbourhood they belong to.
struct AggregatedRows {
    std::vector<std::size_t> first_row; ///< Of each unit, in the order of their names: where common answers are read.
    std::vector<std::vector<std::size_t>> rows;
};

/// Rows with one name are one unit; rows without a name are in none.
AggregatedRows rows_by_name(const Column& names);

/// The unit's value from those of its rows that are concerned and have one; missing where none has. Means, sums and
/// shares use `weights` (one a row).
///
/// `AreaPhase` is the IPC's rule (Technical Manual 3.1): the worst phase that at least 20 % are in or beyond.
double aggregated(const IndicatorValue& value, const std::vector<std::size_t>& rows, const std::vector<double>& weights,
                  Aggregate aggregate);

/// `column` for each unit: what its rows have in common, missing where they differ or none has an answer.
Column common_answers(const Column& column, const AggregatedRows& units);

} // namespace mahalla
