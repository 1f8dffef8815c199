#pragma once
#include "indicator/precision.h"
#include "indicator/unit_cells.h"

#include <cstdint>
#include <span>
#include <vector>

namespace mahalla {

/// What is summed: the values of one variable, and of a ratio its denominators, one a row in the order of
/// `SurveyDesign::rows_by_unit`, NaN where missing.
struct SummedVariable {
    std::span<const double> values;
    std::span<const double> denominators; ///< Empty unless a ratio.
    /// Near the middle of all values. Squares are summed about it, so that no digits are lost where values lie far from
    /// 0.
    double pivot = 0, denominator_pivot = 0;
};

/// Weighted sums over the rows of one cell in one unit. Parts are added; so are shares of the same cell and unit that
/// were computed apart.
struct UnitSum {
    double weight = 0;
    double values = 0;
    double squares = 0; ///< Of values about the pivot.
    std::uint32_t n = 0;
    std::uint32_t positives = 0; ///< Rows whose value is 1.

    void add(const UnitSum& other);
};

/// The same of a ratio's denominators.
struct RatioSum {
    double denominators = 0;
    double squares = 0;  ///< Of denominators about their pivot.
    double products = 0; ///< Of values and denominators about their pivots.

    void add(const RatioSum& other);
};

/// Sufficient statistics of means, shares, totals and ratios: one sum a place.
struct UnitSums {
    std::vector<UnitSum> sums;
    std::vector<RatioSum> ratios; ///< Empty unless a ratio.
    double pivot = 0, denominator_pivot = 0;
};

/// One pass over the rows. `weights` stand in the same order as the values.
UnitSums sum_by_unit(const UnitCells& cells, std::span<const double> weights, const SummedVariable& variable);

/// How sums become estimates.
enum class SumStatistic { Mean, Share, Total, Ratio };
/// Of a table: a share for yes and no, totals for whatever is none of the other three.
SumStatistic sum_statistic_of(Statistic statistic);

/// Rows of each cell whose value is 1: of a share those that say yes.
std::vector<std::uint64_t> positives_of(std::span<const UnitCell> places, std::size_t cell_count, const UnitSums& sums);

/// One estimate a cell, with Taylor-linearised standard errors, from sums alone. `is_plain` as in `add_share_interval`.
std::vector<Estimate> estimates_of(const SamplingTree& tree, std::span<const UnitCell> places,
                                   std::span<const UnitCells::Coverage> coverage, const UnitSums& sums,
                                   SumStatistic statistic, bool is_plain, const EstimateOptions& options);

} // namespace mahalla
