#pragma once
#include "analysis/followed_actions.h"
#include "command_line/record_question.h"

#include <string>
#include <vector>

namespace mahalla {

/// Indicators by place, group and round: what alerts, actions and responses look at.
struct IndicatorFigures {
    std::vector<std::string> indicators;
    std::string area, group, round; ///< Names of disaggregations; empty for those that are not asked for.
    std::vector<std::string> round_order;
    std::vector<PlannedTable> tables; ///< One an indicator.

    /// The rounds in their order; one without a name where there are none.
    std::vector<std::string> rounds(const std::vector<PublishedTableContent>& told) const;
    /// What may be told, by round.
    std::vector<RoundFigures> told(const std::vector<PublishedTableContent>& told) const;
    /// All aims that the tables have cells for, told or not.
    std::vector<ActionAim> aims(const std::vector<PublishedTableContent>& told) const;

private:
    std::vector<std::string> key_of(const ActionAim& aim, const std::string& round_name) const;
};

/// `by` is area and group, one or both of them may be empty; rounds are the disaggregation that the key `round` names,
/// else the one called "round" where there is one. `indicators` none: all that have thresholds.
Result<IndicatorFigures> plan_indicator_figures(const RecordQuestion& question, const std::string& area,
                                                const std::string& group);

/// The alert thresholds that the questionnaire gives, by indicator.
std::map<std::string, AlertThresholds> thresholds_of(const RecordQuestion& question);

} // namespace mahalla
