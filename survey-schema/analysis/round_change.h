#pragma once
#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// A figure with its precision, of one round or group.
struct MeasuredFigure {
    double estimate = 0;
    double standard_error = 0;
    double n = 0;
};

/// The difference between two rounds or groups.
struct FigureChange {
    double difference = 0;                      ///< The later less the earlier.
    std::optional<double> standard_error, z, p; ///< Nothing where neither figure varies.
    std::optional<double> lower, upper;         ///< Of the difference.
};

/// `covariance` is that of the two estimates: 0 for samples drawn apart, above 0 where the same units answered twice.
/// The normal distribution is used, as trends of large surveys are; `level` is of the interval.
FigureChange change_between(const MeasuredFigure& earlier, const MeasuredFigure& later, double covariance = 0,
                            double level = 0.95);

/// Holm's (1979) adjusted probabilities, in the order given: of many comparisons, those that stay below a level are
/// together wrong no more often than that level says.
std::vector<double> holm_adjusted(std::span<const double> probabilities);

} // namespace mahalla
