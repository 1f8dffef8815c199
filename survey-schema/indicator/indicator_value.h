#pragma once
#include "indicator/data_table.h"
#include "indicator/indicator.h"

#include <set>
#include <vector>

namespace mahalla {

struct ColumnRead;

/// What an indicator says of each row: its value, whom it concerns, and a ratio's denominator.
struct IndicatorValue {
    Column value;
    std::vector<bool> is_concerned; ///< Of the universe; a row for which that is missing is not concerned.
    Column denominator;             ///< Without rows where there is none.
};

/// Computes `indicator` for every row of `data`, whose columns are the form's questions. The components of an index are
/// taken from `indicators`. Fails with `Invalid` where an expression cannot be computed, or a component is not there or
/// an index itself.
Result<IndicatorValue> value_of_indicator(const IndicatorDefinition& indicator,
                                          const std::vector<IndicatorDefinition>& indicators, const DataTable& data);

/// The form's questions that this reads.
Result<std::set<ColumnRead>> columns_of_indicator(const IndicatorDefinition& indicator,
                                                  const std::vector<IndicatorDefinition>& indicators);

} // namespace mahalla
