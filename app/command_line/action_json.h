#pragma once
#include "analysis/followed_actions.h"
#include "command_line/analysis_kinds.h"

namespace mahalla {

/// The list `actions`: what was agreed, as docs/formats/analyses.md lays it out.
std::vector<AgreedAction> actions_of(JsonObject& asked);
/// watch, alert and emergency of an object; complains where one is lacking or they are not in order.
AlertThresholds thresholds_of(JsonObject& object);

/// `rounds` are their names.
Json followed_plan_json(std::span<const AgreedAction> actions, const FollowedPlan& plan,
                        const std::vector<std::string>& rounds);
Json change_json(const FigureChange& change);

} // namespace mahalla
