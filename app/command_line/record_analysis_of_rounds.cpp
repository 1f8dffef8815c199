#include "command_line/action_json.h"
#include "command_line/alert_json.h"
#include "command_line/area_json.h"
#include "command_line/record_figures.h"

#include <algorithm>

namespace mahalla {

namespace {

/// The cell of an aim as the questionnaire's disaggregations name it.
Json cell_json(const IndicatorFigures& figures, const ActionAim& aim)
{
    Json cell = Json::object();
    if (!aim.area.empty()) cell[figures.area] = aim.area;
    if (!aim.group.empty()) cell[figures.group] = aim.group;
    return cell;
}

/// The states of one indicator in one place and group: a round that may not be told says so, and the state before it
/// goes on in the next.
Result<Json> series_json(const ActionAim& aim, const std::vector<RoundFigures>& told,
                         const std::vector<std::string>& names, const TriggerRule& rule)
{
    std::vector<MeasuredFigure> rounds;
    for (const RoundFigures& round : told)
        if (const auto figure = round.find(aim); figure != round.end()) rounds.push_back(figure->second);
    MAHALLA_TRY(const std::vector<AlertReading> readings, read_alerts(rounds, rule));
    Json json = Json::array();
    std::size_t next = 0;
    for (std::size_t i = 0; i < told.size(); ++i)
        json.push_back(told[i].contains(aim) ? reading_json(names[i], readings[next++])
                                             : Json{{"round", names[i]}, {"state", "not_told"}});
    return json;
}

} // namespace

Result<PlannedAnalysis> plan_alerts(const RecordQuestion& question)
{
    JsonObject& asked = question.asked;
    const std::vector<std::string> by = asked.texts("by");
    if (by.size() > 2) asked.complain("'by' is at most a place and a group");
    MAHALLA_TRY(IndicatorFigures figures,
                plan_indicator_figures(question, by.empty() ? "" : by[0], by.size() < 2 ? "" : by[1]));
    if (figures.round.empty())
        return failure(ErrorKind::Invalid, "Alerts are read over rounds: define a disaggregation called 'round', or "
                                           "name the one that tells rounds apart as 'round'.");
    std::map<std::string, AlertThresholds> thresholds = thresholds_of(question);
    const bool are_given = asked.find("watch") || asked.find("alert") || asked.find("emergency");
    std::map<std::string, TriggerRule> rules;
    for (const std::string& indicator : figures.indicators) {
        if (are_given) thresholds[indicator] = thresholds_of(asked);
        if (!thresholds.contains(indicator))
            return failure(ErrorKind::Invalid, "The questionnaire gives no alert thresholds for '" + indicator +
                                                   "': write them into its column alert, or as watch, alert and "
                                                   "emergency.");
        rules.emplace(indicator, trigger_rule_of(asked, thresholds[indicator]));
    }
    PlannedAnalysis plan;
    plan.tables = figures.tables;
    plan.answer = [figures = std::move(figures), rules](const auto& told) -> Result<Json> {
        const std::vector<std::string> names = figures.rounds(told);
        const std::vector<RoundFigures> rounds = figures.told(told);
        Json json = {{"series", Json::array()}};
        for (const ActionAim& aim : figures.aims(told)) {
            MAHALLA_TRY(Json series, series_json(aim, rounds, names, rules.at(aim.indicator)));
            json["series"].push_back(
                {{"indicator", aim.indicator}, {"cell", cell_json(figures, aim)}, {"rounds", std::move(series)}});
        }
        return json;
    };
    return plan;
}

Result<PlannedAnalysis> plan_actions(const RecordQuestion& question)
{
    JsonObject& asked = question.asked;
    std::vector<AgreedAction> actions = actions_of(asked);
    const double level = asked.number("level").value_or(0.95);
    // The indicators that actions name are followed, and those with thresholds for what nobody took up.
    MAHALLA_TRY(IndicatorFigures figures, plan_indicator_figures(question, asked.text("area"), asked.text("group")));
    std::vector<std::string> by;
    for (const std::string* name : {&figures.area, &figures.group, &figures.round})
        if (!name->empty()) by.push_back(*name);
    for (AgreedAction& action : actions) {
        const IndicatorDefinition* const indicator = question.indicator(action.aim.indicator);
        if (indicator == nullptr) continue; // it is told as one without evidence
        if (action.dimension.empty()) action.dimension = indicator->dimension;
        if (std::ranges::find(figures.indicators, action.aim.indicator) != figures.indicators.end()) continue;
        MAHALLA_TRY(PlannedTable table, question.indicator_table(action.aim.indicator, by));
        figures.indicators.push_back(action.aim.indicator);
        figures.tables.push_back(std::move(table));
    }
    PlannedAnalysis plan;
    plan.tables = figures.tables;
    plan.answer = [figures = std::move(figures), actions = std::move(actions), thresholds = thresholds_of(question),
                   today = question.setting.today, level](const auto& told) -> Result<Json> {
        MAHALLA_TRY(const FollowedPlan followed, follow_actions(actions, figures.told(told), thresholds, today, level));
        return followed_plan_json(actions, followed, figures.rounds(told));
    };
    return plan;
}

Result<PlannedAnalysis> plan_response(const RecordQuestion& question)
{
    JsonObject& asked = question.asked;
    const ResponseRule rule = response_rule_of(asked);
    const std::vector<Programme> programmes = programmes_of(asked);
    MAHALLA_TRY(IndicatorFigures figures, plan_indicator_figures(question, asked.text("area"), asked.text("group")));
    std::map<std::string, std::string> dimensions;
    for (const std::string& name : figures.indicators) {
        const IndicatorDefinition* const indicator = question.indicator(name);
        if (indicator->statistic != Statistic::Proportion)
            return failure(ErrorKind::Invalid, "'" + name + "' is no share of people in need.");
        dimensions[name] = indicator->dimension;
    }
    PlannedAnalysis plan;
    plan.tables = figures.tables;
    plan.answer = [figures = std::move(figures), programmes, rule, dimensions](const auto& told) -> Result<Json> {
        const std::vector<RoundFigures> rounds = figures.told(told);
        std::vector<MeasuredNeed> needs;
        if (!rounds.empty())
            for (const auto& [aim, figure] : rounds.back())
                needs.push_back(
                    {aim.indicator, dimensions.at(aim.indicator), aim.area, aim.group, figure.estimate, figure.n, {}});
        return response_json(response_gaps(needs, programmes, rule));
    };
    return plan;
}

} // namespace mahalla
