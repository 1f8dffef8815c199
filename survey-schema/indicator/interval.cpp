#include "indicator/interval.h"

#include "indicator/distribution.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

Interval exact(double share, double n, double level)
{
    const double tail = (1 - level) / 2, yes = n * share, no = n * (1 - share);
    return {yes > 0 ? beta_quantile(tail, yes, no + 1) : 0, no > 0 ? beta_quantile(1 - tail, yes + 1, no) : 1};
}

Interval wilson(double share, double n, double level)
{
    const double z = normal_quantile((1 + level) / 2), z2 = z * z / n;
    const double centre = (share + z2 / 2) / (1 + z2);
    const double half = z / (1 + z2) * std::sqrt(share * (1 - share) / n + z2 / (4 * n));
    return {share == 0 ? 0 : centre - half, share == 1 ? 1 : centre + half};
}

} // namespace

Interval wald_interval(double estimate, double standard_error, double t)
{
    return {estimate - t * standard_error, estimate + t * standard_error};
}

std::optional<Interval> share_interval(IntervalMethod method, const ShareEvidence& evidence, double level, double t)
{
    const double p = evidence.share, df = evidence.degrees_of_freedom;
    const double standard_error = std::sqrt(evidence.variance);
    if (method == IntervalMethod::Wald && !(df > 0)) return std::nullopt;
    if (method == IntervalMethod::Wald) return wald_interval(p, standard_error, t);
    if (p <= 0 || p >= 1)
        return method == IntervalMethod::Wilson ? wilson(p, evidence.n, level) : exact(p, evidence.n, level);
    if (evidence.is_plain_sample && method == IntervalMethod::Wilson) return wilson(p, evidence.n, level);
    if (evidence.is_plain_sample && method == IntervalMethod::ClopperPearson) return exact(p, evidence.n, level);
    if (!(df > 0)) return std::nullopt;

    if (method == IntervalMethod::Logit) {
        const double centre = std::log(p / (1 - p)), half = t * standard_error / (p * (1 - p));
        return Interval{1 / (1 + std::exp(half - centre)), 1 / (1 + std::exp(-half - centre))};
    }
    if (method == IntervalMethod::Arcsine) {
        const double right_angle = std::acos(0.0);
        const double centre = std::asin(std::sqrt(p)), half = t * standard_error / (2 * std::sqrt(p * (1 - p)));
        const double lower = std::sin(std::max(0.0, centre - half)),
                     upper = std::sin(std::min(right_angle, centre + half));
        return Interval{lower * lower, upper * upper};
    }
    // Draws that would be as precise. A share that the strata fix has no variance and needs no interval.
    if (!(evidence.variance > 0)) return Interval{p, p};
    double effective_n = p * (1 - p) / evidence.variance;
    if (method == IntervalMethod::Beta && evidence.n > 1) {
        const double ratio = student_t_quantile((1 + level) / 2, evidence.n - 1) / t;
        effective_n *= ratio * ratio;
    }
    return method == IntervalMethod::Wilson ? wilson(p, effective_n, level) : exact(p, effective_n, level);
}

} // namespace mahalla
