#include "command_line/asked_deprivations.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

AskedDeprivations asked_deprivations(JsonObject& asked)
{
    AskedDeprivations made;
    const Json* const found = asked.find("deprivations");
    const bool gives_objects = found && found->is_object() && std::ranges::any_of(*found, [](const Json& deprivation) {
                                   return deprivation.is_object();
                               });
    if (!gives_objects) {
        made.named = named_expressions(asked, "deprivations");
        return made;
    }
    made.are_achievements = true;
    for (const auto& [name, entry] : found->items()) {
        JsonObject deprivation = asked.inner(entry, name);
        deprivation.only({"achievement", "cutoff"});
        const auto cutoff = deprivation.number("cutoff");
        if (!cutoff) deprivation.complain("there is no number 'cutoff' below which a unit is deprived");
        made.named.names.push_back(name);
        made.named.expressions.push_back(deprivation.text("achievement"));
        made.cutoffs.push_back(cutoff.value_or(1));
    }
    return made;
}

std::vector<double> asked_weights(JsonObject& asked, const std::vector<std::string>& names)
{
    const auto given = asked.numbers_by_key("weights");
    std::vector<double> weights;
    for (const std::string& name : names) {
        const auto weight = given.find(name);
        if (!given.empty() && weight == given.end()) asked.complain("'weights' lacks '" + name + "'");
        weights.push_back(weight == given.end() ? 1 : weight->second);
    }
    return weights;
}

Result<Deprivations> deprivations_in(const AskedDeprivations& asked, const std::vector<double>& weights,
                                     const std::vector<std::vector<double>>& columns, std::vector<double> units)
{
    std::vector<double> values;
    for (std::size_t row = 0; row < units.size(); ++row)
        for (const auto& column : columns) values.push_back(column[row]);
    if (asked.are_achievements)
        return deprivations_of(
            Achievements{columns.size(), std::move(values), asked.cutoffs, weights, std::move(units)});
    for (double& value : values)
        if (!std::isnan(value)) value = value != 0 ? 1 : 0;
    return Deprivations{columns.size(), std::move(values), weights, std::move(units), {}};
}

} // namespace mahalla
