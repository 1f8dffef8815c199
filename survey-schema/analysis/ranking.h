#pragma once
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// Ranks of values, 1 for the largest; equal values share the mean of the ranks they would have, so that sums of ranks
/// do not depend on ties.
std::vector<double> mean_ranks(std::span<const double> values);
/// Ranks of values, 1 for the largest; equal values share the best: 1, 2, 2, 4.
std::vector<std::size_t> shared_ranks(std::span<const double> values);

/// What a group decided pair by pair.
struct PairedComparison {
    std::vector<double> wins; ///< Of each item; a pair that was called even gives half to both.
    std::vector<std::size_t> ranks;
    /// Threes of items each of which beats the next: decisions that no order agrees with (Kendall and Babington Smith
    /// 1940, Biometrika 31).
    double circular_triads = 0;
    double circular_triads_max = 0;
    /// 1 where one order explains every decision, 0 where there are as many circles as can be; nothing for two items.
    std::optional<double> consistence;
};

/// `decided` is a square: [i · items + j] is 1 where i was preferred to j, 0 where j was, 0.5 where neither. Fails with
/// `Invalid` where a pair has no decision or two that contradict each other.
Result<PairedComparison> compare_pairs(std::span<const double> decided, std::size_t items);

/// Orders of preference of several groups or people, each perhaps of some items only, brought together.
struct AggregatedRanking {
    /// Borda's points: an item gets as many as there are items that a ballot puts behind it; items a ballot leaves out
    /// share the points that are left.
    std::vector<double> borda;
    /// [i · items + j]: ballots that put i before j. A ballot that names only one of the two puts it before.
    std::vector<std::uint32_t> preferences;
    /// The item that a majority of ballots prefers to each other one; often there is none.
    std::optional<std::size_t> condorcet_winner;
};

/// Ballots hold positions of items, best first. Fails with `Invalid` where a ballot names an item twice or one that is
/// none.
Result<AggregatedRanking> aggregate_rankings(std::span<const std::vector<std::size_t>> ballots, std::size_t items);

/// Counters laid on items, a row a group: proportional piling.
struct Piling {
    std::vector<double> median, mean, smallest, largest, mean_rank; ///< Of each item.
};

/// Fails with `Invalid` where a row has another number of items, a negative count, or a sum other than `counters` (0:
/// any).
Result<Piling> summarise_piling(std::span<const std::vector<double>> rows, double counters);

/// Items scored by several criteria: sums, and sums weighted by the criteria's weights.
struct ScoredMatrix {
    std::vector<double> total, weighted;
    std::vector<std::size_t> ranks; ///< By the weighted sum.
};
/// Fails with `Invalid` where a row has another number of scores than there are weights.
Result<ScoredMatrix> score_matrix(std::span<const std::vector<double>> rows, std::span<const double> weights);

} // namespace mahalla
