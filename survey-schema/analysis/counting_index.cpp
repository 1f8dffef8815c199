#include "analysis/counting_index.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace mahalla {

namespace {

Result<std::vector<double>> shares_of(std::span<const double> weights, std::size_t indicators)
{
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (indicators == 0 || weights.size() != indicators || !(sum > 0) || std::isinf(sum) ||
        !std::ranges::all_of(weights, [](double weight) { return weight >= 0; }))
        return failure(ErrorKind::Invalid, "Each indicator needs a weight from 0, and not all of them may be 0.");
    std::vector<double> shares(weights.begin(), weights.end());
    for (double& share : shares) share /= sum;
    return shares;
}

/// Adds up over complete rows; `gap_of(row, indicator)` is 0 where a unit is not deprived.
template <typename Deprived, typename Gap>
Result<CountingIndex> count(std::size_t indicators, std::span<const double> weights, std::span<const double> units,
                            double cutoff, const Deprived& deprived, const Gap& gap_of)
{
    if (!(cutoff > 0 && cutoff <= 1))
        return failure(ErrorKind::Invalid, "The cut-off is a share of the weights, above 0 and at most 1.");
    MAHALLA_TRY(const std::vector<double> shares, shares_of(weights, indicators));
    CountingIndex found;
    found.uncensored.resize(indicators);
    found.censored.resize(indicators);
    double total = 0, gaps = 0, squared_gaps = 0;
    for (std::size_t row = 0; row < units.size(); ++row) {
        if (!(units[row] >= 0) || std::isinf(units[row]))
            return failure(ErrorKind::Invalid, "A weight is no number from 0.");
        double score = 0;
        for (std::size_t i = 0; i < indicators; ++i) score += shares[i] * deprived(row, i); // NaN where one is missing
        found.scores.push_back(score);
        if (std::isnan(score)) {
            ++found.incomplete;
            continue;
        }
        ++found.rows;
        total += units[row];
        const bool is_poor = found.is_poor(row, cutoff);
        if (is_poor) {
            found.headcount += units[row];
            found.adjusted_headcount += units[row] * score;
        }
        for (std::size_t i = 0; i < indicators; ++i) {
            const double here = units[row] * deprived(row, i);
            found.uncensored[i] += here;
            if (!is_poor) continue;
            found.censored[i] += here;
            const double gap = here > 0 ? gap_of(row, i) : 0;
            gaps += units[row] * shares[i] * gap;
            squared_gaps += units[row] * shares[i] * gap * gap;
        }
    }
    if (!(total > 0)) return failure(ErrorKind::NotFound, "Of nobody are all of these indicators known.");
    found.headcount /= total;
    found.adjusted_headcount /= total;
    if (found.headcount > 0) found.intensity = found.adjusted_headcount / found.headcount;
    found.adjusted_gap = gaps / total;
    found.adjusted_squared_gap = squared_gaps / total;
    for (std::size_t i = 0; i < indicators; ++i) {
        found.uncensored[i] /= total;
        found.censored[i] /= total;
        if (found.adjusted_headcount > 0)
            found.contribution.push_back(shares[i] * found.censored[i] / found.adjusted_headcount);
    }
    return found;
}

} // namespace

bool CountingIndex::is_poor(std::size_t row, double cutoff) const { return scores[row] >= cutoff - score_tolerance; }

Result<CountingIndex> counting_index(const Achievements& achievements, double cutoff)
{
    const std::size_t indicators = achievements.indicators;
    if (achievements.cutoffs.size() != indicators ||
        achievements.values.size() != indicators * achievements.units.size() ||
        !std::ranges::all_of(achievements.cutoffs, [](double cut) { return cut > 0; }))
        return failure(ErrorKind::Invalid,
                       "Each indicator needs a cut-off above 0, and each row a value or none for each.");
    const auto value = [&](std::size_t row, std::size_t i) { return achievements.values[row * indicators + i]; };
    return count(
        indicators, achievements.weights, achievements.units, cutoff,
        [&](std::size_t row, std::size_t i) {
            if (std::isnan(value(row, i))) return std::numeric_limits<double>::quiet_NaN();
            return value(row, i) < achievements.cutoffs[i] ? 1.0 : 0.0;
        },
        [&](std::size_t row, std::size_t i) {
            return (achievements.cutoffs[i] - value(row, i)) / achievements.cutoffs[i];
        });
}

Result<CountingIndex> counting_index(const Deprivations& deprivations, double cutoff)
{
    const std::size_t indicators = deprivations.indicators;
    if (deprivations.deprived.size() != indicators * deprivations.units.size())
        return failure(ErrorKind::Invalid, "Each row needs 0, 1 or nothing for each indicator.");
    auto found = count(
        indicators, deprivations.weights, deprivations.units, cutoff,
        [&](std::size_t row, std::size_t i) { return deprivations.deprived[row * indicators + i]; },
        [](std::size_t, std::size_t) { return 0.0; });
    if (found) {
        // How far below the cut-offs is not known here.
        found->adjusted_gap.reset();
        found->adjusted_squared_gap.reset();
    }
    return found;
}

} // namespace mahalla
