#include "analysis/followed_actions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace mahalla {

namespace {

constexpr std::array statuses{std::pair{ActionStatus::Planned, "planned"}, std::pair{ActionStatus::Begun, "begun"},
                              std::pair{ActionStatus::Done, "done"}, std::pair{ActionStatus::Dropped, "dropped"}};

ActionTiming timing_of(const AgreedAction& action, const Date& today)
{
    if (action.status == ActionStatus::Done) return ActionTiming::Done;
    if (action.status == ActionStatus::Dropped) return ActionTiming::Dropped;
    if (!action.due) return ActionTiming::Undated;
    return *action.due < today ? ActionTiming::Late : ActionTiming::OnTime;
}

const AlertThresholds* thresholds_of(const std::map<std::string, AlertThresholds>& thresholds,
                                     const std::string& indicator)
{
    const auto found = thresholds.find(indicator);
    return found == thresholds.end() ? nullptr : &found->second;
}

ActionCourse course_of(const FigureChange& change, const AlertThresholds* thresholds)
{
    if (!change.lower || (*change.lower <= 0 && *change.upper >= 0)) return ActionCourse::NoChange;
    if (thresholds == nullptr) return ActionCourse::Changed;
    return (change.difference > 0) == thresholds->rises() ? ActionCourse::Worse : ActionCourse::Better;
}

FollowedAction followed(const AgreedAction& action, std::span<const RoundFigures> rounds,
                        const AlertThresholds* thresholds, const Date& today, double level)
{
    FollowedAction made;
    made.id = action.id;
    made.timing = timing_of(action, today);
    made.baseline = action.evidence;
    for (const RoundFigures& round : rounds) {
        const auto figure = round.find(action.aim);
        auto& told = made.rounds.emplace_back();
        if (figure == round.end() || action.aim.indicator.empty()) continue;
        told = figure->second;
        // The first round is the baseline where nobody wrote down what was shown.
        (made.baseline ? made.latest : made.baseline) = told;
    }
    made.has_evidence = made.baseline.has_value();
    if (made.baseline && made.latest) {
        made.change = change_between(*made.baseline, *made.latest, 0, level);
        made.course = course_of(made.change, thresholds);
    }
    return made;
}

/// How far a figure lies beyond the alert threshold, in widths from watch to emergency; nothing where it does not.
std::optional<double> beyond_alert(double figure, const AlertThresholds& thresholds)
{
    const double width = thresholds.emergency - thresholds.watch;
    const double beyond = (figure - thresholds.alert) / width;
    return beyond >= 0 ? std::optional(beyond) : std::nullopt;
}

void find_shortfalls(ActionGaps& gaps, std::span<const AgreedAction> actions, const RoundFigures& latest,
                     const std::map<std::string, AlertThresholds>& thresholds)
{
    for (const auto& [aim, figure] : latest) {
        const AlertThresholds* const of = thresholds_of(thresholds, aim.indicator);
        const bool is_answered = std::ranges::any_of(actions, [&](const AgreedAction& action) {
            return action.status != ActionStatus::Dropped && action.aim == aim;
        });
        if (of != nullptr && !is_answered && beyond_alert(figure.estimate, *of))
            gaps.shortfalls.emplace_back(aim, figure);
    }
    std::ranges::stable_sort(gaps.shortfalls, std::greater(), [&](const auto& shortfall) {
        return *beyond_alert(shortfall.second.estimate, *thresholds_of(thresholds, shortfall.first.indicator));
    });
}

void find_one_sided(ActionGaps& gaps, std::span<const AgreedAction> actions)
{
    std::map<std::string, std::set<ResponsePath>> paths;
    for (const AgreedAction& action : actions)
        if (action.status != ActionStatus::Dropped && !action.dimension.empty())
            paths[action.dimension].insert(action.path);
    for (const auto& [dimension, taken] : paths) {
        if (taken.size() > 1) continue;
        (*taken.begin() == ResponsePath::Protection ? gaps.protection_only : gaps.empowerment_only)
            .push_back(dimension);
    }
}

} // namespace

const char* name_of(ActionStatus status)
{
    for (const auto& [known, name] : statuses)
        if (known == status) return name;
    return "";
}

std::optional<ActionStatus> action_status_of(std::string_view word)
{
    for (const auto& [known, name] : statuses)
        if (word == name) return known;
    return std::nullopt;
}

const char* name_of(ActionTiming timing)
{
    switch (timing) {
    case ActionTiming::OnTime:
        return "on_time";
    case ActionTiming::Late:
        return "late";
    case ActionTiming::Done:
        return "done";
    case ActionTiming::Dropped:
        return "dropped";
    case ActionTiming::Undated:
        return "undated";
    }
    return "";
}

const char* name_of(ActionCourse course)
{
    switch (course) {
    case ActionCourse::Unmeasured:
        return "unmeasured";
    case ActionCourse::NoChange:
        return "no_change";
    case ActionCourse::Better:
        return "better";
    case ActionCourse::Worse:
        return "worse";
    case ActionCourse::Changed:
        return "changed";
    }
    return "";
}

Result<FollowedPlan> follow_actions(std::span<const AgreedAction> actions, std::span<const RoundFigures> rounds,
                                    const std::map<std::string, AlertThresholds>& thresholds, const Date& today,
                                    double level)
{
    if (!(level > 0 && level < 1)) return failure(ErrorKind::Invalid, "The level of intervals lies between 0 and 1.");
    FollowedPlan plan;
    std::set<std::string> ids;
    for (const AgreedAction& action : actions) {
        if (!ids.insert(action.id).second) return failure(ErrorKind::Invalid, "Two actions have one id.");
        plan.actions.push_back(followed(action, rounds, thresholds_of(thresholds, action.aim.indicator), today, level));
        if (!plan.actions.back().has_evidence && action.status != ActionStatus::Dropped)
            plan.gaps.without_evidence.push_back(action.id);
    }
    if (!rounds.empty()) find_shortfalls(plan.gaps, actions, rounds.back(), thresholds);
    find_one_sided(plan.gaps, actions);
    return plan;
}

} // namespace mahalla
