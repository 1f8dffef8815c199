#pragma once
#include "base/result.h"

#include <optional>

namespace mahalla {

/// What a share is to be estimated with.
struct PrecisionWanted {
    double share = 0.5;
    double margin = 0.05; ///< Half the interval's width.
    double level = 0.95;
    double design_effect = 1;
    std::optional<double> population; ///< Units there are; none: far more than are sampled.
    double nonresponse = 0;           ///< Expected, as a share.
};

struct SampleSize {
    double simple = 0;   ///< z² p (1 − p) / e²
    double needed = 0;   ///< With the design effect, and the finite population correction.
    double to_visit = 0; ///< Whole units, and so many more that the whole units needed answer.
};

/// Fails with `Invalid` where a number makes no sense.
Result<SampleSize> sample_size_for(const PrecisionWanted& wanted);

} // namespace mahalla
