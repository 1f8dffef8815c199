#pragma once
#include "indicator/tabulate.h"

#include <string>
#include <vector>

namespace mahalla {

/// One way an analysis tells its units apart: "food" yes or no, a score from 0 to 8, a group.
struct CountedBy {
    Dimension dimension; ///< All categories there may be, with nobody in them too; without hierarchies.
    Column column;       ///< The category of each row; missing: the row is in no cell.
};

/// A column of "yes" and "no": of what is other than 0, and what is 0.
Column yes_no_column(const std::vector<double>& values);
/// The two categories of such a column.
Dimension yes_no_dimension(const std::string& name);

/// How many units each combination of categories has, with all margins: what is protected of an analysis before any of
/// its figures leaves. Every combination is there, also those of nobody.
///
/// `n` are rows. Where the design has weights, the table is one of totals, so that sums of weights are protected as
/// the numbers of rows are; else it is one of counts alone. Fails with `Invalid` as `tabulate` does and where there are
/// more than `cells_max` cells.
struct CountTable {
    static constexpr std::size_t cells_max = 8'000;

    static Result<Table> create(const DataTable& data, const DesignDefinition& design, std::vector<CountedBy> by,
                                std::string id, std::string unit);
};

} // namespace mahalla
