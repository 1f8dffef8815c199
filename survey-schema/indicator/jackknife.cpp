#include "indicator/jackknife.h"

#include <cmath>

namespace mahalla {

Variance jackknife_variance(const SurveyDesign& design, std::span<const std::uint32_t> rows,
                            std::span<const std::uint32_t> cells, std::size_t cell_count, std::span<const double> first,
                            std::span<const double> second,
                            const std::function<double(std::span<const CellTotals>)>& statistic)
{
    const SamplingTree& tree = design.tree();
    const SamplingStage& stage = tree.stages[0];
    if (design.replication() == Replication::Jk1 && stage.strata.size() > 1)
        return {std::nullopt, "JK1 is for samples without strata: use \"jkn\"."};
    // By unit, by stratum and of all, one total a cell.
    std::vector<CellTotals> units(stage.unit_count() * cell_count), strata(stage.strata.size() * cell_count),
        all(cell_count);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t unit = tree.first_stage_unit(design.unit_of_row()[rows[i]]);
        const std::size_t cell = cells.empty() ? 0 : cells[i];
        for (CellTotals* totals :
             {&units[unit * cell_count + cell], &strata[stage.stratum_of_unit[unit] * cell_count + cell], &all[cell]}) {
            totals->first += first[i];
            totals->second += second[i];
        }
    }

    struct Replicate {
        double value = 0, scale = 0;
    };
    std::vector<Replicate> replicates;
    std::size_t lonely = 0;
    std::vector<CellTotals> left_over(cell_count);
    for (std::size_t unit = 0; unit < stage.unit_count(); ++unit) {
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
        for (std::size_t cell = 0; cell < cell_count; ++cell) {
            const CellTotals& in_stratum = strata[stratum * cell_count + cell];
            const CellTotals& in_unit = units[unit * cell_count + cell];
            left_over[cell] = {without(all[cell].first, in_stratum.first, in_unit.first),
                               without(all[cell].second, in_stratum.second, in_unit.second)};
        }
        replicates.push_back({statistic(left_over), left * (n - 1) / n});
    }
    if (lonely > 0 && (tree.lonely_psu == LonelyPsu::Fail || tree.lonely_psu == LonelyPsu::Adjust))
        return {std::nullopt, "A stratum has one primary sampling unit: choose remove, certainty or average."};
    if (replicates.empty()) return {std::nullopt, "There is no unit that could be left out."};

    double mean = 0;
    for (const Replicate& replicate : replicates) mean += replicate.value;
    mean /= static_cast<double>(replicates.size());
    double variance = 0;
    for (const Replicate& replicate : replicates)
        variance += replicate.scale * (replicate.value - mean) * (replicate.value - mean);
    if (lonely > 0 && tree.lonely_psu == LonelyPsu::Average)
        variance *= static_cast<double>(stage.unit_count()) / static_cast<double>(replicates.size());
    if (!std::isfinite(variance)) return {std::nullopt, "A replicate has no value."};
    return {variance, {}};
}

} // namespace mahalla
