#pragma once
#include "analysis/computed_estimates.h"
#include "analysis/rasch_scale.h"

#include <array>
#include <string_view>

namespace mahalla {

/// The Food Insecurity Experience Scale: eight yes/no items, in the order of their names below.
inline constexpr std::array<std::string_view, 8> fies_items = {"WORRIED", "HEALTHY", "FEWFOOD", "SKIPPED",
                                                               "ATELESS", "RUNOUT",  "HUNGRY",  "WHLDAY"};
/// FAO's global standard of 2014 to 2016 (Cafiero, Viviani and Nord 2018; RM.weights 2.0), in logits.
inline constexpr std::array<double, 8> fies_global_standard = {-1.2230564, -0.8471210, -1.1056616, 0.3509848,
                                                               -0.3117999, 0.5065051,  0.7546138,  1.8755353};

/// The items whose severities on that standard are the thresholds: ATELESS and WHLDAY.
inline constexpr std::size_t fies_moderate_item = 4, fies_severe_item = 7;

/// SDG 2.1.2: the share of the weight in moderate or severe, and in severe food insecurity, comparable between
/// countries.
struct FiesPrevalence {
    double moderate_or_severe = 0;
    double severe = 0;
    RaschScale scale;
    EquatedScale equated;
};

/// Raw scores are never cut off: the
/// same score means another severity from one language to the next. Fails as `fit_rasch_scale` does.
Result<FiesPrevalence> fies_prevalence(const ScaleAnswers& answers);

/// Adds "moderate_or_severe" and "severe" to `estimates`, whose rows are those of `answers`: the mean of each row's
/// probability by its score. The standard error is that of sampling; the scale is taken as known, as FAO's reports do
/// (its own error is small beside it once a few hundred people answered).
void add_fies_estimates(const ScaleAnswers& answers, const FiesPrevalence& found, ComputedEstimates& estimates);

} // namespace mahalla
