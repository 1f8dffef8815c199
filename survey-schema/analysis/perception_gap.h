#pragma once
#include "analysis/computed_estimates.h"
#include "base/result.h"

#include <cstdint>
#include <span>

namespace mahalla {

/// One threat as people feel it and as they met it: of the same respondents, as shares of the weight.
struct PerceptionGap {
    double perceived = 0;
    double observed = 0;
    double gap = 0; ///< Perceived less observed.
    double felt_and_met = 0;
    double felt_not_met = 0; ///< Fear without an incident: of others' experience, or of what may come.
    double met_not_felt = 0; ///< An incident without fear: what people have got used to.
    double neither = 0;
    std::uint64_t rows = 0;
    std::uint64_t incomplete = 0; ///< Rows left out because one of the two is missing.
};

/// Each row has 1, 0 or NaN (missing) for what is perceived and for what was observed. Fails with `Invalid` where
/// lengths differ, a value is another one or a weight is no number from 0; with `NotFound` where no row has both.
Result<PerceptionGap> perception_gap_of(std::span<const double> perceived, std::span<const double> observed,
                                        std::span<const double> weights);

/// Adds the shares of those with both known to `estimates`, by the names of their members, and "gap" as the mean of
/// what is felt less what was met: both are of the same people, so its error is not that of two figures apart.
void add_perception_estimates(std::span<const double> perceived, std::span<const double> observed,
                              ComputedEstimates& estimates);

} // namespace mahalla
