#pragma once
#include "base/result.h"

#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// How an indicator is spread over areas or groups of known sizes.
struct AreaInequality {
    double mean = 0;             ///< Over all people.
    double gap = 0;              ///< Largest less smallest.
    std::optional<double> ratio; ///< Largest over smallest; nothing where the smallest is 0.
    double theil = 0;            ///< Weighted by people; 0 where all areas are alike.
    double between_deviation = 0;
    /// From −1 to 1; above 0 where those further up the order have more of it (Kakwani, Wagstaff and van Doorslaer
    /// 1997).
    double concentration_index = 0;
    double slope_index = 0; ///< From the first to the last person in that order, along the weighted regression line.
    std::vector<double> share_of_cases;
};

/// `values` are shares or means, in the order of what they are compared along (from the poorest area, say, or by
/// themselves), `sizes` the people of each. Fails with `Invalid` where there are none, a value is negative, a size not
/// above 0, or the mean is 0.
Result<AreaInequality> area_inequality_of(std::span<const double> values, std::span<const double> sizes);

} // namespace mahalla
