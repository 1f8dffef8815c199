#include "indicator/variance.h"

#include <cmath>
#include <map>

namespace mahalla {

VarianceEstimator::VarianceEstimator(const SurveyDesign& design) : design_(design), scratch_(design.stages().size())
{
    for (std::size_t s = 0; s < scratch_.size(); ++s) {
        const SamplingStage& stage = design.stages()[s];
        scratch_[s].unit_sums.assign(stage.unit_count(), 0);
        scratch_[s].unit_seen.assign(stage.unit_count(), 0);
        scratch_[s].stratum_sums.assign(stage.strata.size(), 0);
        scratch_[s].stratum_squares.assign(stage.strata.size(), 0);
        scratch_[s].stratum_units.assign(stage.strata.size(), 0);
    }
}

void VarianceEstimator::add(Scratch& scratch, std::uint32_t unit, double value) const
{
    if (scratch.unit_seen[unit] == 0) {
        scratch.unit_seen[unit] = 1;
        scratch.units.push_back(unit);
    }
    scratch.unit_sums[unit] += value;
}

Variance VarianceEstimator::of(std::span<const std::uint32_t> rows, std::span<const double> influence)
{
    const std::size_t last = scratch_.size() - 1;
    const auto& unit_of_row = design_.stages()[last].unit_of_row;
    if (!design_.is_calibrated()) {
        for (std::size_t i = 0; i < rows.size(); ++i) add(scratch_[last], unit_of_row[rows[i]], influence[i]);
        return of_units();
    }
    // What calibration explains is taken out over the whole sample, so units outside the domain count as well.
    dense_.assign(design_.row_count(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) dense_[rows[i]] = influence[i];
    design_.take_residuals(dense_);
    for (std::size_t row = 0; row < dense_.size(); ++row) add(scratch_[last], unit_of_row[row], dense_[row]);
    return of_units();
}

/// From the last stage up: the variance of a stage, then its units' totals handed to the units above.
Variance VarianceEstimator::of_units()
{
    Variance total{0, {}};
    for (std::size_t s = scratch_.size(); s-- > 0;) {
        const SamplingStage& stage = design_.stages()[s];
        Scratch& scratch = scratch_[s];
        // Without population sizes above, the first stage alone says all there is to say (ultimate clusters).
        Variance added{0, {}};
        if (s == 0 || design_.stages()[s - 1].strata.front().population) added = of_stage(stage, scratch);
        if (!added.value)
            total = added;
        else if (total.value)
            *total.value += *added.value;
        for (const std::uint32_t unit : scratch.units) {
            if (s > 0) add(scratch_[s - 1], stage.parent_of_unit[unit], scratch.unit_sums[unit]);
            scratch.unit_sums[unit] = 0;
            scratch.unit_seen[unit] = 0;
        }
        scratch.units.clear();
    }
    return total;
}

Variance VarianceEstimator::of_stage(const SamplingStage& stage, Scratch& scratch) const
{
    for (const std::uint32_t unit : scratch.units) {
        const std::uint32_t stratum = stage.stratum_of_unit[unit];
        if (scratch.stratum_units[stratum]++ == 0) scratch.strata.push_back(stratum);
        scratch.stratum_sums[stratum] += scratch.unit_sums[unit];
    }
    const LonelyPsu lonely = design_.lonely_psu();
    const auto centre_of = [&](std::uint32_t stratum) {
        const double sampled = static_cast<double>(stage.strata[stratum].sampled);
        // A stratum with one unit has no mean of its own: influence values have the mean 0 over the whole sample.
        if (sampled == 1) return lonely == LonelyPsu::Adjust ? 0 : scratch.stratum_sums[stratum];
        return scratch.stratum_sums[stratum] / sampled;
    };
    for (const std::uint32_t unit : scratch.units) {
        const std::uint32_t stratum = stage.stratum_of_unit[unit];
        const double distance = scratch.unit_sums[unit] - centre_of(stratum);
        scratch.stratum_squares[stratum] += distance * distance;
    }

    struct Part {
        double sum = 0;
        std::size_t strata = 0, usable = 0;
    };
    std::map<std::uint32_t, Part> parts; // by the unit above, within which Average averages
    Variance variance{0, {}};
    for (const std::uint32_t stratum : scratch.strata) {
        const SampledStratum& sampling = stage.strata[stratum];
        const double sampled = static_cast<double>(sampling.sampled);
        const double centre = centre_of(stratum);
        const double unseen = sampled - static_cast<double>(scratch.stratum_units[stratum]);
        const double squares = scratch.stratum_squares[stratum] + unseen * centre * centre;
        scratch.stratum_squares[stratum] = scratch.stratum_sums[stratum] = 0;
        scratch.stratum_units[stratum] = 0;

        const double left = sampling.population ? (*sampling.population - sampled) / *sampling.population : 1;
        Part& part = parts[sampling.parent];
        ++part.strata;
        if (left < 1e-7) { // everything was sampled
            ++part.usable;
        } else if (sampled > 1) {
            part.sum += sampling.multiplier * left * sampled / (sampled - 1) * squares;
            ++part.usable;
        } else if (lonely == LonelyPsu::Fail) {
            variance = {std::nullopt, "A stratum has one primary sampling unit: choose what to do by lonely_psu."};
        } else if (lonely != LonelyPsu::Average) {
            part.sum += sampling.multiplier * left * squares;
            ++part.usable;
        }
    }
    scratch.strata.clear();
    if (!variance.value) return variance;
    for (const auto& [parent, part] : parts) {
        if (part.usable == 0)
            return {std::nullopt, "Every stratum has one primary sampling unit: there is no average."};
        *variance.value += part.sum * static_cast<double>(part.strata) / static_cast<double>(part.usable);
    }
    return variance;
}

std::uint64_t VarianceEstimator::psu_count(std::span<const std::uint32_t> rows)
{
    const SamplingStage& stage = design_.stages()[0];
    Scratch& scratch = scratch_[0];
    for (const std::uint32_t row : rows)
        if (design_.weights()[row] > 0) add(scratch, stage.unit_of_row[row], 0);
    const std::uint64_t count = scratch.units.size();
    for (const std::uint32_t unit : scratch.units) scratch.unit_seen[unit] = 0;
    scratch.units.clear();
    return count;
}

std::uint64_t VarianceEstimator::stratum_count(std::span<const std::uint32_t> rows)
{
    const SamplingStage& stage = design_.stages()[0];
    Scratch& scratch = scratch_[0];
    for (const std::uint32_t row : rows) {
        if (!(design_.weights()[row] > 0)) continue;
        const std::uint32_t stratum = stage.stratum_of_unit[stage.unit_of_row[row]];
        if (scratch.stratum_units[stratum]++ == 0) scratch.strata.push_back(stratum);
    }
    const std::uint64_t count = scratch.strata.size();
    for (const std::uint32_t stratum : scratch.strata) scratch.stratum_units[stratum] = 0;
    scratch.strata.clear();
    return count;
}

} // namespace mahalla
