#include "indicator/precision.h"

#include "indicator/interval.h"

#include <cmath>

namespace mahalla {

void add_precision(Estimate& estimate, const Variance& variance, StudentQuantiles& t, VariesWith least)
{
    if (!variance.value) {
        estimate.note = variance.note;
        return;
    }
    if (estimate.psus < 2 && least == VariesWith::TwoUnits) {
        estimate.note = "One sampling unit shows no variance.";
        return;
    }
    estimate.standard_error = std::sqrt(*variance.value);
    if (*estimate.degrees_of_freedom <= 0) {
        estimate.note = "There are not more sampling units than strata: no degree of freedom is left for an interval.";
        return;
    }
    const Interval interval =
        wald_interval(*estimate.estimate, *estimate.standard_error, t.at(*estimate.degrees_of_freedom));
    estimate.lower = interval.lower;
    estimate.upper = interval.upper;
}

void add_share_interval(Estimate& estimate, std::uint64_t sampled, bool is_plain, const EstimateOptions& options,
                        StudentQuantiles& t)
{
    if (!estimate.estimate || options.interval == IntervalMethod::Wald) return;
    ShareEvidence evidence;
    evidence.share = *estimate.estimate;
    evidence.degrees_of_freedom = *estimate.degrees_of_freedom;
    evidence.is_plain_sample = is_plain;
    evidence.n = static_cast<double>(options.interval == IntervalMethod::Beta ? sampled : estimate.n);
    if (estimate.standard_error) evidence.variance = *estimate.standard_error * *estimate.standard_error;
    const bool is_exact = evidence.share <= 0 || evidence.share >= 1;
    if (is_exact) evidence.n = static_cast<double>(estimate.n);
    estimate.lower.reset();
    estimate.upper.reset();
    if (!estimate.standard_error && !is_exact) return;
    if (const auto interval =
            share_interval(options.interval, evidence, options.level, t.at(evidence.degrees_of_freedom))) {
        estimate.lower = interval->lower;
        estimate.upper = interval->upper;
        if (is_exact && estimate.note.empty()) estimate.note = "Nobody or everybody: the interval is that of n draws.";
    }
}

std::optional<double> simple_variance(double squares, double weights, std::uint64_t n, DesignEffect comparison)
{
    const double count = static_cast<double>(n);
    if (n < 2) return std::nullopt;
    const double variance = squares / weights * count / (count - 1) / count;
    if (comparison == DesignEffect::WithReplacement) return variance;
    if (!(weights > count * (1 + 1e-9))) return std::nullopt;
    return variance * (weights - count) / weights;
}

} // namespace mahalla
