#include "analysis/co_occurrence.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

PairOfInsecurities pair_of(std::size_t one, std::size_t other, double joint, const std::vector<double>& marginal)
{
    const double p = marginal[one], q = marginal[other];
    PairOfInsecurities pair{one, other, joint, 0, {}, {}, {}};
    if (p + q > joint) pair.jaccard = joint / (p + q - joint);
    if (p * q > 0) pair.lift = joint / (p * q);
    if (p > 0) pair.other_given_one = joint / p;
    const double spread = p * (1 - p) * q * (1 - q);
    if (spread > 0) pair.phi = (joint - p * q) / std::sqrt(spread);
    return pair;
}

} // namespace

Result<CoOccurrence> co_occurrence_of(const Insecurities& insecurities)
{
    const std::size_t kinds = insecurities.kinds;
    if (kinds == 0 || kinds > 63 || insecurities.has.size() != kinds * insecurities.weights.size())
        return failure(ErrorKind::Invalid,
                       "One to 63 insecurities are looked at together, each known or missing in every row.");
    CoOccurrence found;
    double total = 0;
    for (std::size_t row = 0; row < insecurities.weights.size(); ++row) {
        const double weight = insecurities.weights[row];
        if (!(weight >= 0) || std::isinf(weight)) return failure(ErrorKind::Invalid, "A weight is no number from 0.");
        const auto has = std::span(insecurities.has).subspan(row * kinds, kinds);
        if (std::ranges::find(has, Insecurities::missing) != has.end()) {
            ++found.incomplete;
            continue;
        }
        std::uint64_t combination = 0;
        for (std::size_t kind = 0; kind < kinds; ++kind) combination |= std::uint64_t{has[kind] == 1} << kind;
        CoOccurrence::Combination& there = found.combinations[combination];
        there.weight += weight;
        ++there.rows;
        ++found.rows;
        total += weight;
    }
    if (!(total > 0)) return failure(ErrorKind::NotFound, "Of nobody is it known for all of these insecurities.");
    found.marginal.resize(kinds);
    found.share_by_count.resize(kinds + 1);
    std::vector<double> joint(kinds * kinds);
    for (const auto& [combination, there] : found.combinations) {
        const double share = there.weight / total;
        found.share_by_count[static_cast<std::size_t>(std::popcount(combination))] += share;
        for (std::size_t i = 0; i < kinds; ++i) {
            if ((combination >> i & 1U) == 0) continue;
            found.marginal[i] += share;
            for (std::size_t j = i + 1; j < kinds; ++j)
                joint[i * kinds + j] += (combination >> j & 1U) != 0 ? share : 0;
        }
    }
    for (std::size_t i = 0; i < kinds; ++i)
        for (std::size_t j = i + 1; j < kinds; ++j)
            found.pairs.push_back(pair_of(i, j, joint[i * kinds + j], found.marginal));
    return found;
}

void add_co_occurrence_estimates(const Insecurities& insecurities, ComputedEstimates& estimates)
{
    const std::size_t kinds = insecurities.kinds, rows = insecurities.weights.size();
    // A column of each row of which all is known: whether `holds` for those that it has.
    const auto column = [&](const auto& holds) {
        std::vector<double> numbers(rows, std::numeric_limits<double>::quiet_NaN());
        for (std::size_t row = 0; row < rows; ++row) {
            const auto has = std::span(insecurities.has).subspan(row * kinds, kinds);
            if (std::ranges::find(has, Insecurities::missing) == has.end()) numbers[row] = holds(has) ? 1 : 0;
        }
        return numbers;
    };
    for (std::size_t i = 0; i < kinds; ++i) {
        estimates.add_share("marginal " + std::to_string(i), column([i](auto has) { return has[i] == 1; }));
        for (std::size_t j = i + 1; j < kinds; ++j)
            estimates.add_share("joint " + std::to_string(i) + " " + std::to_string(j),
                                column([i, j](auto has) { return has[i] == 1 && has[j] == 1; }));
    }
    for (std::size_t count = 0; count <= kinds; ++count)
        estimates.add_share("count " + std::to_string(count), column([count](auto has) {
                                return static_cast<std::size_t>(std::ranges::count(has, std::int8_t{1})) == count;
                            }));
}

} // namespace mahalla
