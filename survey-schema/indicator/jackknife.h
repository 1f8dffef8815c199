#pragma once
#include "indicator/variance.h"

#include <functional>

namespace mahalla {

/// Weighted sums of two variables over one cell.
struct CellTotals {
    double first = 0, second = 0;
};

/// Variances by leaving out one primary sampling unit at a time: JK1 (no strata) or JKn (unit by unit within each
/// stratum), scaled by the finite population correction of the first stage (Wolter 2007, chapter 4).
///
/// `first` and `second` are weighted values of `rows`, `cells` the cell of each (empty: all in one); `statistic` is
/// computed from the totals of all cells over each replicate.
Variance jackknife_variance(const SurveyDesign& design, std::span<const std::uint32_t> rows,
                            std::span<const std::uint32_t> cells, std::size_t cell_count, std::span<const double> first,
                            std::span<const double> second,
                            const std::function<double(std::span<const CellTotals>)>& statistic);

} // namespace mahalla
