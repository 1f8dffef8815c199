#include "fieldwork/sheet_tables.h"

#include <algorithm>

namespace mahalla {

namespace {

bool lists(const DisaggregationDefinition& disaggregation, const std::string& area)
{
    return std::ranges::count(disaggregation.categories, area, &DisaggregationCategory::code) > 0;
}

} // namespace

Result<SheetBreakdown> sheet_breakdown(const ResultDefinitions& definitions, const std::string& area,
                                       const std::string& by)
{
    const auto& all = definitions.disaggregations;
    SheetBreakdown breakdown;
    if (std::ranges::count(all, "round", &DisaggregationDefinition::name) > 0) breakdown.rounds = "round";
    auto found = std::ranges::find_if(
        all, [&](const DisaggregationDefinition& one) { return by.empty() ? lists(one, area) : one.name == by; });
    if (found == all.end() && by.empty()) found = std::ranges::find(all, "area", &DisaggregationDefinition::name);
    if (found == all.end())
        return failure(ErrorKind::NotFound,
                       "No disaggregation of the questionnaire has this area, and none is called \"" +
                           (by.empty() ? "area" : by) + "\". Name the one by area with --by.");
    breakdown.area = found->name;
    return breakdown;
}

std::vector<ResultRequest> sheet_requests(const ResultDefinitions& definitions, const SheetBreakdown& breakdown,
                                          const std::vector<std::string>& indicators)
{
    std::vector<std::string> by = {breakdown.area};
    if (!breakdown.rounds.empty()) by.push_back(breakdown.rounds);
    std::vector<ResultRequest> requests;
    for (const std::string& indicator : indicators) requests.push_back({indicator, by});
    if (indicators.empty())
        for (const IndicatorDefinition& indicator : definitions.indicators) requests.push_back({indicator.name, by});
    return requests;
}

} // namespace mahalla
