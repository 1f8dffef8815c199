#pragma once
#include "disclosure/published_table.h"
#include "disclosure/table_grid.h"

#include <optional>

namespace mahalla {

/// Puts a table's counts in place of its figures: the second maker of what `protect` gives, for counts that are not
/// the true ones.
class AlteredCounts {
private:
    friend class NoisyCounts;
    friend class RoundedCounts;

    /// `counts` has one whole number a cell of `grid`; `standard_error` is that of an innermost cell, where it has one.
    static PublishedTable publish(const Table& table, const TableGrid& grid, const std::vector<double>& counts,
                                  std::optional<double> standard_error);
};

} // namespace mahalla
