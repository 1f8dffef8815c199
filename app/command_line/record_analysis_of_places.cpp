#include "analysis/area_inequality.h"
#include "analysis/community_index.h"
#include "base/text.h"
#include "command_line/area_json.h"
#include "command_line/session_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace mahalla {

namespace {

/// Categories of the only dimension of a table, the total left out.
std::vector<std::string> places_of(const PublishedTableContent& table)
{
    std::vector<std::string> places;
    for (const PublishedCell& cell : table.cells)
        if (cell.key.front() != total_category) places.push_back(cell.key.front());
    return places;
}

/// What each session gave each dimension: counters, or points of its ranking (of m items the first gets m, the last 1).
/// Codes of a ranking stand for the dimensions that `codes` says.
struct AskedPriorities {
    std::vector<std::string> dimensions;
    std::vector<std::string> items; ///< Expressions, or codes of the ranking; one a dimension.
    std::string form, ranking, participants, where;
};

AskedPriorities asked_priorities(JsonObject& asked, const std::vector<std::string>& dimensions)
{
    AskedPriorities made;
    made.dimensions = dimensions;
    const Json* const given = asked.find("priorities");
    if (given == nullptr) {
        asked.complain("there is no object 'priorities'");
        return made;
    }
    JsonObject priorities = asked.inner(*given, "priorities");
    priorities.only({"form", "items", "ranking", "participants", "where"});
    made.form = priorities.text("form");
    made.where = priorities.text("where");
    made.ranking = priorities.text("ranking");
    made.participants = priorities.text("participants");
    const NamedExpressions items = named_expressions(priorities, "items");
    for (const std::string& dimension : dimensions) {
        const auto place = std::ranges::find(items.names, dimension);
        if (place == items.names.end()) {
            priorities.complain("'items' lacks '" + dimension + "'");
            continue;
        }
        made.items.push_back(items.expressions[static_cast<std::size_t>(place - items.names.begin())]);
    }
    return made;
}

Result<std::vector<std::vector<double>>> priorities_in(const RecordQuestion& question, const AnalysedRows& rows,
                                                       const AskedPriorities& asked)
{
    if (asked.ranking.empty()) return question.numbers(rows, asked.items);
    MAHALLA_TRY(const auto ballots, question.texts(rows, {asked.ranking}));
    std::vector<std::vector<double>> columns(asked.items.size());
    for (const std::string& ballot : ballots.front()) {
        const auto order = words(ballot);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto place = std::ranges::find(order, asked.items[i]) - order.begin();
            const auto points = static_cast<double>(static_cast<std::ptrdiff_t>(order.size()) - place);
            columns[i].push_back(order.empty() ? std::numeric_limits<double>::quiet_NaN() : points);
        }
    }
    return columns;
}

} // namespace

Result<PlannedAnalysis> plan_inequality(const RecordQuestion& question)
{
    const std::string indicator = question.asked.text("indicator"), area = question.asked.text("area");
    if (indicator.empty() || area.empty()) question.asked.complain("there is no 'indicator' and 'area'");
    PlannedAnalysis plan;
    MAHALLA_TRY(PlannedTable table, question.indicator_table(indicator, {area}));
    plan.tables.push_back(std::move(table));
    plan.answer = [](const auto& told) -> Result<Json> {
        std::vector<std::pair<double, double>> places;
        for (const std::string& place : places_of(told.front())) {
            const PublishedFigure* const figure = told_figure(told.front(), {place});
            // Every measure here rests on all areas.
            if (figure == nullptr || !figure->estimate) return Json{{"mark", name_of(MarkReason::Confidential)}};
            places.emplace_back(*figure->estimate, figure->weighted_n);
        }
        std::ranges::sort(places); // from the area that has least of it
        std::vector<double> values, sizes;
        for (const auto& [value, size] : places) {
            values.push_back(value);
            sizes.push_back(size);
        }
        MAHALLA_TRY(const AreaInequality found, area_inequality_of(values, sizes));
        return inequality_json(found);
    };
    return plan;
}

