#include "indicator/variance.h"

#include <algorithm>

namespace mahalla {

VarianceEstimator::VarianceEstimator(const SurveyDesign& design)
    : design_(design), unit_sums_(design.tree().last().unit_count(), 0), is_seen_(unit_sums_.size(), 0)
{}

void VarianceEstimator::add(std::uint32_t unit, double value)
{
    if (is_seen_[unit] == 0) {
        is_seen_[unit] = 1;
        seen_.push_back(unit);
    }
    unit_sums_[unit] += value;
}

Variance VarianceEstimator::of(std::span<const std::uint32_t> rows, std::span<const double> influence)
{
    const auto unit_of_row = design_.unit_of_row();
    if (!design_.is_calibrated()) {
        for (std::size_t i = 0; i < rows.size(); ++i) add(unit_of_row[rows[i]], influence[i]);
        return of_units();
    }
    // What calibration explains is taken out over the whole sample, so units outside the domain count as well.
    dense_.assign(design_.row_count(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) dense_[rows[i]] = influence[i];
    design_.take_residuals(dense_);
    for (std::size_t row = 0; row < dense_.size(); ++row) add(unit_of_row[row], dense_[row]);
    return of_units();
}

/// Puts the units that were seen in order: by looking at all where they are many.
void VarianceEstimator::sort_seen()
{
    if (seen_.size() < is_seen_.size() / 16) {
        std::sort(seen_.begin(), seen_.end());
        return;
    }
    seen_.clear();
    for (std::uint32_t unit = 0; unit < is_seen_.size(); ++unit)
        if (is_seen_[unit] != 0) seen_.push_back(unit);
}

Variance VarianceEstimator::of_units()
{
    sort_seen();
    UnitVariance variance(design_.tree(), 1);
    for (const std::uint32_t unit : seen_) {
        variance.add(unit, 0, unit_sums_[unit]);
        unit_sums_[unit] = 0;
        is_seen_[unit] = 0;
    }
    seen_.clear();
    return variance.finish().front();
}

VarianceEstimator::Coverage VarianceEstimator::coverage(std::span<const std::uint32_t> rows)
{
    const auto unit_of_row = design_.unit_of_row();
    for (const std::uint32_t row : rows)
        if (design_.weights()[row] > 0) add(unit_of_row[row], 0);
    sort_seen();
    Coverage coverage;
    std::uint32_t last_psu = 0, last_stratum = 0;
    for (const std::uint32_t unit : seen_) {
        is_seen_[unit] = 0;
        const std::uint32_t psu = design_.tree().first_stage_unit(unit), stratum = design_.tree().stratum(psu);
        // Units stand in the order of the tree, so those of one stratum follow each other.
        if (coverage.psus == 0 || stratum != last_stratum) ++coverage.strata;
        if (coverage.psus == 0 || psu != last_psu) ++coverage.psus;
        last_psu = psu;
        last_stratum = stratum;
    }
    seen_.clear();
    return coverage;
}

} // namespace mahalla
