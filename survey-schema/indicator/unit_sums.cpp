#include "indicator/unit_sums.h"

#include <cmath>

namespace mahalla {

namespace {

/// All of one cell.
struct CellSum {
    UnitSum sum;
    RatioSum ratio;
    std::uint64_t psus = 0;
    std::uint32_t last_psu = 0xffffffff;
    double value = 0; // the statistic
};

/// Sums of squares of values - value · denominators (of values - mean where there are no denominators).
double squares_about(const CellSum& cell, const UnitSums& sums, SumStatistic statistic)
{
    const double weight = cell.sum.weight;
    if (statistic != SumStatistic::Ratio) {
        const double distance = cell.sum.values / weight - sums.pivot;
        const double squares = cell.sum.squares - weight * distance * distance;
        // What is left of rounding where all values are the same is no variance.
        return squares > 1e-12 * cell.sum.squares ? squares : 0;
    }
    const double r = cell.value, pivots = sums.pivot - r * sums.denominator_pivot;
    const double about_pivots = cell.sum.squares - 2 * r * cell.ratio.products + r * r * cell.ratio.squares;
    const double first =
        cell.sum.values - sums.pivot * weight - r * (cell.ratio.denominators - sums.denominator_pivot * weight);
    return about_pivots + 2 * pivots * first + pivots * pivots * weight;
}

std::optional<double> design_effect(const CellSum& cell, const UnitSums& sums, SumStatistic statistic, double variance,
                                    DesignEffect comparison)
{
    const double weight = cell.sum.weight;
    double squares = 0;
    if (statistic == SumStatistic::Share)
        squares = weight * cell.value * (1 - cell.value);
    else
        squares = squares_about(cell, sums, statistic);
    auto simple = simple_variance(squares, weight, cell.sum.n, comparison);
    if (!simple || !(*simple > 0)) return std::nullopt;
    if (statistic == SumStatistic::Total) *simple *= weight * weight;
    if (statistic == SumStatistic::Ratio)
        *simple *= weight * weight / (cell.ratio.denominators * cell.ratio.denominators);
    return variance / *simple;
}

std::vector<CellSum> cell_sums(std::span<const UnitCell> places, std::size_t cell_count, const UnitSums& sums)
{
    std::vector<CellSum> cells(cell_count);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (sums.sums[i].n == 0) continue;
        CellSum& cell = cells[places[i].cell];
        cell.sum.add(sums.sums[i]);
        if (!sums.ratios.empty()) cell.ratio.add(sums.ratios[i]);
        cell.psus += cell.last_psu != places[i].psu ? 1U : 0U;
        cell.last_psu = places[i].psu;
    }
    return cells;
}

/// What does not depend on the variance; false where there is no estimate.
bool begin(Estimate& estimate, CellSum& cell, const UnitCells::Coverage& coverage, SumStatistic statistic)
{
    estimate.n = cell.sum.n;
    estimate.missing = coverage.sampled - cell.sum.n;
    estimate.weighted_n = cell.sum.weight;
    estimate.psus = cell.psus;
    if (cell.sum.n == 0) {
        estimate.note = "No row has a value.";
        return false;
    }
    estimate.degrees_of_freedom = coverage.degrees_of_freedom();
    if (statistic == SumStatistic::Ratio && cell.ratio.denominators == 0) {
        estimate.note = "The denominators add up to 0.";
        return false;
    }
    const double divisor = statistic == SumStatistic::Total   ? 1
                           : statistic == SumStatistic::Ratio ? cell.ratio.denominators
                                                              : cell.sum.weight;
    cell.value = cell.sum.values / divisor;
    estimate.estimate = cell.value;
    return true;
}

} // namespace

SumStatistic sum_statistic_of(Statistic statistic)
{
    if (statistic == Statistic::Proportion) return SumStatistic::Share;
    if (statistic == Statistic::Ratio) return SumStatistic::Ratio;
    return statistic == Statistic::Mean ? SumStatistic::Mean : SumStatistic::Total;
}

void UnitSum::add(const UnitSum& other)
{
    weight += other.weight;
    values += other.values;
    squares += other.squares;
    n += other.n;
    positives += other.positives;
}

