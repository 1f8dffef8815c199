#include "analysis/co_occurrence.h"
#include "analysis/perception_gap.h"
#include "command_line/analysis_kinds.h"

#include <cmath>

namespace mahalla {

Result<Json> analyse_co_occurrence(const AnalysisQuestion& question)
{
    const NamedExpressions named = named_expressions(question.asked, "insecurities");
    MAHALLA_TRY(const auto columns, question.numbers(named.expressions));
    MAHALLA_TRY(std::vector<double> weights, question.weights());
    MAHALLA_TRY(const CoOccurrence found,
                co_occurrence_of({named.names.size(), yes_or_no(columns), std::move(weights)}));
    MAHALLA_TRY(const auto precise, question.estimates(columns, [](const auto& whole, ComputedEstimates& estimates) {
        const std::size_t rows = whole.front().size();
        add_co_occurrence_estimates({whole.size(), yes_or_no(whole), std::vector<double>(rows, 1)}, estimates);
    }));
    Json json = {{"marginal", Json::object()}, {"pairs", Json::array()}, {"share_by_count", found.share_by_count}};
    for (std::size_t i = 0; i < named.names.size(); ++i) json["marginal"][named.names[i]] = found.marginal[i];
    for (std::size_t i = 0; i < named.names.size() && precise; ++i) {
        const Estimate* const share = precise->find("marginal " + std::to_string(i));
        json["marginal_se"][named.names[i]] = json_of(share->standard_error);
        json["marginal_ci"][named.names[i]] = {json_of(share->lower), json_of(share->upper)};
    }
    for (std::size_t count = 0; count < found.share_by_count.size() && precise; ++count)
        json["share_by_count_se"].push_back(json_of(precise->find("count " + std::to_string(count))->standard_error));
    for (const PairOfInsecurities& pair : found.pairs) {
        Json one = {{"one", named.names[pair.one]}, {"other", named.names[pair.other]},
                    {"joint", pair.joint},          {"lift", json_of(pair.lift)},
                    {"jaccard", pair.jaccard},      {"other_given_one", json_of(pair.other_given_one)},
                    {"phi", json_of(pair.phi)}};
        add_precision(one, "joint", precise, "joint " + std::to_string(pair.one) + " " + std::to_string(pair.other));
        json["pairs"].push_back(std::move(one));
    }
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

Result<Json> analyse_perception_gap(const AnalysisQuestion& question)
{
    MAHALLA_TRY(auto columns, question.numbers({question.asked.text("perceived"), question.asked.text("observed")}));
    MAHALLA_TRY(const std::vector<double> weights, question.weights());
    for (auto& column : columns)
        for (double& value : column)
            if (!std::isnan(value)) value = value != 0 ? 1 : 0;
    MAHALLA_TRY(const PerceptionGap found, perception_gap_of(columns[0], columns[1], weights));
    MAHALLA_TRY(const auto precise, question.estimates(columns, [](const auto& whole, ComputedEstimates& estimates) {
        add_perception_estimates(whole[0], whole[1], estimates);
    }));
    Json json = {{"perceived", found.perceived},
                 {"observed", found.observed},
                 {"gap", found.gap},
                 {"felt_and_met", found.felt_and_met},
                 {"felt_not_met", found.felt_not_met},
                 {"met_not_felt", found.met_not_felt},
                 {"neither", found.neither},
                 {"n", found.rows},
                 {"missing", found.incomplete}};
    for (const char* name : {"perceived", "observed", "gap", "felt_and_met", "felt_not_met", "met_not_felt", "neither"})
        add_precision(json, name, precise, name);
    return json;
}

} // namespace mahalla
