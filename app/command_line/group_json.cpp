#include "command_line/group_json.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace mahalla {

Json concordance_json(const std::vector<std::string>& names, const Concordance& found, std::size_t n)
{
    return {{"w", found.w},
            {"chi_squared", found.chi_squared},
            {"df", found.degrees_of_freedom},
            {"p", found.p},
            {"rank_sums", by_name(names, found.rank_sums)},
            {"n", n}};
}

Json piling_json(const std::vector<std::string>& names, const Piling& found,
                 const std::vector<std::vector<double>>& groups)
{
    Json json = {{"median", by_name(names, found.median)},       {"mean", by_name(names, found.mean)},
                 {"min", by_name(names, found.smallest)},        {"max", by_name(names, found.largest)},
                 {"mean_rank", by_name(names, found.mean_rank)}, {"n", groups.size()}};
    const auto agreed = concordance_of(groups);
    json["w"] = agreed ? Json(agreed->w) : Json();
    return json;
}

Result<Json> ballots_json(const std::vector<std::string>& ballots)
{
    std::set<std::string> seen;
    for (const std::string& ballot : ballots)
        for (const std::string_view word : words(ballot)) seen.emplace(word);
    const std::vector<std::string> names(seen.begin(), seen.end());
    std::vector<std::vector<std::size_t>> orders;
    for (const std::string& ballot : ballots) {
        std::vector<std::size_t>& order = orders.emplace_back();
        for (const std::string_view word : words(ballot))
            order.push_back(static_cast<std::size_t>(std::ranges::lower_bound(names, word) - names.begin()));
    }
    MAHALLA_TRY(const AggregatedRanking found, aggregate_rankings(orders, names.size()));
    Json preferences = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = 0; j < names.size(); ++j)
            if (i != j) preferences[names[i]][names[j]] = found.preferences[i * names.size() + j];
    return Json{{"borda", by_name(names, found.borda)},
                {"preferences", preferences},
                {"condorcet_winner", found.condorcet_winner ? Json(names[*found.condorcet_winner]) : Json()},
                {"n", orders.size()}};
}

} // namespace mahalla
