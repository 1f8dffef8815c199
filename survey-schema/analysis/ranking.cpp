#include "analysis/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

std::vector<double> mean_ranks(std::span<const double> values)
{
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        double above = 0, equal = 0;
        for (const double other : values) {
            above += other > values[i] ? 1 : 0;
            equal += other == values[i] ? 1 : 0;
        }
        ranks[i] = above + (equal + 1) / 2;
    }
    return ranks;
}

std::vector<std::size_t> shared_ranks(std::span<const double> values)
{
    std::vector<std::size_t> ranks(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        ranks[i] = 1 + static_cast<std::size_t>(
                           std::ranges::count_if(values, [&](double other) { return other > values[i]; }));
    return ranks;
}

Result<PairedComparison> compare_pairs(std::span<const double> decided, std::size_t items)
{
    if (items < 2 || decided.size() != items * items)
        return failure(ErrorKind::Invalid, "A comparison in pairs is a square of two items or more.");
    PairedComparison found;
    found.wins.resize(items);
    for (std::size_t i = 0; i < items; ++i) {
        for (std::size_t j = 0; j < items; ++j) {
            if (i == j) continue;
            const double one = decided[i * items + j], other = decided[j * items + i];
            if ((one != 0 && one != 0.5 && one != 1) || one + other != 1)
                return failure(ErrorKind::Invalid,
                               "Each pair must be decided once, for one of the two or for neither.");
            found.wins[i] += one;
        }
    }
    found.ranks = shared_ranks(found.wins);
    const auto n = static_cast<double>(items);
    double squares = 0;
    for (const double wins : found.wins) squares += wins * wins;
    found.circular_triads = n * (n - 1) * (2 * n - 1) / 12 - squares / 2;
    found.circular_triads_max = items % 2 == 1 ? (n * n * n - n) / 24 : (n * n * n - 4 * n) / 24;
    if (found.circular_triads_max > 0) found.consistence = 1 - found.circular_triads / found.circular_triads_max;
    return found;
}

Result<AggregatedRanking> aggregate_rankings(std::span<const std::vector<std::size_t>> ballots, std::size_t items)
{
    AggregatedRanking found{std::vector<double>(items), std::vector<std::uint32_t>(items * items), std::nullopt};
    for (const std::vector<std::size_t>& ballot : ballots) {
        std::vector<std::size_t> place(items, items); // where it stands; `items` where it does not
        for (std::size_t at = 0; at < ballot.size(); ++at) {
            if (ballot[at] >= items || place[ballot[at]] != items)
                return failure(ErrorKind::Invalid, "A ballot names an item twice, or one that is not on the list.");
            place[ballot[at]] = at;
        }
        const auto left_out = static_cast<double>(items - ballot.size());
        for (std::size_t i = 0; i < items; ++i) {
            found.borda[i] += place[i] == items ? (left_out - 1) / 2 : static_cast<double>(items - 1 - place[i]);
            for (std::size_t j = 0; j < items; ++j) found.preferences[i * items + j] += place[i] < place[j] ? 1U : 0U;
        }
    }
    for (std::size_t i = 0; i < items; ++i) {
        bool beats_all = items > 1;
        for (std::size_t j = 0; j < items; ++j)
            beats_all = beats_all && (i == j || found.preferences[i * items + j] > found.preferences[j * items + i]);
        if (beats_all) found.condorcet_winner = i;
    }
    return found;
}

Result<Piling> summarise_piling(std::span<const std::vector<double>> rows, double counters)
{
    constexpr double one_in_a_million = 1e-6;
    if (rows.empty()) return failure(ErrorKind::Invalid, "Nobody has laid counters yet.");
    const std::size_t items = rows.front().size();
    Piling found;
    found.mean_rank.resize(items);
    for (const std::vector<double>& row : rows) {
        const double sum = std::accumulate(row.begin(), row.end(), 0.0);
        if (row.size() != items || std::ranges::any_of(row, [](double count) { return !(count >= 0); }))
            return failure(ErrorKind::Invalid, "Each group lays counters, or none, on each item.");
        if (counters > 0 && std::fabs(sum - counters) > one_in_a_million * counters)
            return failure(ErrorKind::Invalid, "A group laid another number of counters than it was given.");
        const std::vector<double> ranks = mean_ranks(row);
        for (std::size_t i = 0; i < items; ++i) found.mean_rank[i] += ranks[i] / static_cast<double>(rows.size());
    }
    for (std::size_t i = 0; i < items; ++i) {
        std::vector<double> column;
        for (const std::vector<double>& row : rows) column.push_back(row[i]);
        std::ranges::sort(column);
        const std::size_t half = column.size() / 2;
        found.median.push_back(column.size() % 2 == 1 ? column[half] : (column[half - 1] + column[half]) / 2);
        found.mean.push_back(std::accumulate(column.begin(), column.end(), 0.0) / static_cast<double>(column.size()));
        found.smallest.push_back(column.front());
        found.largest.push_back(column.back());
    }
    return found;
}

Result<ScoredMatrix> score_matrix(std::span<const std::vector<double>> rows, std::span<const double> weights)
{
    ScoredMatrix found;
    for (const std::vector<double>& row : rows) {
        if (row.size() != weights.size())
            return failure(ErrorKind::Invalid,
                           "Each item needs a score for each criterion, and each criterion a weight.");
        found.total.push_back(std::accumulate(row.begin(), row.end(), 0.0));
        found.weighted.push_back(std::inner_product(row.begin(), row.end(), weights.begin(), 0.0));
    }
    found.ranks = shared_ranks(found.weighted);
    return found;
}

} // namespace mahalla
