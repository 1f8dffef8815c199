#include "analysis/rasch_scale.h"
#include "indicator/distribution.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

struct Moments {
    double mean = 0, deviation = 0;
};

/// Over the common items alone.
Moments moments_of(std::span<const double> values, const std::vector<bool>& is_common)
{
    Moments moments;
    double count = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (is_common[i]) {
            moments.mean += values[i];
            ++count;
        }
    moments.mean /= count;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (is_common[i]) squares += (values[i] - moments.mean) * (values[i] - moments.mean);
    moments.deviation = std::sqrt(squares / (count - 1));
    return moments;
}

} // namespace

Result<EquatedScale> equate(const RaschScale& scale, std::span<const double> standard, double tolerance,
                            std::size_t unique_max)
{
    const std::size_t items = scale.items.size();
    if (items != standard.size() || items < unique_max + 2)
        return failure(ErrorKind::Invalid, "The scale and its standard must have the same items.");
    std::vector<double> own(items);
    for (std::size_t i = 0; i < items; ++i) own[i] = scale.items[i].severity;
    EquatedScale equated;
    equated.is_common.assign(items, true);
    for (std::size_t unique = 0;; ++unique) {
        const Moments ours = moments_of(own, equated.is_common), theirs = moments_of(standard, equated.is_common);
        equated.scale = theirs.deviation / ours.deviation;
        equated.shift = theirs.mean - ours.mean * equated.scale;
        std::size_t furthest = items;
        double distance_max = tolerance;
        double products = 0, count = 0;
        for (std::size_t i = 0; i < items; ++i) {
            if (!equated.is_common[i]) continue;
            const double distance = std::fabs(own[i] * equated.scale + equated.shift - standard[i]);
            if (distance > distance_max) {
                distance_max = distance;
                furthest = i;
            }
            products += (own[i] - ours.mean) * (standard[i] - theirs.mean);
            ++count;
        }
        equated.correlation = products / (count - 1) / ours.deviation / theirs.deviation;
        if (furthest == items || unique == unique_max) return equated;
        equated.is_common[furthest] = false;
    }
}

std::vector<double> beyond_by_score(const RaschScale& scale, const EquatedScale& equated, double threshold)
{
    const double own_threshold = (threshold - equated.shift) / equated.scale;
    std::vector<double> beyond(scale.scores.size());
    for (std::size_t score = 1; score < beyond.size(); ++score)
        beyond[score] =
            normal_upper_tail((own_threshold - scale.scores[score].severity) / scale.scores[score].standard_error);
    return beyond;
}

double prevalence_beyond(const RaschScale& scale, const EquatedScale& equated, double threshold)
{
    const std::vector<double> beyond_of = beyond_by_score(scale, equated, threshold);
    double beyond = 0, weight = 0;
    for (std::size_t score = 0; score < scale.scores.size(); ++score) {
        weight += scale.scores[score].weight;
        beyond += scale.scores[score].weight * beyond_of[score];
    }
    return weight > 0 ? beyond / weight : 0;
}

} // namespace mahalla
