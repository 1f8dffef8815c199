#pragma once
#include "indicator/survey_design.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// A variance, or the reason why there is none.
struct Variance {
    std::optional<double> value;
    std::string note;
};

/// Variances of totals over a design, and of whatever is a smooth function of totals by way of its influence values
/// (Taylor linearisation; Särndal, Swensson and Wretman 1992, sections 4.3 and 5.5).
///
/// Stage by stage: within each stratum (1 - f) n/(n - 1) times the sum of squares of the units' totals about their
/// mean, where units outside the domain count as 0; what a later stage adds is multiplied by the fraction sampled at
/// the stages above. Keeps its memory between calls; one thread at a time.
class VarianceEstimator {
public:
    explicit VarianceEstimator(const SurveyDesign& design);

    /// `influence` holds the weighted influence value of each of `rows`; all other rows are outside the domain.
    Variance of(std::span<const std::uint32_t> rows, std::span<const double> influence);

    /// Primary sampling units among `rows` (rows of weight 0 are none), and strata with such a unit.
    std::uint64_t psu_count(std::span<const std::uint32_t> rows);
    std::uint64_t stratum_count(std::span<const std::uint32_t> rows);

    const SurveyDesign& design() const { return design_; }

private:
    struct Scratch {
        std::vector<double> unit_sums;
        std::vector<char> unit_seen;
        std::vector<std::uint32_t> units; // seen
        std::vector<double> stratum_sums;
        std::vector<double> stratum_squares;
        std::vector<std::uint32_t> stratum_units; // seen in each
        std::vector<std::uint32_t> strata;        // seen
    };

    Variance of_units();
    Variance of_stage(const SamplingStage& stage, Scratch& scratch) const;
    void add(Scratch& scratch, std::uint32_t unit, double value) const;

    const SurveyDesign& design_;
    std::vector<Scratch> scratch_;
    std::vector<double> dense_;
};

} // namespace mahalla
