#include "analysis/perception_gap.h"

#include <cmath>
#include <limits>

namespace mahalla {

Result<PerceptionGap> perception_gap_of(std::span<const double> perceived, std::span<const double> observed,
                                        std::span<const double> weights)
{
    const auto is_answer = [](double value) { return value == 0 || value == 1 || std::isnan(value); };
    if (perceived.size() != observed.size() || perceived.size() != weights.size())
        return failure(ErrorKind::Invalid, "Every row needs what is perceived, what was observed, and a weight.");
    PerceptionGap found;
    double total = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
        if (!is_answer(perceived[row]) || !is_answer(observed[row]) || !(weights[row] >= 0) || std::isinf(weights[row]))
            return failure(ErrorKind::Invalid,
                           "What is perceived and observed is yes, no or missing; weights go from 0.");
        if (std::isnan(perceived[row]) || std::isnan(observed[row])) {
            ++found.incomplete;
            continue;
        }
        ++found.rows;
        total += weights[row];
        const bool felt = perceived[row] == 1, met = observed[row] == 1;
        (felt  ? met ? found.felt_and_met : found.felt_not_met
         : met ? found.met_not_felt
               : found.neither) += weights[row];
    }
    if (!(total > 0)) return failure(ErrorKind::NotFound, "Nobody answered both.");
    for (double* share : {&found.felt_and_met, &found.felt_not_met, &found.met_not_felt, &found.neither})
        *share /= total;
    found.perceived = found.felt_and_met + found.felt_not_met;
    found.observed = found.felt_and_met + found.met_not_felt;
    found.gap = found.perceived - found.observed;
    return found;
}

void add_perception_estimates(std::span<const double> perceived, std::span<const double> observed,
                              ComputedEstimates& estimates)
{
    const auto column = [&](const auto& value) {
        std::vector<double> numbers(perceived.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t row = 0; row < perceived.size(); ++row)
            if (!std::isnan(perceived[row]) && !std::isnan(observed[row]))
                numbers[row] = value(perceived[row] != 0, observed[row] != 0);
        return numbers;
    };
    estimates.add_share("perceived", column([](bool felt, bool) { return felt ? 1.0 : 0.0; }));
    estimates.add_share("observed", column([](bool, bool met) { return met ? 1.0 : 0.0; }));
    estimates.add_share("felt_and_met", column([](bool felt, bool met) { return felt && met ? 1.0 : 0.0; }));
    estimates.add_share("felt_not_met", column([](bool felt, bool met) { return felt && !met ? 1.0 : 0.0; }));
    estimates.add_share("met_not_felt", column([](bool felt, bool met) { return !felt && met ? 1.0 : 0.0; }));
    estimates.add_share("neither", column([](bool felt, bool met) { return !felt && !met ? 1.0 : 0.0; }));
    estimates.add_mean("gap", column([](bool felt, bool met) { return (felt ? 1.0 : 0.0) - (met ? 1.0 : 0.0); }));
}

} // namespace mahalla
