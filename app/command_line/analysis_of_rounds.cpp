#include "analysis/early_warning.h"
#include "analysis/sample_size.h"
#include "command_line/analysis_kinds.h"

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

Json change_json(const FigureChange& change)
{
    return {{"difference", change.difference},
            {"se", json_of(change.standard_error)},
            {"ci", {json_of(change.lower), json_of(change.upper)}},
            {"z", json_of(change.z)},
            {"p", json_of(change.p)}};
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
    TriggerRule rule;
    for (const auto& [key, threshold] : {std::pair{"watch", &rule.thresholds.watch},
                                         {"alert", &rule.thresholds.alert},
                                         {"emergency", &rule.thresholds.emergency}}) {
        const auto number = asked.number(key);
        if (!number) asked.complain(std::string("there is no threshold '") + key + "'");
        *threshold = number.value_or(0);
    }
    rule.hysteresis = asked.number("hysteresis").value_or(0);
    rule.rounds_min = static_cast<std::size_t>(std::max(0.0, asked.number("rounds_min").value_or(1)));
    rule.n_min = asked.number("n_min").value_or(0);
    rule.level = asked.number("level").value_or(0.95);
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
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const AlertReading& reading = readings[i];
        json["rounds"].push_back({{"round", names[i]},
                                  {"state", name_of(reading.state)},
                                  {"is_unsure", reading.is_unsure},
                                  {"estimate", reading.figure.estimate},
                                  {"ci", {json_of(reading.lower), json_of(reading.upper)}},
                                  {"n", reading.figure.n},
                                  {"is_change", reading.is_change},
                                  {"change", change_json(reading.change)},
                                  {"reason", reading.reason}});
    }
    json["rounds_beyond_alert"] = rounds_beyond(rounds, rule.thresholds.alert, rule.thresholds.rises());
    return json;
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
