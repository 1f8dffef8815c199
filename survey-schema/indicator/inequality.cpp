#include "indicator/inequality.h"

#include "indicator/quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

namespace {

double sum_of(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// The density at `place` by a normal kernel with Osier's band width, the standard deviation over the fifth root of the
/// sum of the weights.
double density_at(double place, std::span<const double> values, std::span<const double> weights)
{
    const double total = sum_of(weights);
    double mean = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) mean += weights[i] * values[i] / total;
    for (std::size_t i = 0; i < values.size(); ++i)
        squares += weights[i] * (values[i] - mean) * (values[i] - mean) / total;
    const double width = std::sqrt(squares) / std::pow(total, 0.2);
    const double root_of_two_pi = std::sqrt(4 * std::acos(0.0));
    double density = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double u = (place - values[i]) / width;
        density += weights[i] * std::exp(-u * u / 2);
    }
    return density / (root_of_two_pi * total * width);
}

} // namespace

LinearisedStatistic gini_coefficient(std::span<const double> values, std::span<const double> weights)
{
    LinearisedStatistic gini;
    const double population = sum_of(weights);
    double total = 0;
    for (std::size_t i = 0; i < values.size(); ++i) total += weights[i] * values[i];
    if (!(total > 0)) {
        gini.note = "The values add up to nothing: there is no inequality to measure.";
        return gini;
    }
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });

    // The sum of w |y - value| over all, from what stands below the value and what above.
    gini.influence.resize(values.size());
    double weight_below = 0, total_below = 0, differences = 0;
    for (const std::size_t i : order) {
        weight_below += weights[i];
        total_below += weights[i] * values[i];
        gini.influence[i] = values[i] * (2 * weight_below - population) + total - 2 * total_below;
        differences += weights[i] * gini.influence[i];
    }
    gini.value = differences / (2 * population * total);
    for (std::size_t i = 0; i < values.size(); ++i)
        gini.influence[i] =
            gini.influence[i] / (population * total) - gini.value * (1 / population + values[i] / total);
    return gini;
}

LinearisedStatistic quintile_ratio(std::span<const double> values, std::span<const double> weights, QuantileRule rule)
{
    LinearisedStatistic ratio;
    const WeightedQuantiles quantiles(values, weights);
    const double first = quantiles.at(0.2, rule), fourth = quantiles.at(0.8, rule);
    double upper = 0, lower = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] > fourth) upper += weights[i] * values[i];
        if (values[i] <= first) lower += weights[i] * values[i];
    }
    if (!(lower > 0)) {
        ratio.note = "The lowest fifth has nothing: there is no ratio to it.";
        return ratio;
    }
    ratio.value = upper / lower;
    for (const double value : values) {
        // The sum up to a quantile q moves by y - q where y is below it, and by q times the order for all.
        const double up_to_first = (value <= first ? value - first : 0) + 0.2 * first;
        const double up_to_fourth = (value <= fourth ? value - fourth : 0) + 0.8 * fourth;
        ratio.influence.push_back((value - up_to_fourth - ratio.value * up_to_first) / lower);
    }
    return ratio;
}

PovertyLine poverty_line(std::span<const double> values, std::span<const double> weights, QuantileRule rule)
{
    PovertyLine line;
    line.population = sum_of(weights);
    line.median = WeightedQuantiles(values, weights).at(0.5, rule);
    line.line = PovertyLine::share_of_median * line.median;
    line.density_at_median = density_at(line.median, values, weights);
    return line;
}

PovertyRate poverty_rate(std::span<const double> values, std::span<const double> weights, const PovertyLine& line)
{
    PovertyRate rate;
    const double population = sum_of(weights);
    double poor = 0;
    for (std::size_t i = 0; i < values.size(); ++i) poor += values[i] < line.line ? weights[i] : 0;
    rate.value = poor / population;
    for (const double value : values) rate.influence.push_back(((value < line.line ? 1 : 0) - rate.value) / population);
    // Where the median rises by one, so many fall below the line; and it falls as more weight stands up to it.
    rate.line_effect = -density_at(line.line, values, weights) * PovertyLine::share_of_median /
                       (line.population * line.density_at_median);
    return rate;
}

} // namespace mahalla
