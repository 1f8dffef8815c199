#pragma once
#include "analysis/response_gaps.h"
#include "analysis/round_change.h"
#include "base/date.h"
#include "indicator/alert_thresholds.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

enum class ActionStatus { Planned, Begun, Done, Dropped };

/// "planned", "begun", "done", "dropped".
const char* name_of(ActionStatus status);
std::optional<ActionStatus> action_status_of(std::string_view word);

/// What an action is meant to change: an indicator in a place and group. An empty place or group is all of them.
struct ActionAim {
    std::string indicator;
    std::string area, group;

    auto operator<=>(const ActionAim&) const = default;
};

/// What a community agreed on, tied to the figure that made it necessary.
struct AgreedAction {
    std::string id;
    ActionAim aim; ///< Without an indicator where nobody said what it should change.
    std::string dimension;
    std::string owner;
    ResponsePath path = ResponsePath::Protection;
    ActionStatus status = ActionStatus::Planned;
    std::optional<Date> due;
    /// The figure that was shown when it was agreed; none: that of the first round.
    std::optional<MeasuredFigure> evidence;
};

/// The figures of one round that may be told, by what they measure.
using RoundFigures = std::map<ActionAim, MeasuredFigure>;

enum class ActionTiming { OnTime, Late, Done, Dropped, Undated };

/// "on_time", "late", "done", "dropped", "undated".
const char* name_of(ActionTiming timing);

enum class ActionCourse {
    Unmeasured, ///< Fewer than two figures.
    NoChange,   ///< Not beyond the change's own interval: nothing can be said.
    Better,
    Worse,
    Changed, ///< Beyond its interval, of an indicator of which nobody said which way is better.
};

/// "unmeasured", "no_change", "better", "worse", "changed".
const char* name_of(ActionCourse course);

/// One action beside the figure of its indicator.
struct FollowedAction {
    std::string id;
    ActionTiming timing = ActionTiming::Undated;
    bool has_evidence = false; ///< A figure was shown when it was agreed, or its indicator was measured there.
    std::optional<MeasuredFigure> baseline, latest;
    FigureChange change; ///< From the baseline to the latest; all 0 where there is none.
    ActionCourse course = ActionCourse::Unmeasured;
    /// By round, the first first; nothing for a round whose figure is not there or may not be told.
    std::vector<std::optional<MeasuredFigure>> rounds;
};

/// What of an assessment no action answers, and what actions rest on nothing.
struct ActionGaps {
    /// Beyond the alert threshold in the last round, the furthest first, without an action that is not dropped.
    std::vector<std::pair<ActionAim, MeasuredFigure>> shortfalls;
    std::vector<std::string> without_evidence; ///< Ids of actions that are not dropped.
    /// Dimensions whose actions are all of one way: security needs both (A/66/763, paragraph 30).
    std::vector<std::string> protection_only, empowerment_only;
};

/// Of one plan and its rounds, the first first.
struct FollowedPlan {
    std::vector<FollowedAction> actions;
    ActionGaps gaps;
};

/// `thresholds` by indicator say which way is better and from where on a figure calls for an action; an indicator
/// without them is followed and is no shortfall. `level` is of the intervals.
///
/// A shortfall is answered by an action for just its place and group: one for everybody may pass a group by. Fails with
/// `Invalid` for two actions of one id.
Result<FollowedPlan> follow_actions(std::span<const AgreedAction> actions, std::span<const RoundFigures> rounds,
                                    const std::map<std::string, AlertThresholds>& thresholds, const Date& today,
                                    double level = 0.95);

} // namespace mahalla
