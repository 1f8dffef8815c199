#pragma once
#include "base/result.h"
#include "disclosure/published_release.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// One thing a neighbourhood is told.
struct FeedbackFinding {
    std::string label; ///< What was asked, in the words of the questionnaire.
    std::string unit;  ///< "household", or the name of a repeat: people.
    Statistic statistic = Statistic::Proportion;
    Basis basis = Basis::OfThoseInterviewed;
    PublishedCell cell;
    /// Of the round before, where the change from it exceeds its own confidence interval; else there is none to tell.
    std::optional<PublishedFigure> earlier;
};

/// What stands on a feedback sheet, whatever it looks like.
struct FeedbackContent {
    std::string area;  ///< In words.
    std::string round; ///< In words; empty where there is only one.
    std::vector<FeedbackFinding> findings;
    /// What was asked too and cannot be shown, not even as hidden, in the words of the questionnaire: tables that the
    /// release lacks. `feedback_of` knows of none.
    std::vector<std::string> not_shown;
};

/// Whose sheet it is.
struct FeedbackQuestion {
    std::string area_dimension;   ///< Name of the breakdown that has the area.
    std::string area;             ///< Its code.
    std::string rounds_dimension; ///< Empty where there are no rounds.
    std::string round;            ///< Its code; empty: the last one.
};

/// What the release says of one area: a finding for each table that is broken down by area (and by round, where there
/// are rounds) and nothing else, in the order of the tables. Only what `protect` let through can be in it.
///
/// The change from the round before is tested as that of samples drawn apart (analysis/round_change.h): where the same
/// households answered twice, it finds less than there is, never more. Fails with `NotFound` where no table has the
/// area or the round; the message names those there are.
Result<FeedbackContent> feedback_of(const PublishedRelease& release, const FeedbackQuestion& question);

/// The same of tables that were made safe elsewhere.
Result<FeedbackContent> feedback_of(std::span<const PublishedTableContent> tables, const FeedbackQuestion& question);

} // namespace mahalla
