#include "analysis/co_occurrence.h"
#include "analysis/counting_index.h"
#include "analysis/fies.h"
#include "analysis/perception_gap.h"
#include "command_line/analysis_kinds.h"

#include <cmath>

namespace mahalla {

namespace {

/// Columns of yes (other than 0) and no, turned into rows.
std::vector<std::int8_t> yes_or_no(const std::vector<std::vector<double>>& columns)
{
    std::vector<std::int8_t> answers;
    const std::size_t rows = columns.empty() ? 0 : columns.front().size();
    for (std::size_t row = 0; row < rows; ++row)
        for (const std::vector<double>& column : columns)
            answers.push_back(std::isnan(column[row]) ? std::int8_t{-1}
                              : column[row] != 0      ? std::int8_t{1}
                                                      : std::int8_t{0});
    return answers;
}

Result<ScaleAnswers> scale_answers(const AnalysisQuestion& question, const NamedExpressions& items)
{
    MAHALLA_TRY(const auto columns, question.numbers(items.expressions));
    MAHALLA_TRY(std::vector<double> weights, question.weights());
    return ScaleAnswers{items.names.size(), yes_or_no(columns), std::move(weights)};
}

Json scale_json(const RaschScale& scale, const std::vector<std::string>& names)
{
    Json json = {{"items", Json::array()}, {"scores", Json::array()}};
    for (std::size_t i = 0; i < scale.items.size(); ++i) {
        const RaschItem& item = scale.items[i];
        json["items"].push_back({{"name", names[i]},
                                 {"severity", item.severity},
                                 {"se", item.standard_error},
                                 {"infit", item.infit},
                                 {"outfit", item.outfit}});
    }
    for (std::size_t score = 0; score < scale.scores.size(); ++score) {
        const RaschScore& of = scale.scores[score];
        json["scores"].push_back({{"score", score},
                                  {"severity", of.severity},
                                  {"se", of.standard_error},
                                  {"weight", of.weight},
                                  {"n", of.rows}});
    }
    json["reliability"] = json_of(scale.reliability);
    json["missing"] = scale.incomplete;
    return json;
}

} // namespace

Result<Json> analyse_co_occurrence(const AnalysisQuestion& question)
{
    const NamedExpressions named = named_expressions(question.asked, "insecurities");
    MAHALLA_TRY(const auto columns, question.numbers(named.expressions));
    MAHALLA_TRY(std::vector<double> weights, question.weights());
    MAHALLA_TRY(const CoOccurrence found,
                co_occurrence_of({named.names.size(), yes_or_no(columns), std::move(weights)}));
    Json json = {{"marginal", Json::object()}, {"pairs", Json::array()}, {"share_by_count", found.share_by_count}};
    for (std::size_t i = 0; i < named.names.size(); ++i) json["marginal"][named.names[i]] = found.marginal[i];
    for (const PairOfInsecurities& pair : found.pairs)
        json["pairs"].push_back({{"one", named.names[pair.one]},
                                 {"other", named.names[pair.other]},
                                 {"joint", pair.joint},
                                 {"lift", json_of(pair.lift)},
                                 {"jaccard", pair.jaccard},
                                 {"other_given_one", json_of(pair.other_given_one)},
                                 {"phi", json_of(pair.phi)}});
    json["combinations"] = Json::array();
    for (const auto& [combination, there] : found.combinations) {
        Json together = Json::array();
        for (std::size_t i = 0; i < named.names.size(); ++i)
            if ((combination >> i & 1U) != 0) together.push_back(named.names[i]);
        json["combinations"].push_back({{"insecurities", together}, {"weighted_n", there.weight}, {"n", there.rows}});
    }
    json["n"] = found.rows;
    json["missing"] = found.incomplete;
    return json;
}

Result<Json> analyse_counting_index(const AnalysisQuestion& question)
{
    const NamedExpressions named = named_expressions(question.asked, "deprivations");
    const auto weights = question.asked.numbers_by_key("weights");
    Deprivations deprivations{named.names.size(), {}, {}, {}};
    for (const std::string& name : named.names) {
        const auto weight = weights.find(name);
        if (!weights.empty() && weight == weights.end()) question.asked.complain("'weights' lacks '" + name + "'");
        deprivations.weights.push_back(weight == weights.end() ? 1 : weight->second);
    }
    const auto cutoff = question.asked.number("cutoff");
    if (!cutoff) question.asked.complain("there is no 'cutoff', a share of the weights");
    MAHALLA_TRY(const auto columns, question.numbers(named.expressions));
    MAHALLA_TRY(deprivations.units, question.weights());
    for (std::size_t row = 0; row < deprivations.units.size(); ++row)
        for (const auto& column : columns)
            deprivations.deprived.push_back(std::isnan(column[row]) ? column[row] : column[row] != 0 ? 1 : 0);
    MAHALLA_TRY(const CountingIndex found, counting_index(deprivations, cutoff.value_or(1)));
    Json json = {{"headcount", found.headcount},
                 {"intensity", found.intensity},
                 {"adjusted_headcount", found.adjusted_headcount},
                 {"deprivations", Json::array()},
                 {"n", found.rows},
                 {"missing", found.incomplete}};
    for (std::size_t i = 0; i < named.names.size(); ++i)
        json["deprivations"].push_back(
            {{"name", named.names[i]},
             {"uncensored", found.uncensored[i]},
             {"censored", found.censored[i]},
             {"contribution", found.contribution.empty() ? Json() : Json(found.contribution[i])}});
    return json;
}

Result<Json> analyse_perception_gap(const AnalysisQuestion& question)
{
    MAHALLA_TRY(auto columns, question.numbers({question.asked.text("perceived"), question.asked.text("observed")}));
    MAHALLA_TRY(const std::vector<double> weights, question.weights());
    for (auto& column : columns)
        for (double& value : column)
            if (!std::isnan(value)) value = value != 0 ? 1 : 0;
    MAHALLA_TRY(const PerceptionGap found, perception_gap_of(columns[0], columns[1], weights));
    return Json{{"perceived", found.perceived},
                {"observed", found.observed},
                {"gap", found.gap},
                {"felt_and_met", found.felt_and_met},
                {"felt_not_met", found.felt_not_met},
                {"met_not_felt", found.met_not_felt},
                {"neither", found.neither},
                {"n", found.rows},
                {"missing", found.incomplete}};
}

Result<Json> analyse_rasch(const AnalysisQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    MAHALLA_TRY(const ScaleAnswers answers, scale_answers(question, items));
    MAHALLA_TRY(const RaschScale scale, fit_rasch_scale(answers));
    return scale_json(scale, items.names);
}

Result<Json> analyse_fies(const AnalysisQuestion& question)
{
    const NamedExpressions items = named_expressions(question.asked, "items");
    if (items.names.size() != fies_items.size())
        question.asked.complain("'items' are the eight of the scale, from WORRIED to WHLDAY, in this order");
    MAHALLA_TRY(const ScaleAnswers answers, scale_answers(question, items));
    MAHALLA_TRY(const FiesPrevalence found, fies_prevalence(answers));
    Json json = {{"moderate_or_severe", found.moderate_or_severe}, {"severe", found.severe}};
    Json common = Json::array();
    for (std::size_t i = 0; i < items.names.size(); ++i)
        if (found.equated.is_common[i]) common.push_back(items.names[i]);
    json["equating"] = {{"scale", found.equated.scale},
                        {"shift", found.equated.shift},
                        {"common", common},
                        {"correlation", found.equated.correlation}};
    json.update(scale_json(found.scale, items.names));
    return json;
}

} // namespace mahalla
