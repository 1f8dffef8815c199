#include "command_line/alert_json.h"

#include "command_line/action_json.h"

#include <algorithm>

namespace mahalla {

TriggerRule trigger_rule_of(JsonObject& asked, const AlertThresholds& thresholds)
{
    TriggerRule rule;
    rule.thresholds = thresholds;
    rule.hysteresis = asked.number("hysteresis").value_or(0);
    rule.rounds_min = static_cast<std::size_t>(std::max(0.0, asked.number("rounds_min").value_or(1)));
    rule.n_min = asked.number("n_min").value_or(0);
    rule.level = asked.number("level").value_or(0.95);
    return rule;
}

Json reading_json(const std::string& round, const AlertReading& reading)
{
    return {{"round", round},
            {"state", name_of(reading.state)},
            {"is_unsure", reading.is_unsure},
            {"estimate", reading.figure.estimate},
            {"ci", {json_of(reading.lower), json_of(reading.upper)}},
            {"n", reading.figure.n},
            {"is_change", reading.is_change},
            {"change", change_json(reading.change)},
            {"reason", reading.reason}};
}

} // namespace mahalla