void RatioSum::add(const RatioSum& other)
{
    denominators += other.denominators;
    squares += other.squares;
    products += other.products;
}

UnitSums sum_by_unit(const UnitCells& cells, std::span<const double> weights, const SummedVariable& variable)
{
    UnitSums result;
    result.pivot = variable.pivot;
    result.denominator_pivot = variable.denominator_pivot;
    const auto place_of = cells.place_of();
    // Rows of no place are summed as well, into one place more: that is cheaper than asking.
    result.sums.resize(cells.places().size() + 1);
    if (variable.denominators.empty()) {
        for (std::size_t i = 0; i < place_of.size(); ++i) {
            const double value = variable.values[i];
            if (std::isnan(value)) continue;
            const double weight = weights[i], distance = value - variable.pivot;
            UnitSum& sum = result.sums[place_of[i]];
            sum.weight += weight;
            sum.values += weight * value;
            sum.squares += weight * distance * distance;
            ++sum.n;
            sum.positives += value == 1 ? 1U : 0U;
        }
        result.sums.pop_back();
        return result;
    }
    result.ratios.resize(result.sums.size());
    for (std::size_t i = 0; i < place_of.size(); ++i) {
        const double value = variable.values[i], denominator = variable.denominators[i];
        if (std::isnan(value) || std::isnan(denominator)) continue;
        const double distance = value - variable.pivot, other = denominator - variable.denominator_pivot;
        const double weight = weights[i];
        result.sums[place_of[i]].add({weight, weight * value, weight * distance * distance, 1, 0});
        result.ratios[place_of[i]].add({weight * denominator, weight * other * other, weight * distance * other});
    }
    result.sums.pop_back();
    result.ratios.pop_back();
    return result;
}

std::vector<std::uint64_t> positives_of(std::span<const UnitCell> places, std::size_t cell_count, const UnitSums& sums)
{
    std::vector<std::uint64_t> positives(cell_count, 0);
    for (std::size_t i = 0; i < places.size(); ++i) positives[places[i].cell] += sums.sums[i].positives;
    return positives;
}

std::vector<Estimate> estimates_of(const SamplingTree& tree, std::span<const UnitCell> places,
                                   std::span<const UnitCells::Coverage> coverage, const UnitSums& sums,
                                   SumStatistic statistic, bool is_plain, const EstimateOptions& options)
{
    const std::size_t cell_count = coverage.size();
    std::vector<CellSum> cells = cell_sums(places, cell_count, sums);
    std::vector<Estimate> estimates(cell_count);
    std::vector<char> is_there(cell_count);
    for (std::size_t cell = 0; cell < cell_count; ++cell)
        is_there[cell] = begin(estimates[cell], cells[cell], coverage[cell], statistic) ? 1 : 0;

    // Taylor linearisation: the influence of a unit on the statistic, in place of a total's part.
    UnitVariance variance(tree, cell_count);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const CellSum& cell = cells[places[i].cell];
        const UnitSum& sum = sums.sums[i];
        if (sum.n == 0 || is_there[places[i].cell] == 0) continue;
        double influence = sum.values;
        if (statistic == SumStatistic::Ratio)
            influence = (sum.values - cell.value * sums.ratios[i].denominators) / cell.ratio.denominators;
        else if (statistic != SumStatistic::Total)
            influence = (sum.values - cell.value * sum.weight) / cell.sum.weight;
        variance.add(places[i].unit, places[i].cell, influence);
    }
    const std::vector<Variance> variances = variance.finish();
    StudentQuantiles t = student_quantiles(options);
    for (std::size_t cell = 0; cell < cell_count; ++cell) {
        if (is_there[cell] == 0) continue;
        Estimate& estimate = estimates[cell];
        add_precision(estimate, variances[cell], t,
                      statistic == SumStatistic::Total ? VariesWith::OneUnit : VariesWith::TwoUnits);
        if (estimate.standard_error)
            estimate.design_effect =
                design_effect(cells[cell], sums, statistic, *variances[cell].value, options.design_effect);
        if (statistic == SumStatistic::Share)
            add_share_interval(estimate, coverage[cell].sampled, is_plain, options, t);
    }
    return estimates;
}

} // namespace mahalla
