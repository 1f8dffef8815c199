#pragma once
#include "analysis/computed_estimates.h"
#include "base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace mahalla {

/// Insecurities of units (households, people), a row each: which of them it has, and its weight.
struct Insecurities {
    static constexpr std::int8_t missing = -1;

    std::size_t kinds = 0;
    std::vector<std::int8_t> has; ///< Row by row: 1, 0, `missing`.
    std::vector<double> weights;
};

/// How two insecurities come together, as shares of the weight.
struct PairOfInsecurities {
    std::size_t one = 0, other = 0;
    double joint = 0;                      ///< Both.
    double jaccard = 0;                    ///< Both, of those who have either; 0 where nobody has.
    std::optional<double> lift;            ///< Joint over what independence would give; 1 where they are independent.
    std::optional<double> other_given_one; ///< Of those with `one`, who have `other` as well.
    std::optional<double> phi;             ///< Correlation of the two.
};

/// Which insecurities overstretch the same people.
struct CoOccurrence {
    std::vector<double> marginal; ///< The share with each.
    std::vector<PairOfInsecurities> pairs;
    std::vector<double> share_by_count; ///< By how many of them a unit has, from 0.
    /// Weight and rows of each combination that is there, the first kind being the lowest bit.
    struct Combination {
        double weight = 0;
        std::uint64_t rows = 0;
    };
    std::map<std::uint64_t, Combination> combinations;
    std::uint64_t rows = 0;
    std::uint64_t incomplete = 0; ///< Rows left out because one of the insecurities is not known.
};

/// Fails with `Invalid` for none or more than 63 kinds, rows that do not fit, weights that are negative or no numbers;
/// with `NotFound` where no row is complete.
Result<CoOccurrence> co_occurrence_of(const Insecurities& insecurities);

/// Adds the shares of `CoOccurrence` to `estimates`, whose rows are those of `insecurities`: "marginal 0", "joint 0 1"
/// of the first two, "count 2" of those with two of them, and so on.
void add_co_occurrence_estimates(const Insecurities& insecurities, ComputedEstimates& estimates);

} // namespace mahalla
