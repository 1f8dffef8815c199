#pragma once
#include "indicator/tabulate.h"

#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// A statistic with the influence that one more unit of weight on each value has on it (Deville 1999): times the
/// weights, the values whose variance is that of the statistic.
struct LinearisedStatistic {
    double value = 0;
    std::vector<double> influence; ///< One a value, in their order. Empty where there is no statistic.
    std::string note;              ///< Why there is none.
};

/// Gini's coefficient as Eurostat computes it: half the mean difference of all pairs over the mean. A weight of 2 is
/// the row twice.
LinearisedStatistic gini_coefficient(std::span<const double> values, std::span<const double> weights);

/// S80/S20: what those above the fourth quintile have over what those up to the first have. Linearised after Langel and
/// Tillé (2011), which needs no density.
LinearisedStatistic quintile_ratio(std::span<const double> values, std::span<const double> weights, QuantileRule rule);

/// The poverty line of a population, 60 % of its median.
struct PovertyLine {
    static constexpr double share_of_median = 0.6;
    double line = 0;
    double median = 0;
    double population = 0;        ///< The sum of the weights that the median rests on.
    double density_at_median = 0; ///< Of the population's values, by a normal kernel.
};
PovertyLine poverty_line(std::span<const double> values, std::span<const double> weights, QuantileRule rule);

/// The share of those below the line among some of the population, with the influence of the line itself left out: that
/// of a value of the whole population is `line_effect` times (1 if it is up to the median else 0) - 1/2 (Osier 2009).
struct PovertyRate : LinearisedStatistic {
    double line_effect = 0;
};
PovertyRate poverty_rate(std::span<const double> values, std::span<const double> weights, const PovertyLine& line);

} // namespace mahalla
