#include "analysis/counting_index.h"
#include "command_line/asked_deprivations.h"

namespace mahalla {

Result<Json> analyse_counting_index(const AnalysisQuestion& question)
{
    const AskedDeprivations asked = asked_deprivations(question.asked);
    const auto& names = asked.named.names;
    const std::vector<double> weights = asked_weights(question.asked, names);
    const auto cutoff = question.asked.number("cutoff");
    if (!cutoff) question.asked.complain("there is no 'cutoff', a share of the weights");
    MAHALLA_TRY(const auto columns, question.numbers(asked.named.expressions));
    MAHALLA_TRY(std::vector<double> units, question.weights());
    MAHALLA_TRY(const Deprivations deprivations, deprivations_in(asked, weights, columns, std::move(units)));
    MAHALLA_TRY(const CountingIndex found, counting_index(deprivations, cutoff.value_or(1)));
    MAHALLA_TRY(const auto precise, question.estimates(columns, [&](const auto& whole, ComputedEstimates& estimates) {
        const auto all = deprivations_in(asked, weights, whole, std::vector<double>(whole.front().size(), 1));
        // The figures were had, so these can be.
        const auto index = counting_index(*all, *cutoff);
        add_counting_estimates(*all, *index, *cutoff, estimates);
    }));
    Json json = {{"headcount", found.headcount},
                 {"intensity", found.intensity},
                 {"adjusted_headcount", found.adjusted_headcount}};
    if (found.adjusted_gap) json["adjusted_gap"] = *found.adjusted_gap;
    if (found.adjusted_squared_gap) json["adjusted_squared_gap"] = *found.adjusted_squared_gap;
    for (const char* name : {"headcount", "intensity", "adjusted_headcount", "adjusted_gap", "adjusted_squared_gap"})
        add_precision(json, name, precise, name);
    json["deprivations"] = Json::array();
    for (std::size_t i = 0; i < names.size(); ++i) {
        Json one = {{"name", names[i]},
                    {"uncensored", found.uncensored[i]},
                    {"censored", found.censored[i]},
                    {"contribution", found.contribution.empty() ? Json() : Json(found.contribution[i])}};
        for (const char* name : {"uncensored", "censored", "contribution"})
            add_precision(one, name, precise, std::string(name) + " " + std::to_string(i));
        json["deprivations"].push_back(std::move(one));
    }
    json["n"] = found.rows;
    json["missing"] = found.incomplete;
    return json;
}

} // namespace mahalla
