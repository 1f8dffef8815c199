#pragma once
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

} // namespace mahalla
