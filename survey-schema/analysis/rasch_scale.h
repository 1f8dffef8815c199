#pragma once
#include "base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace mahalla {

/// What people answered to the yes/no items of one scale, a row each.
struct ScaleAnswers {
    static constexpr std::int8_t missing = -1;

    std::size_t item_count = 0;
    std::vector<std::int8_t> answers; ///< Row by row: 1 yes, 0 no, `missing`.
    std::vector<double> weights;      ///< One a row.
};

/// How hard an item is to say yes to, in logits; the severities of a scale add up to 0.
struct RaschItem {
    double severity = 0;
    double standard_error = 0;
    /// Mean squares of what the model did not expect, 1 where it fits; 0.7 to 1.3 is accepted for infit.
    double infit = 0, outfit = 0;
};

/// Those who said yes to so many items, all severities on the items' scale.
struct RaschScore {
    double severity = 0;
    double standard_error = 0;
    double weight = 0; ///< Of the rows with this score.
    std::uint64_t rows = 0;
};

struct RaschScale {
    std::vector<RaschItem> items;
    std::vector<RaschScore> scores; ///< By the number of items said yes to: 0 to all of them.
    /// The share of the variance of severities that is not error, over all scores but the two extreme ones.
    double reliability = 0;
    std::uint64_t incomplete = 0; ///< Rows left out because an item is missing.
};

/// The scale by conditional maximum likelihood, weighted: P(yes) = exp(a − b) / (1 + exp(a − b)) for a person of
/// severity a and an item of severity b (Rasch 1960; Cafiero, Viviani and Nord 2018, Measurement 116). Rows with a
/// missing item are left out; rows with no or every item say nothing about items and count in `scores` alone.
///
/// A person's severity is the one at which the model expects the score; half an item is added to none and taken from
/// all, for which there is no such severity. Errors of both extremes are that of the lower one, as FAO's RM.weights has
/// it. Standard errors of items take the weights as adding up to the number of rows.
///
/// Fails with `Invalid` where weights are negative or not numbers, or there are fewer than two items or more than 32;
/// with `NotFound` where an item was answered alike by all who tell items apart, so that it has no severity.
Result<RaschScale> fit_rasch_scale(const ScaleAnswers& answers);

/// A scale put on another's measure, over the items that mean the same in both.
struct EquatedScale {
    double scale = 1, shift = 0; ///< standard = scale · own + shift
    std::vector<bool> is_common;
    double correlation = 0; ///< Of the common items' severities.
};

/// Items whose severity differs by more than `tolerance` logits from the standard's, the furthest first, are taken for
/// unique, at most `unique_max` of them; the rest fix mean and spread. Fails with `Invalid` where the numbers of items
/// differ.
Result<EquatedScale> equate(const RaschScale& scale, std::span<const double> standard, double tolerance = 0.35,
                            std::size_t unique_max = 3);

/// The share of the weight beyond a threshold of the standard's measure: each score counts by the probability that a
/// person of it lies beyond, with its error; nobody who said no to everything does.
double prevalence_beyond(const RaschScale& scale, const EquatedScale& equated, double threshold);
/// That probability by score, from 0.
std::vector<double> beyond_by_score(const RaschScale& scale, const EquatedScale& equated, double threshold);

} // namespace mahalla
