#include "analysis/co_occurrence.h"

#include <algorithm>
#include <bit>
#include <cmath>

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

} // namespace mahalla
