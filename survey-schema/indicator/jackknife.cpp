#include "indicator/jackknife.h"

#include <cmath>

namespace mahalla {

Variance jackknife_variance(const SurveyDesign& design, std::span<const std::uint32_t> rows,
                            std::span<const double> first, std::span<const double> second,
                            const std::function<double(double, double)>& statistic)
{
    struct Sums {
        double first = 0, second = 0;
    };
    const SamplingStage& stage = design.stages()[0];
    std::vector<Sums> units(stage.unit_count()), strata(stage.strata.size());
    Sums all;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t unit = stage.unit_of_row[rows[i]];
        for (Sums* sums : {&units[unit], &strata[stage.stratum_of_unit[unit]], &all}) {
            sums->first += first[i];
            sums->second += second[i];
        }
    }
    if (design.replication() == Replication::Jk1 && strata.size() > 1)
        return {std::nullopt, "JK1 is for samples without strata: use \"jkn\"."};

    struct Replicate {
        double value = 0, scale = 0;
    };
    std::vector<Replicate> replicates;
    std::size_t lonely = 0;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const std::uint32_t stratum = stage.stratum_of_unit[unit];
        const SampledStratum& sampling = stage.strata[stratum];
        const double n = static_cast<double>(sampling.sampled);
        const double left = sampling.population ? (*sampling.population - n) / *sampling.population : 1;
        if (left <= 0) continue; // everything was sampled
        if (sampling.sampled == 1) {
            ++lonely;
            continue;
        }
        // The units that stay stand for the one left out, within its stratum.
        const double grown = n / (n - 1);
        const auto without = [&](double total, double in_stratum, double in_unit) {
            return total - in_stratum + (in_stratum - in_unit) * grown;
        };
        replicates.push_back({statistic(without(all.first, strata[stratum].first, units[unit].first),
                                        without(all.second, strata[stratum].second, units[unit].second)),
                              left * (n - 1) / n});
    }
    if (lonely > 0 && (design.lonely_psu() == LonelyPsu::Fail || design.lonely_psu() == LonelyPsu::Adjust))
        return {std::nullopt, "A stratum has one primary sampling unit: choose remove, certainty or average."};
    if (replicates.empty()) return {std::nullopt, "There is no unit that could be left out."};

    double mean = 0;
    for (const Replicate& replicate : replicates) mean += replicate.value;
    mean /= static_cast<double>(replicates.size());
    double variance = 0;
    for (const Replicate& replicate : replicates)
        variance += replicate.scale * (replicate.value - mean) * (replicate.value - mean);
    if (lonely > 0 && design.lonely_psu() == LonelyPsu::Average)
        variance *= static_cast<double>(units.size()) / static_cast<double>(replicates.size());
    if (!std::isfinite(variance)) return {std::nullopt, "A replicate has no value."};
    return {variance, {}};
}

} // namespace mahalla
