#include "indicator/unit_variance.h"

#include <algorithm>

namespace mahalla {

UnitVariance::UnitVariance(const SamplingTree& tree, std::size_t cell_count)
    : tree_(tree), levels_(tree.stages.size()), counts_(tree.stages.size(), 1), open_(cell_count), cells_(cell_count)
{
    // Without population sizes above, the first stage alone says all there is to say (ultimate clusters).
    for (std::size_t stage = 1; stage < tree.stages.size(); ++stage) {
        const auto& above = tree.stages[stage - 1].strata;
        counts_[stage] = std::any_of(above.begin(), above.end(), [](const auto& s) { return s.population; }) ? 1 : 0;
    }
}

void UnitVariance::add(std::uint32_t unit, std::uint32_t cell, double total)
{
    add_to(levels_.size() - 1, unit, {cell, total});
}

void UnitVariance::add_to(std::size_t stage, std::uint32_t unit, Item item)
{
    Level& level = levels_[stage];
    const std::uint32_t stratum = tree_.stages[stage].stratum_of_unit[unit];
    if (stratum != level.stratum) {
        close(stage);
        level.stratum = stratum;
    }
    level.items.push_back(item);
}

/// Adds the variance within the stratum that is complete, and hands its totals to the unit above.
void UnitVariance::close(std::size_t stage)
{
    Level& level = levels_[stage];
    if (level.items.empty()) return;
    for (const Item& item : level.items) {
        OpenCell& cell = open_[item.cell];
        if (cell.units++ == 0) touched_.push_back(item.cell);
        cell.sum += item.total;
    }
    if (counts_[stage] != 0) {
        const SampledStratum& stratum = tree_.stages[stage].strata[level.stratum];
        const double sampled = static_cast<double>(stratum.sampled);
        for (const std::uint32_t number : touched_) {
            OpenCell& cell = open_[number];
            cell.centre = cell.sum / sampled;
            // A stratum with one unit has no mean of its own: influence values have the mean 0 over the whole sample.
            if (stratum.sampled == 1 && tree_.lonely_psu == LonelyPsu::Adjust) cell.centre = 0;
        }
        for (const Item& item : level.items) {
            OpenCell& cell = open_[item.cell];
            const double distance = item.total - cell.centre;
            cell.squares += distance * distance;
        }
        for (const std::uint32_t number : touched_) add_stratum(stage, stratum, open_[number], cells_[number]);
    }

    std::vector<Item> totals;
    for (const std::uint32_t number : touched_) {
        OpenCell& cell = open_[number];
        if (stage > 0) totals.push_back({number, cell.sum});
        cell.units = 0;
        cell.sum = cell.squares = 0;
    }
    touched_.clear();
    level.items.clear();
    for (const Item& total : totals) add_to(stage - 1, level.stratum, total);
}

void UnitVariance::add_stratum(std::size_t stage, const SampledStratum& stratum, const OpenCell& open,
                               ClosedCell& cell) const
{
    const double sampled = static_cast<double>(stratum.sampled);
    const double left = stratum.population ? (*stratum.population - sampled) / *stratum.population : 1;
    const double unseen = sampled - open.units;
    const double squares = open.squares + unseen * open.centre * open.centre;
    double added = 0;
    bool is_usable = true;
    if (left < 1e-7) { // everything was sampled
        added = 0;
    } else if (stratum.sampled > 1) {
        added = stratum.multiplier * left * sampled / (sampled - 1) * squares;
    } else if (tree_.lonely_psu == LonelyPsu::Average) {
        is_usable = false;
    } else {
        cell.has_lonely_unit |= tree_.lonely_psu == LonelyPsu::Fail;
        added = stratum.multiplier * left * squares;
    }
    if (stage > 0) {
        cell.later_stages += added;
        // R averages over the strata of one unit above, and there is but one.
        cell.lacks_average |= !is_usable;
        return;
    }
    cell.first_stage += added;
    ++cell.strata;
    cell.usable_strata += is_usable ? 1 : 0;
}

std::vector<Variance> UnitVariance::finish()
{
    for (std::size_t stage = levels_.size(); stage-- > 0;) close(stage);
    std::vector<Variance> variances;
    variances.reserve(cells_.size());
    for (const ClosedCell& cell : cells_) {
        if (cell.has_lonely_unit)
            variances.push_back(
                {std::nullopt, "A stratum has one primary sampling unit: choose what to do by lonely_psu."});
        else if (cell.lacks_average || (cell.strata > 0 && cell.usable_strata == 0))
            variances.push_back({std::nullopt, "Every stratum has one primary sampling unit: there is no average."});
        else if (cell.strata == 0)
            variances.push_back({0, {}});
        else
            variances.push_back({cell.first_stage * cell.strata / cell.usable_strata + cell.later_stages, {}});
    }
    return variances;
}

} // namespace mahalla
