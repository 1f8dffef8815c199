#pragma once
#include "indicator/survey_design.h"
#include "indicator/unit_variance.h"

#include <cstdint>
#include <span>
#include <vector>

namespace mahalla {

/// Variances over a design of whatever is a smooth function of totals, by way of its influence values (Taylor
/// linearisation; Särndal, Swensson and Wretman 1992, section 5.5): a domain at a time, for statistics that
/// cell_estimates.h does not compute for all cells at once.
///
/// Keeps its memory between calls; one thread at a time.
class VarianceEstimator {
public:
    explicit VarianceEstimator(const SurveyDesign& design);

    /// `influence` holds the weighted influence value of each of `rows`; all other rows are outside the domain.
    Variance of(std::span<const std::uint32_t> rows, std::span<const double> influence);

    /// Primary sampling units among `rows` (rows of weight 0 are none), and strata with such a unit.
    struct Coverage {
        std::uint64_t psus = 0, strata = 0;
        double degrees_of_freedom() const { return static_cast<double>(psus) - static_cast<double>(strata); }
    };
    Coverage coverage(std::span<const std::uint32_t> rows);

    const SurveyDesign& design() const { return design_; }

private:
    void add(std::uint32_t unit, double value);
    void sort_seen();
    Variance of_units();

    const SurveyDesign& design_;
    std::vector<double> unit_sums_;
    std::vector<char> is_seen_;
    std::vector<std::uint32_t> seen_;
    std::vector<double> dense_;
};

} // namespace mahalla