Result<PlannedAnalysis> plan_perceptions(const RecordQuestion& question)
{
    std::vector<std::string> names = question.asked.texts("indicators");
    if (names.empty())
        for (const IndicatorDefinition& indicator : question.form.definitions.indicators)
            if (indicator.statistic == Statistic::Proportion && !indicator.dimension.empty())
                names.push_back(indicator.name);
    const std::vector<std::string> by = question.asked.texts("by");
    struct Measured {
        std::string name, dimension;
        bool is_perception;
    };
    std::vector<Measured> indicators;
    PlannedAnalysis plan;
    for (const std::string& name : names) {
        auto table = question.indicator_table(name, by);
        const IndicatorDefinition* const indicator = question.indicator(name);
        // A breakdown that an indicator's unit does not have leaves it out, unless it was asked for by name.
        if (!table && (indicator == nullptr || !question.asked.texts("indicators").empty()))
            return tl::unexpected(table.error());
        if (!table) continue;
        indicators.push_back({name, indicator->dimension, indicator->perception});
        plan.tables.push_back(*std::move(table));
    }
    plan.answer = [question, indicators](const auto& told) -> Result<Json> {
        std::map<std::pair<std::vector<std::string>, std::string>, Json> made; // by cell and dimension
        for (std::size_t i = 0; i < indicators.size(); ++i)
            for (const PublishedCell& cell : told[i].cells) {
                Json& entry = made[{cell.key, indicators[i].dimension}];
                if (entry.is_null()) {
                    Json key = Json::object();
                    for (std::size_t d = 0; d < cell.key.size(); ++d)
                        if (cell.key[d] != total_category) key[told[i].dimensions[d].name] = cell.key[d];
                    entry = {{"dimension", indicators[i].dimension},
                             {"cell", key},
                             {"perceived", Json::array()},
                             {"observed", Json::array()}};
                }
                Json figure = {{"indicator", indicators[i].name}};
                if (cell.figure)
                    figure.update({{"estimate", json_of(cell.figure->estimate)},
                                   {"ci", {json_of(cell.figure->lower), json_of(cell.figure->upper)}},
                                   {"n", cell.figure->n}});
                else
                    figure["mark"] = name_of(*cell.mark);
                entry[indicators[i].is_perception ? "perceived" : "observed"].push_back(std::move(figure));
            }
        Json json = {{"perceptions", Json::array()}};
        for (auto& [key, entry] : made) json["perceptions"].push_back(std::move(entry));
        return json;
    };
    return plan;
}

Result<PlannedAnalysis> plan_community_index(const RecordQuestion& question)
{
    JsonObject& asked = question.asked;
    const NamedExpressions dimensions = named_expressions(asked, "dimensions"); // an indicator each
    const std::string area = asked.text("area");
    if (area.empty()) asked.complain("there is no 'area', the disaggregation that tells places apart");
    PlannedAnalysis plan;
    for (const std::string& indicator : dimensions.expressions) {
        MAHALLA_TRY(PlannedTable table, question.indicator_table(indicator, {area}));
        plan.tables.push_back(std::move(table));
    }
    const AskedPriorities priorities = asked_priorities(asked, dimensions.names);
    if (asked.find("priorities") == nullptr || priorities.items.size() != dimensions.names.size())
        return failure(ErrorKind::Invalid, "Each dimension needs what the sessions gave it.");
    const auto found_form = question.setting.form(priorities.form);
    if (!found_form) return failure(ErrorKind::Invalid, found_form.error().message);
    const AnalysedForm* const sessions_form = *found_form;
    // The sessions are asked as an analysis of their own questionnaire.
    const Json sessions_json = {
        {"unit", "group"}, {"participants", priorities.participants}, {"where", priorities.where}};
    std::string problem;
    JsonObject sessions_asked(sessions_json, "'priorities'", problem);
    const RecordQuestion sessions_question(sessions_asked, *sessions_form, question.setting, "priorities");
    std::vector<std::string> read = priorities.ranking.empty() ? priorities.items : std::vector{priorities.ranking};
    if (!priorities.participants.empty()) read.push_back(priorities.participants);
    MAHALLA_TRY(const auto rows, sessions_question.rows(read, {}));
    MAHALLA_TRY(const auto columns, priorities_in(sessions_question, *rows, priorities));
    MAHALLA_TRY(SessionTable sessions, SessionTable::create(sessions_question, *rows, complete_rows_of(columns)));
    plan.tables.push_back(sessions.planned());
    plan.answer = [names = dimensions.names, columns = columns,
                   sessions = std::move(sessions)](const auto& told) -> Result<Json> {
        const ToldSessions which = sessions.told(told.back());
        if (which.rows.empty()) return failure(ErrorKind::NotFound, "No session's priorities may be told.");
        MAHALLA_TRY(const CommunityWeights weights, community_weights(chosen_rows(columns, which.rows)));
        std::vector<std::string> places;
        std::vector<std::vector<MeasuredFigure>> scores;
        Json hidden = Json::array();
        for (const std::string& place : places_of(told.front())) {
            std::vector<MeasuredFigure> of_place;
            for (std::size_t i = 0; i < names.size(); ++i)
                if (const PublishedFigure* const figure = told_figure(told[i], {place}); figure && figure->estimate)
                    of_place.push_back(
                        {*figure->estimate, figure->standard_error.value_or(0), static_cast<double>(figure->n)});
            if (of_place.size() < names.size()) {
                hidden.push_back(place);
                continue;
            }
            places.push_back(place);
            scores.push_back(std::move(of_place));
        }
        if (places.empty()) return failure(ErrorKind::NotFound, "Of no place may all dimensions be told.");
        MAHALLA_TRY(const CommunityIndex found, community_index(scores, weights));
        Json json = community_index_json(names, places, weights, found);
        json["not_told"] = std::move(hidden);
        json["sessions"] = which.rows.size();
        json["hidden_sessions"] = which.hidden;
        return json;
    };
    return plan;
}

} // namespace mahalla
