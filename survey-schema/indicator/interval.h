#pragma once
#include "indicator/tabulate.h"

#include <optional>

namespace mahalla {

struct Interval {
    double lower = 0;
    double upper = 0;
};

/// What an interval of a share is made from.
struct ShareEvidence {
    double share = 0;
    double variance = 0;
    double degrees_of_freedom = 0; ///< Of the design.
    double n = 0;                  ///< Rows, unweighted.
    bool is_plain_sample = false;  ///< No weights, strata, units or populations: the rows are so many draws.
};

/// estimate ± t · se; `t` is Student's quantile of the upper end.
Interval wald_interval(double estimate, double standard_error, double t);

/// The interval of a share by `method`. A share of 0 or 1 shows no variance: every method but Wald then gives the exact
/// interval of n draws. Nothing where there are no degrees of freedom.
///
/// Logit and arcsine: Wald on that scale, by the delta method. Beta: Korn and Graubard (1998), the effective sample
/// size corrected by the degrees of freedom. Wilson (1927), Clopper and Pearson (1934): of n draws for a plain sample,
/// else of the effective sample size.
///
/// `t` as above, for the degrees of freedom of the evidence; it is not looked at where there are none.
std::optional<Interval> share_interval(IntervalMethod method, const ShareEvidence& evidence, double level, double t);

} // namespace mahalla
