#include "analysis/sample_size.h"
#include "indicator/distribution.h"

#include <cmath>

namespace mahalla {

Result<SampleSize> sample_size_for(const PrecisionWanted& wanted)
{
    const bool makes_sense = wanted.share > 0 && wanted.share < 1 && wanted.margin > 0 && wanted.margin < 1 &&
                             wanted.level > 0 && wanted.level < 1 && wanted.design_effect > 0 &&
                             wanted.nonresponse >= 0 && wanted.nonresponse < 1 &&
                             (!wanted.population || *wanted.population >= 1);
    if (!makes_sense)
        return failure(ErrorKind::Invalid, "Share, margin and level lie between 0 and 1, the design effect above 0, "
                                           "non-response from 0 and below 1, the population from 1.");
    const double z = normal_quantile((1 + wanted.level) / 2);
    SampleSize size;
    size.simple = z * z * wanted.share * (1 - wanted.share) / (wanted.margin * wanted.margin);
    size.needed = size.simple * wanted.design_effect;
    if (wanted.population) size.needed /= 1 + (size.needed - 1) / *wanted.population;
    // Rounding errors of a division must not ask for one household more.
    constexpr double rounding = 1e-9;
    size.to_visit = std::ceil(std::ceil(size.needed - rounding) / (1 - wanted.nonresponse) - rounding);
    return size;
}

} // namespace mahalla
