#pragma once
#include "analysis/computed_estimates.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// Achievements of units, a row each, against a cut-off for each indicator: what Alkire and Foster count.
struct Achievements {
    std::size_t indicators = 0;
    std::vector<double> values;  ///< Row by row; NaN for missing.
    std::vector<double> cutoffs; ///< Below it a unit is deprived; all above 0 where gaps are wanted.
    std::vector<double> weights; ///< Of the indicators; they are brought to a sum of 1.
    std::vector<double> units;   ///< The weight of each row: of a household, the people in it, times its survey weight.
};

/// The same where deprivations are known as such: 1 deprived, 0 not, NaN missing.
struct Deprivations {
    std::size_t indicators = 0;
    std::vector<double> deprived;
    std::vector<double> weights;
    std::vector<double> units;
    /// Row by row how far below its cut-off a deprived unit is, as a share of the cut-off; empty where that is not
    /// known, so that there is no M1 and M2.
    std::vector<double> gaps = {};
};

/// Who is deprived in what, and by how much. Fails with `Invalid` where sizes do not fit or a cut-off is not above 0.
Result<Deprivations> deprivations_of(const Achievements& achievements);

/// Alkire and Foster (2011, Journal of Public Economics 95): who is deprived in enough, how many, and how much.
struct CountingIndex {
    double headcount = 0;          ///< H: the share of units whose score reaches the cut-off.
    double intensity = 0;          ///< A: their mean score; 0 where there are none.
    double adjusted_headcount = 0; ///< M0 = H · A.
    std::optional<double> adjusted_gap, adjusted_squared_gap; ///< M1 and M2, of achievements alone.
    std::vector<double> uncensored;                           ///< Of each indicator the share of units deprived in it.
    std::vector<double> censored;                             ///< Deprived in it and counted as poor.
    std::vector<double> contribution;                         ///< Of each indicator to M0; empty where M0 is 0.
    std::vector<double> scores;                               ///< Of each row; NaN where something is missing.
    std::uint64_t rows = 0;
    std::uint64_t incomplete = 0; ///< Rows left out because an indicator is missing.

    bool is_poor(std::size_t row, double cutoff) const;
};

/// A score within this of the cut-off reaches it: 6/18 is a third, and 0.333 in a questionnaire means one.
inline constexpr double score_tolerance = 0.0005;

/// `cutoff` is a share of the weights, above 0 and up to 1. Fails with `Invalid` where sizes do not fit, weights are
/// negative or sum up to 0; with `NotFound` where no row is complete.
Result<CountingIndex> counting_index(const Achievements& achievements, double cutoff);
Result<CountingIndex> counting_index(const Deprivations& deprivations, double cutoff);

/// Adds to `estimates`, whose rows are those of `deprivations`, what `found` says of everybody, so that each figure
/// gets its standard error: "headcount" and "adjusted_headcount" as mean and share, "intensity" as a ratio (the poor
/// are not known beforehand), "adjusted_gap", "adjusted_squared_gap", and "uncensored 0", "censored 0",
/// "contribution 0" of the first indicator and so on.
void add_counting_estimates(const Deprivations& deprivations, const CountingIndex& found, double cutoff,
                            ComputedEstimates& estimates);

} // namespace mahalla
