#include "analysis/community_index.h"
#include "analysis/agreement.h"
#include "analysis/ranking.h"
#include "indicator/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

namespace {

using Weights = std::vector<double>;

/// Nothing where all are 0.
std::optional<Weights> brought_to_one(Weights weights)
{
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(sum > 0) || std::isinf(sum)) return std::nullopt;
    for (double& weight : weights) weight /= sum;
    return weights;
}

double median_of(std::vector<double> values)
{
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::vector<double> indices_by(std::span<const std::vector<MeasuredFigure>> scores, const Weights& weights)
{
    std::vector<double> indices;
    for (const auto& place : scores) {
        double sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * place[i].estimate;
        indices.push_back(sum);
    }
    return indices;
}

/// Every way of weighing that the order is tried against.
std::vector<Weights> other_weights(const CommunityWeights& weights, const Weights& equal)
{
    std::vector<Weights> others = weights.by_group;
    others.push_back(equal);
    for (std::size_t i = 0; i < weights.weights.size(); ++i) {
        Weights without = weights.weights;
        without[i] = 0;
        if (auto rest = brought_to_one(without)) others.push_back(*std::move(rest));
    }
    return others;
}

} // namespace

Result<CommunityWeights> community_weights(std::span<const std::vector<double>> priorities)
{
    CommunityWeights found;
    for (const std::vector<double>& row : priorities) {
        auto own = brought_to_one(row);
        if (row.size() != priorities.front().size() || !own ||
            !std::ranges::all_of(row, [](double value) { return value >= 0; }))
            return failure(ErrorKind::Invalid, "Each group gives every dimension a number from 0, and not only zeros.");
        found.by_group.push_back(*std::move(own));
    }
    if (found.by_group.empty()) return failure(ErrorKind::Invalid, "No group has ranked anything yet.");
    for (std::size_t i = 0; i < priorities.front().size(); ++i) {
        std::vector<double> column;
        for (const Weights& own : found.by_group) column.push_back(own[i]);
        found.weights.push_back(median_of(std::move(column)));
    }
    auto together = brought_to_one(found.weights);
    if (!together)
        return failure(ErrorKind::Invalid, "Most groups give most dimensions nothing: there is no common order.");
    found.weights = *std::move(together);
    return found;
}

Result<CommunityIndex> community_index(std::span<const std::vector<MeasuredFigure>> scores,
                                       const CommunityWeights& weights)
{
    const std::size_t dimensions = weights.weights.size();
    for (const auto& place : scores)
        if (place.size() != dimensions || !std::ranges::all_of(place, [](const MeasuredFigure& score) {
                return score.estimate >= 0 && score.estimate <= 1;
            }))
            return failure(ErrorKind::Invalid,
                           "Each place needs a score from 0 to 1 in every dimension that was weighed.");
    if (scores.empty() || dimensions == 0) return failure(ErrorKind::Invalid, "There is no place to be indexed.");
    const Weights equal(dimensions, 1 / static_cast<double>(dimensions));
    const std::vector<double> indices = indices_by(scores, weights.weights), with_equal = indices_by(scores, equal);
    const std::vector<std::size_t> ranks = shared_ranks(indices), equal_ranks = shared_ranks(with_equal);
    CommunityIndex found;
    found.correlation_with_equal_weights = spearman_correlation(indices, with_equal);
    for (std::size_t place = 0; place < scores.size(); ++place) {
        IndexedPlace indexed;
        indexed.index = indices[place];
        double variance = 0;
        for (std::size_t i = 0; i < dimensions; ++i)
            variance += std::pow(weights.weights[i] * scores[place][i].standard_error, 2);
        if (variance > 0) indexed.standard_error = std::sqrt(variance);
        indexed.rank = indexed.rank_best = indexed.rank_worst = ranks[place];
        indexed.rank_with_equal_weights = equal_ranks[place];
        found.places.push_back(indexed);
    }
    const std::vector<Weights> others = other_weights(weights, equal);
    std::vector<double> same(scores.size());
    for (const Weights& other : others) {
        const std::vector<std::size_t> now = shared_ranks(indices_by(scores, other));
        for (std::size_t place = 0; place < scores.size(); ++place) {
            IndexedPlace& indexed = found.places[place];
            indexed.rank_best = std::min(indexed.rank_best, now[place]);
            indexed.rank_worst = std::max(indexed.rank_worst, now[place]);
            same[place] += now[place] == indexed.rank ? 1 : 0;
        }
    }
    for (std::size_t place = 0; place < scores.size(); ++place) {
        found.places[place].share_of_same_rank = same[place] / static_cast<double>(others.size());
        const double error = found.places[place].standard_error.value_or(0);
        for (std::size_t other = 0; other < scores.size(); ++other) {
            if (other == place) continue;
            const double distance = indices[place] - indices[other];
            const double spread = std::hypot(error, found.places[other].standard_error.value_or(0));
            found.places[place].expected_rank += spread > 0      ? normal_upper_tail(distance / spread)
                                                 : distance == 0 ? 0.5
                                                 : distance < 0  ? 1
                                                                 : 0;
        }
    }
    return found;
}

} // namespace mahalla
