#pragma once
#include "indicator/distribution.h"
#include "indicator/tabulate.h"
#include "indicator/unit_variance.h"

#include <optional>

namespace mahalla {

/// How estimates are to be finished.
struct EstimateOptions {
    IntervalMethod interval = IntervalMethod::Wald;
    double level = 0.95;
    DesignEffect design_effect = DesignEffect::WithoutReplacement;
};

/// Student's quantiles of the upper end of an interval.
inline StudentQuantiles student_quantiles(const EstimateOptions& options)
{
    return StudentQuantiles((1 + options.level) / 2);
}

/// A total varies with how many units have any of it; whatever is divided by its own weights does not show how it
/// varies where one unit has all of them.
enum class VariesWith { OneUnit, TwoUnits };

/// Adds the standard error and Wald's interval to an estimate whose value, units and degrees of freedom are there, or
/// the note that says why there are none.
void add_precision(Estimate& estimate, const Variance& variance, StudentQuantiles& t,
                   VariesWith least = VariesWith::TwoUnits);

/// Puts the interval of a share in the place of Wald's. `sampled` counts the rows of the domain, missing values with
/// them, which is what R's survey takes for n in the method beta. `is_plain`: the rows are so many draws.
void add_share_interval(Estimate& estimate, std::uint64_t sampled, bool is_plain, const EstimateOptions& options,
                        StudentQuantiles& t);

/// The variance that a simple random sample of n rows would have for the mean of what has these weighted `squares`
/// about its mean. Nothing for one row, and, compared without replacement, where the weights add up to no more than the
/// sample: then there is no population to compare with.
std::optional<double> simple_variance(double squares, double weights, std::uint64_t n, DesignEffect comparison);

} // namespace mahalla
