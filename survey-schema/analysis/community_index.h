#pragma once
#include "analysis/round_change.h"
#include "base/result.h"

#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// What weighs how much, for the people of a neighbourhood.
struct CommunityWeights {
    std::vector<double> weights;               ///< Of each dimension, adding up to 1: the median over groups.
    std::vector<std::vector<double>> by_group; ///< Each group's own, adding up to 1.
};

/// `priorities` has a row a group: counters laid on each dimension, or wins in pairs. Fails with `Invalid` where a row
/// has another length, a negative number, or nothing above 0.
Result<CommunityWeights> community_weights(std::span<const std::vector<double>> priorities);

/// A neighbourhood's place by its people's own weights, and how far that place depends on whose weights they are.
struct IndexedPlace {
    double index = 0; ///< The weighted mean of the dimensions' scores: more is worse.
    std::optional<double> standard_error;
    std::size_t rank = 1;                      ///< 1 for the worst; equal ones share it.
    std::size_t rank_with_equal_weights = 1;   ///< Among the same places by the global core index.
    std::size_t rank_best = 1, rank_worst = 1; ///< Over every group's weights, equal weights, each dimension left out.
    double share_of_same_rank = 1;             ///< Of those weights that give the same rank.
    double expected_rank = 1; ///< Over sampling error alone: 1 and the probability of each other place to be worse.
};

struct CommunityIndex {
    std::vector<IndexedPlace> places;
    std::optional<double> correlation_with_equal_weights; ///< Spearman's, of the two orders.
};

/// `scores` has a row a place: how insecure people are in each dimension, from 0 to 1, with its standard error. Places
/// are those of one assessment: nothing here compares countries. Fails with `Invalid` where sizes do not fit or a score
/// is no number from 0 to 1.
Result<CommunityIndex> community_index(std::span<const std::vector<MeasuredFigure>> scores,
                                       const CommunityWeights& weights);

} // namespace mahalla
