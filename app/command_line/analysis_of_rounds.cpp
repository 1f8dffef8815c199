#include "analysis/sample_size.h"
#include "command_line/action_json.h"
#include "command_line/alert_json.h"
#include "command_line/area_json.h"

namespace mahalla {

namespace {

MeasuredFigure figure_of(JsonObject& object)
{
    object.only({"round", "estimate", "se", "n"});
    const auto estimate = object.number("estimate");
    if (!estimate) object.complain("there is no number 'estimate'");
    return {estimate.value_or(0), object.number("se").value_or(0), object.number("n").value_or(0)};
}

MeasuredFigure figure_at(JsonObject& asked, const char* key)
{
    const Json* const found = asked.find(key);
    if (!found) {
        asked.complain(std::string("there is no '") + key + "'");
        return {};
    }
    JsonObject figure = asked.inner(*found, key);
    return figure_of(figure);
}

} // namespace

Result<Json> analyse_change(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const MeasuredFigure earlier = figure_at(asked, "earlier"), later = figure_at(asked, "later");
    return change_json(
        change_between(earlier, later, asked.number("covariance").value_or(0), asked.number("level").value_or(0.95)));
}

Result<Json> analyse_alerts(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const TriggerRule rule = trigger_rule_of(asked, thresholds_of(asked));
    std::vector<MeasuredFigure> rounds;
    std::vector<std::string> names;
    const Json* const given = asked.find("rounds");
    if (!given || !given->is_array()) asked.complain("there is no list 'rounds'");
    if (given && given->is_array())
        for (const Json& entry : *given) {
            JsonObject round = asked.inner(entry, "rounds");
            names.push_back(round.text("round"));
            rounds.push_back(figure_of(round));
        }
    MAHALLA_TRY(const std::vector<AlertReading> readings, read_alerts(rounds, rule));
    Json json = {{"rounds", Json::array()}};
    for (std::size_t i = 0; i < readings.size(); ++i) json["rounds"].push_back(reading_json(names[i], readings[i]));
    json["rounds_beyond_alert"] = rounds_beyond(rounds, rule.thresholds.alert, rule.thresholds.rises());
    return json;
}

Result<Json> analyse_actions(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    const std::vector<AgreedAction> actions = actions_of(asked);
    const auto today = date_from_text(asked.text("today"));
    if (!today) asked.complain("'today' is a day such as 2026-11-30: what is due before it is late");
    std::vector<std::string> names;
    const auto rounds = list_of<RoundFigures>(asked, "rounds", [&names](JsonObject& round) {
        round.only({"round", "figures"});
        names.push_back(round.text("round"));
        RoundFigures figures;
        list_of<int>(round, "figures", [&figures](JsonObject& figure) {
            figure.only({"indicator", "area", "group", "estimate", "se", "n"});
            const ActionAim aim{figure.text("indicator"), figure.text("area"), figure.text("group")};
            figures[aim] = {wanted_number(figure, "estimate"), figure.number("se").value_or(0),
                            figure.number("n").value_or(0)};
            return 0;
        });
        return figures;
    });
    std::map<std::string, AlertThresholds> thresholds;
    if (const Json* const given = asked.find("thresholds"); given && given->is_object())
        for (const auto& [indicator, entry] : given->items()) {
            JsonObject of = asked.inner(entry, indicator);
            of.only({"watch", "alert", "emergency"});
            thresholds[indicator] = thresholds_of(of);
        }
    MAHALLA_TRY(const FollowedPlan plan, follow_actions(actions, rounds, thresholds, today.value_or(Date()),
                                                        asked.number("level").value_or(0.95)));
    return followed_plan_json(actions, plan, names);
}

Result<Json> analyse_sample_size(const AnalysisQuestion& question)
{
    JsonObject& asked = question.asked;
    PrecisionWanted wanted;
    wanted.share = asked.number("share").value_or(wanted.share);
    wanted.margin = asked.number("margin").value_or(wanted.margin);
    wanted.level = asked.number("level").value_or(wanted.level);
    wanted.design_effect = asked.number("design_effect").value_or(wanted.design_effect);
    wanted.population = asked.number("population");
    wanted.nonresponse = asked.number("nonresponse").value_or(0);
    MAHALLA_TRY(const SampleSize size, sample_size_for(wanted));
    return Json{{"simple", size.simple}, {"needed", size.needed}, {"to_visit", size.to_visit}};
}

} // namespace mahalla
