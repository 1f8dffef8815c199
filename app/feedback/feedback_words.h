#pragma once
#include "feedback/feedback_content.h"
#include "text/text_catalogue.h"

#include <optional>
#include <string>

namespace mahalla {

/// A finding in words that need no training: shares as natural frequencies ("4 in 10"), rounded to tenths, intervals
/// rounded outwards, so that what is said is never surer than what is known (Gigerenzer and Hoffrage, Psychological
/// Review 102, 1995: people reason rightly with frequencies where percentages mislead).
struct FeedbackWords {
    std::string figure;   ///< "About 4 in 10 households"; why there is none, where it is hidden.
    std::string interval; ///< "Between 3 and 5 in 10"; empty where there is none.
    std::string sureness; ///< How sure that is; empty where there is no figure.
    std::string asked;    ///< "120 households were asked."; empty where there is no figure.
    std::string change;   ///< "More than last time: then it was about 3 in 10"; empty where there is none to tell.
};

/// Of a hidden finding `figure` says why and nothing else is said.
FeedbackWords words_of(const FeedbackFinding& finding, const TextCatalogue& catalogue);

/// Of a share that may be shown: how many of ten stand for it. Nothing for other statistics and hidden findings.
std::optional<int> tenths_of(const FeedbackFinding& finding);

/// True for a unit that is a household, false for people.
bool is_of_households(const FeedbackFinding& finding);

} // namespace mahalla
