#pragma once
#include "analysis/agreement.h"
#include "analysis/ranking.h"
#include "command_line/analysis_kinds.h"

// What analyses of groups print, whether their rows come from a table or from records.

namespace mahalla {

/// A value for each name.
Json by_name(const std::vector<std::string>& names, const auto& values)
{
    Json json = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i) json[names[i]] = values[i];
    return json;
}

Json concordance_json(const std::vector<std::string>& names, const Concordance& found, std::size_t n);
/// With Kendall's W of `groups`, whose rows `found` sums up.
Json piling_json(const std::vector<std::string>& names, const Piling& found,
                 const std::vector<std::vector<double>>& groups);
/// Of ballots with items by preference, separated by spaces. Fails as `aggregate_rankings` does.
Result<Json> ballots_json(const std::vector<std::string>& ballots);

} // namespace mahalla
