#pragma once
#include "indicator/indicator_table.h"

#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// Rows of one unit of analysis with everything that expressions may name: what analyses beyond tables look at.
struct UnitTable {
    DataTable data;
    DesignDefinition design; ///< With the weight of the unit.
};

/// What is to be read of a unit of analysis.
struct UnitReading {
    std::string unit = "household"; ///< As of an indicator (indicator.h); a group's session is its record.
    /// Over questions, and over the names of indicators and disaggregations: a question goes before a definition of
    /// its name, and an indicator is missing for those whom it does not concern.
    std::vector<std::string> expressions;
    std::vector<DisaggregationDefinition> by;
};

/// A row a unit, in the order of the records: all questions, those definitions that `reading` names, and a column for
/// each breakdown (`column_of_group`). Weights and sampling units are those of `make_indicator_table`, but nothing is
/// aggregated: each record of a group or neighbourhood is a row.
///
/// Fails with `Invalid`: a unit that the form lacks, and as `ColumnExpression::create` does.
Result<UnitTable> make_unit_table(const IndicatorSetting& setting,
                                  const std::vector<DisaggregationDefinition>& disaggregations,
                                  std::span<const FlatRecord> records, const UnitReading& reading);
Result<UnitTable> make_unit_table(const IndicatorSetting& setting,
                                  const std::vector<DisaggregationDefinition>& disaggregations,
                                  std::span<const Record> records, const UnitReading& reading);

} // namespace mahalla
