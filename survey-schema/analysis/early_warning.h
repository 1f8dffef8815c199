#pragma once
#include "analysis/round_change.h"
#include "base/result.h"
#include "indicator/alert_thresholds.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

enum class AlertState { Normal, Watch, Alert, Emergency };

/// "normal", "watch", "alert", "emergency".
const char* name_of(AlertState state);

/// When an indicator of a place or group is worrying, and how surely it must be.
struct TriggerRule {
    AlertThresholds thresholds;
    /// A state is left only when the figure lies this far on the good side of the threshold that brought it about, so
    /// that noise about a threshold does not switch an alert on and off.
    double hysteresis = 0;
    /// So many rounds in a row must lie beyond before the state worsens; 1 reacts at once.
    std::size_t rounds_min = 1;
    /// Fewer rows than this change nothing: the state of the round before stays, and is said to be unsure.
    double n_min = 0;
    double level = 0.95; ///< Of the intervals that a change must exceed.
};

/// The state after a round, with what it rests on, so that whoever reads an alert can check it.
struct AlertReading {
    AlertState state = AlertState::Normal;
    bool is_unsure = false; ///< Too few rows: the state is that of the round before.
    MeasuredFigure figure;
    std::optional<double> lower, upper; ///< The figure's interval.
    FigureChange change;                ///< From the last round that had enough rows; all 0 in the first.
    /// The change lies beyond its own interval: it is worth a word. Never said of the first round.
    bool is_change = false;
    std::string reason; ///< "at or beyond alert, 2 rounds", in English, without the place.
};

/// The readings of one indicator over its rounds, the first one first; a round that has no figure is left out by the
/// caller. A state worsens to the worst that the last `rounds_min` rounds all reach, and improves to the worst that
/// this round still reaches with the hysteresis granted. Figures decide states; intervals decide what is called a
/// change.
///
/// Fails with `Invalid` where thresholds are not in order, hysteresis is negative, or a figure is no number.
Result<std::vector<AlertReading>> read_alerts(std::span<const MeasuredFigure> rounds, const TriggerRule& rule);

/// Rounds at the end in which the figure was at or beyond `threshold` without a break: what is protracted.
std::size_t rounds_beyond(std::span<const MeasuredFigure> rounds, double threshold, bool more_is_worse);

} // namespace mahalla
