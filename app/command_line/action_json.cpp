#include "command_line/action_json.h"

#include "command_line/area_json.h"

namespace mahalla {

namespace {

Json figure_json(const std::optional<MeasuredFigure>& figure)
{
    if (!figure) return {};
    return {{"estimate", figure->estimate}, {"se", figure->standard_error}, {"n", figure->n}};
}

/// The figure that was shown when an action was agreed, with its interval at 95 %.
std::optional<MeasuredFigure> evidence_of(JsonObject& action)
{
    constexpr double interval_half_width = 1.959963984540054; // of the normal distribution, in standard errors
    const Json* const given = action.find("evidence");
    if (given == nullptr) return std::nullopt;
    JsonObject evidence = action.inner(*given, "evidence");
    evidence.only({"value", "ci", "n"});
    MeasuredFigure figure{wanted_number(evidence, "value"), 0, evidence.number("n").value_or(0)};
    if (const Json* const interval = evidence.find("ci")) {
        const bool is_pair = interval->is_array() && interval->size() == 2 && (*interval)[0].is_number() &&
                             (*interval)[1].is_number() && (*interval)[0] <= (*interval)[1];
        if (!is_pair) evidence.complain("'ci' is a list of two numbers, the smaller one first");
        if (is_pair)
            figure.standard_error =
                ((*interval)[1].get<double>() - (*interval)[0].get<double>()) / (2 * interval_half_width);
    }
    return figure;
}

} // namespace

std::vector<AgreedAction> actions_of(JsonObject& asked)
{
    return list_of<AgreedAction>(asked, "actions", [](JsonObject& one) {
        one.only({"id", "indicator", "area", "group", "dimension", "owner", "path", "status", "due", "evidence"});
        AgreedAction action;
        action.id = one.text("id");
        if (action.id.empty()) one.complain("there is no 'id'");
        action.aim = {one.text("indicator"), one.text("area"), one.text("group")};
        action.dimension = one.text("dimension");
        action.owner = one.text("owner");
        action.path = response_path_of(one, "path");
        if (const std::string word = one.text("status"); !word.empty()) {
            const auto status = action_status_of(word);
            if (!status) one.complain("'status' is planned, begun, done or dropped");
            action.status = status.value_or(ActionStatus::Planned);
        }
        if (const std::string word = one.text("due"); !word.empty()) {
            action.due = date_from_text(word);
            if (!action.due) one.complain("'due' is a day such as 2026-11-30");
        }
        action.evidence = evidence_of(one);
        return action;
    });
}

AlertThresholds thresholds_of(JsonObject& object)
{
    const AlertThresholds thresholds{wanted_number(object, "watch"), wanted_number(object, "alert"),
                                     wanted_number(object, "emergency")};
    const bool rises = thresholds.watch < thresholds.alert && thresholds.alert < thresholds.emergency;
    const bool falls = thresholds.watch > thresholds.alert && thresholds.alert > thresholds.emergency;
    if (!rises && !falls) object.complain("thresholds go from watch over alert to emergency in one direction");
    return thresholds;
}

Json followed_plan_json(std::span<const AgreedAction> actions, const FollowedPlan& plan,
                        const std::vector<std::string>& rounds)
{
    Json json = {{"actions", Json::array()}};
    for (std::size_t i = 0; i < actions.size(); ++i) {
        const AgreedAction& agreed = actions[i];
        const FollowedAction& followed = plan.actions[i];
        Json figures = Json::array();
        for (std::size_t round = 0; round < followed.rounds.size(); ++round)
            figures.push_back({{"round", rounds[round]}, {"figure", figure_json(followed.rounds[round])}});
        json["actions"].push_back({{"id", agreed.id},
                                   {"indicator", agreed.aim.indicator},
                                   {"area", agreed.aim.area},
                                   {"group", agreed.aim.group},
                                   {"dimension", agreed.dimension},
                                   {"owner", agreed.owner},
                                   {"path", agreed.path == ResponsePath::Protection ? "protection" : "empowerment"},
                                   {"status", name_of(agreed.status)},
                                   {"timing", name_of(followed.timing)},
                                   {"baseline", figure_json(followed.baseline)},
                                   {"latest", figure_json(followed.latest)},
                                   {"change", followed.latest ? change_json(followed.change) : Json()},
                                   {"course", name_of(followed.course)},
                                   {"rounds", figures}});
    }
    Json gaps = {{"shortfalls", Json::array()},
                 {"without_evidence", plan.gaps.without_evidence},
                 {"protection_only", plan.gaps.protection_only},
                 {"empowerment_only", plan.gaps.empowerment_only}};
    for (const auto& [aim, figure] : plan.gaps.shortfalls)
        gaps["shortfalls"].push_back(
            {{"indicator", aim.indicator}, {"area", aim.area}, {"group", aim.group}, {"figure", figure_json(figure)}});
    json["gaps"] = std::move(gaps);
    return json;
}

Json change_json(const FigureChange& change)
{
    return {{"difference", change.difference},
            {"se", json_of(change.standard_error)},
            {"ci", {json_of(change.lower), json_of(change.upper)}},
            {"z", json_of(change.z)},
            {"p", json_of(change.p)}};
}

} // namespace mahalla
