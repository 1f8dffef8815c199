#include "analysis/round_change.h"
#include "indicator/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

FigureChange change_between(const MeasuredFigure& earlier, const MeasuredFigure& later, double covariance, double level)
{
    FigureChange change;
    change.difference = later.estimate - earlier.estimate;
    const double variance =
        earlier.standard_error * earlier.standard_error + later.standard_error * later.standard_error - 2 * covariance;
    if (!(variance > 0)) return change;
    change.standard_error = std::sqrt(variance);
    change.z = change.difference / *change.standard_error;
    change.p = 2 * normal_upper_tail(std::fabs(*change.z));
    const double width = normal_quantile((1 + level) / 2) * *change.standard_error;
    change.lower = change.difference - width;
    change.upper = change.difference + width;
    return change;
}

std::vector<double> holm_adjusted(std::span<const double> probabilities)
{
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return probabilities[i]; });
    std::vector<double> adjusted(probabilities.size());
    double so_far = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const double multiplied = static_cast<double>(order.size() - place) * probabilities[order[place]];
        so_far = std::max(so_far, std::min(1.0, multiplied));
        adjusted[order[place]] = so_far;
    }
    return adjusted;
}

} // namespace mahalla
