#include "analysis/fies.h"
#include "command_line/analysis_kinds.h"

namespace mahalla {

namespace {

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
    MAHALLA_TRY(const auto columns, question.numbers(items.expressions));
    MAHALLA_TRY(const auto precise, question.estimates(columns, [&](const auto& whole, ComputedEstimates& estimates) {
        const std::size_t rows = whole.front().size();
        add_fies_estimates({whole.size(), yes_or_no(whole), std::vector<double>(rows, 1)}, found, estimates);
    }));
    Json json = {{"moderate_or_severe", found.moderate_or_severe}, {"severe", found.severe}};
    for (const char* name : {"moderate_or_severe", "severe"}) add_precision(json, name, precise, name);
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
