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

} // namespace

bool CountingIndex::is_poor(std::size_t row, double cutoff) const { return scores[row] >= cutoff - score_tolerance; }

Result<Deprivations> deprivations_of(const Achievements& achievements)
{
    const std::size_t indicators = achievements.indicators;
    if (achievements.cutoffs.size() != indicators ||
        achievements.values.size() != indicators * achievements.units.size() ||
        !std::ranges::all_of(achievements.cutoffs, [](double cut) { return cut > 0; }))
        return failure(ErrorKind::Invalid,
                       "Each indicator needs a cut-off above 0, and each row a value or none for each.");
    Deprivations made{indicators, {}, achievements.weights, achievements.units, {}};
    for (std::size_t i = 0; i < achievements.values.size(); ++i) {
        const double value = achievements.values[i], cutoff = achievements.cutoffs[i % indicators];
        made.deprived.push_back(std::isnan(value) ? value : value < cutoff ? 1 : 0);
        made.gaps.push_back((cutoff - value) / cutoff);
    }
    return made;
}

Result<CountingIndex> counting_index(const Achievements& achievements, double cutoff)
{
    MAHALLA_TRY(const Deprivations deprivations, deprivations_of(achievements));
    return counting_index(deprivations, cutoff);
}

Result<CountingIndex> counting_index(const Deprivations& deprivations, double cutoff)
{
    const auto& [indicators, deprived, weights, units, gap] = deprivations;
    if (deprived.size() != indicators * units.size() || (!gap.empty() && gap.size() != deprived.size()))
        return failure(ErrorKind::Invalid, "Each row needs 0, 1 or nothing for each indicator.");
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
        const std::size_t first = row * indicators;
        double score = 0;
        for (std::size_t i = 0; i < indicators; ++i)
            score += shares[i] * deprived[first + i]; // NaN where one is missing
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
            const double here = units[row] * deprived[first + i];
            found.uncensored[i] += here;
            if (!is_poor) continue;
            found.censored[i] += here;
            if (gap.empty() || deprived[first + i] == 0) continue;
            gaps += units[row] * shares[i] * gap[first + i];
            squared_gaps += units[row] * shares[i] * gap[first + i] * gap[first + i];
        }
    }
    if (!(total > 0)) return failure(ErrorKind::NotFound, "Of nobody are all of these indicators known.");
    found.headcount /= total;
    found.adjusted_headcount /= total;
    if (found.headcount > 0) found.intensity = found.adjusted_headcount / found.headcount;
    if (!gap.empty()) {
        found.adjusted_gap = gaps / total;
        found.adjusted_squared_gap = squared_gaps / total;
    }
    for (std::size_t i = 0; i < indicators; ++i) {
        found.uncensored[i] /= total;
        found.censored[i] /= total;
        if (found.adjusted_headcount > 0)
            found.contribution.push_back(shares[i] * found.censored[i] / found.adjusted_headcount);
    }
    return found;
}

void add_counting_estimates(const Deprivations& deprivations, const CountingIndex& found, double cutoff,
                            ComputedEstimates& estimates)
{
    const auto& [indicators, deprived, weights, units, gap] = deprivations;
    const auto shares = shares_of(weights, indicators);
    if (!shares) return; // `counting_index` has said so
    const std::size_t rows = found.scores.size();
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    // A column of each row that is complete: what `value` gives.
    const auto column = [&](const auto& value) {
        std::vector<double> numbers(rows, missing);
        for (std::size_t row = 0; row < rows; ++row)
            if (!std::isnan(found.scores[row])) numbers[row] = value(row, found.is_poor(row, cutoff) ? 1.0 : 0.0);
        return numbers;
    };
    const std::vector<double> poor = column([](std::size_t, double is_poor) { return is_poor; });
    const std::vector<double> scores =
        column([&](std::size_t row, double is_poor) { return is_poor * found.scores[row]; });
    estimates.add_share("headcount", poor);
    estimates.add_mean("adjusted_headcount", scores);
    estimates.add_ratio("intensity", scores, poor);
    if (!gap.empty())
        for (const auto& [name, power] : {std::pair("adjusted_gap", 1), std::pair("adjusted_squared_gap", 2)})
            estimates.add_mean(name, column([&, power = power](std::size_t row, double is_poor) {
                                   double sum = 0;
                                   for (std::size_t i = row * indicators; i < (row + 1) * indicators; ++i)
                                       if (deprived[i] != 0)
                                           sum += is_poor * (*shares)[i % indicators] * std::pow(gap[i], power);
                                   return sum;
                               }));
    for (std::size_t i = 0; i < indicators; ++i) {
        const std::string number = std::to_string(i);
        const auto deprived_in = [&](std::size_t row) { return deprived[row * indicators + i]; };
        estimates.add_share("uncensored " + number, column([&](std::size_t row, double) { return deprived_in(row); }));
        estimates.add_share("censored " + number,
                            column([&](std::size_t row, double is_poor) { return is_poor * deprived_in(row); }));
        estimates.add_ratio(
            "contribution " + number,
            column([&](std::size_t row, double is_poor) { return is_poor * (*shares)[i] * deprived_in(row); }), scores);
    }
}

} // namespace mahalla
