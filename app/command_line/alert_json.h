#pragma once
#include "analysis/early_warning.h"
#include "command_line/analysis_kinds.h"

namespace mahalla {

/// The keys hysteresis, rounds_min, n_min and level.
TriggerRule trigger_rule_of(JsonObject& asked, const AlertThresholds& thresholds);
Json reading_json(const std::string& round, const AlertReading& reading);

} // namespace mahalla
