#include "analysis/early_warning.h"
#include "indicator/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr AlertState states[] = {AlertState::Watch, AlertState::Alert, AlertState::Emergency};

/// Figures and thresholds turned so that more is always worse.
class TurnedRule {
public:
    explicit TurnedRule(const TriggerRule& rule) : rule_(rule), sign_(rule.thresholds.rises() ? 1 : -1) {}

    double turned(double value) const { return sign_ * value; }
    double threshold(AlertState state) const
    {
        switch (state) {
        case AlertState::Watch:
            return sign_ * rule_.thresholds.watch;
        case AlertState::Alert:
            return sign_ * rule_.thresholds.alert;
        case AlertState::Emergency:
            return sign_ * rule_.thresholds.emergency;
        case AlertState::Normal:
            break;
        }
        return -std::numeric_limits<double>::infinity();
    }
    /// The worst state whose threshold the figure reaches.
    AlertState reached(double value) const
    {
        AlertState state = AlertState::Normal;
        for (const AlertState one : states)
            if (turned(value) >= threshold(one)) state = one;
        return state;
    }
    /// The worst state that a figure keeps up, hysteresis granted.
    AlertState kept(double value) const
    {
        AlertState state = AlertState::Normal;
        for (const AlertState one : states)
            if (turned(value) >= threshold(one) - rule_.hysteresis) state = one;
        return state;
    }

private:
    const TriggerRule& rule_;
    double sign_;
};

Result<void> check(const TriggerRule& rule)
{
    const TurnedRule turned(rule);
    const bool in_order = turned.threshold(AlertState::Watch) < turned.threshold(AlertState::Alert) &&
                          turned.threshold(AlertState::Alert) < turned.threshold(AlertState::Emergency);
    if (!in_order || !(rule.hysteresis >= 0) || rule.rounds_min == 0 || !(rule.level > 0 && rule.level < 1))
        return failure(ErrorKind::Invalid,
                       "Thresholds must go from watch over alert to emergency towards what is worse, "
                       "hysteresis from 0, and at least one round.");
    return {};
}

} // namespace

const char* name_of(AlertState state)
{
    switch (state) {
    case AlertState::Normal:
        return "normal";
    case AlertState::Watch:
        return "watch";
    case AlertState::Alert:
        return "alert";
    case AlertState::Emergency:
        return "emergency";
    }
    return "";
}

Result<std::vector<AlertReading>> read_alerts(std::span<const MeasuredFigure> rounds, const TriggerRule& rule)
{
    if (auto checked = check(rule); !checked) return tl::unexpected(checked.error());
    const TurnedRule turned(rule);
    const double width = normal_quantile((1 + rule.level) / 2);
    std::vector<AlertReading> readings;
    AlertState state = AlertState::Normal;
    const MeasuredFigure* before = nullptr;
    std::vector<double> since; // figures of the last rounds that had enough rows
    for (const MeasuredFigure& round : rounds) {
        if (!std::isfinite(round.estimate) || !(round.standard_error >= 0))
            return failure(ErrorKind::Invalid, "A round needs a figure and a standard error from 0.");
        AlertReading reading;
        reading.figure = round;
        if (round.standard_error > 0) {
            reading.lower = round.estimate - width * round.standard_error;
            reading.upper = round.estimate + width * round.standard_error;
        }
        if (round.n < rule.n_min) {
            reading.state = state;
            reading.is_unsure = true;
            reading.reason = "too few answers: as in the round before";
            readings.push_back(std::move(reading));
            continue;
        }
        if (before != nullptr) {
            reading.change = change_between(*before, round, 0, rule.level);
            reading.is_change = reading.change.lower && (*reading.change.lower > 0 || *reading.change.upper < 0);
        }
        since.push_back(round.estimate);
        // The worst state that the last rounds_min rounds all reach.
        AlertState worsened = since.size() < rule.rounds_min ? AlertState::Normal : AlertState::Emergency;
        for (std::size_t back = 0; back < std::min(rule.rounds_min, since.size()); ++back)
            worsened = std::min(worsened, turned.reached(since[since.size() - 1 - back]));
        state = std::max(worsened, std::min(state, turned.kept(round.estimate)));
        reading.state = state;
        const AlertState now = turned.reached(round.estimate);
        if (now < state)
            reading.reason = std::string("kept at ") + name_of(state) + ": not far enough below its threshold";
        else if (now > state)
            reading.reason = std::string("at or beyond ") + name_of(now) + ", not for enough rounds yet";
        else if (state != AlertState::Normal)
            reading.reason = std::string("at or beyond ") + name_of(state);
        before = &round;
        readings.push_back(std::move(reading));
    }
    return readings;
}

std::size_t rounds_beyond(std::span<const MeasuredFigure> rounds, double threshold, bool more_is_worse)
{
    std::size_t count = 0;
    for (std::size_t i = rounds.size(); i-- > 0; ++count)
        if (more_is_worse ? rounds[i].estimate < threshold : rounds[i].estimate > threshold) break;
    return count;
}

} // namespace mahalla
