#pragma once
#include "indicator/variance.h"

#include <functional>

namespace mahalla {

/// Variances by leaving out one primary sampling unit at a time: JK1 (no strata) or JKn (unit by unit within each
/// stratum), scaled by the finite population correction of the first stage (Wolter 2007, chapter 4).
///
/// `first` and `second` are weighted values of `rows`; `statistic` is computed from their sums over each replicate.
Variance jackknife_variance(const SurveyDesign& design, std::span<const std::uint32_t> rows,
                            std::span<const double> first, std::span<const double> second,
                            const std::function<double(double, double)>& statistic);

} // namespace mahalla
