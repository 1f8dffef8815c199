#include "command_line/record_figures.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

constexpr const char* default_round = "round";

MeasuredFigure measured(const PublishedFigure& figure)
{
    return {*figure.estimate, figure.standard_error.value_or(0), static_cast<double>(figure.n)};
}

std::string without_total(const std::string& category) { return category == total_category ? std::string() : category; }

} // namespace

std::vector<std::string> IndicatorFigures::rounds(const std::vector<PublishedTableContent>& told) const
{
    if (round.empty()) return {""};
    std::vector<std::string> there;
    for (const PublishedTableContent& table : told)
        for (const std::string& category : table.dimensions.back().categories)
            if (std::ranges::find(there, category) == there.end()) there.push_back(category);
    // The author's order first; the data's own rounds follow in theirs.
    const auto place = [&](const std::string& category) {
        return std::ranges::find(round_order, category) - round_order.begin();
    };
    std::ranges::stable_sort(there, {}, place);
    return there;
}

std::vector<std::string> IndicatorFigures::key_of(const ActionAim& aim, const std::string& round_name) const
{
    std::vector<std::string> key;
    if (!area.empty()) key.push_back(aim.area.empty() ? total_category : aim.area);
    if (!group.empty()) key.push_back(aim.group.empty() ? total_category : aim.group);
    if (!round.empty()) key.push_back(round_name);
    return key;
}

std::vector<ActionAim> IndicatorFigures::aims(const std::vector<PublishedTableContent>& told) const
{
    std::set<ActionAim> made;
    for (std::size_t i = 0; i < indicators.size(); ++i)
        for (const PublishedCell& cell : told[i].cells)
            made.insert({indicators[i], area.empty() ? std::string() : without_total(cell.key[0]),
                         group.empty() ? std::string() : without_total(cell.key[area.empty() ? 0 : 1])});
    return {made.begin(), made.end()};
}

std::vector<RoundFigures> IndicatorFigures::told(const std::vector<PublishedTableContent>& told) const
{
    std::vector<RoundFigures> made;
    const std::vector<ActionAim> all = aims(told);
    for (const std::string& name : rounds(told)) {
        RoundFigures& figures = made.emplace_back();
        for (const ActionAim& aim : all) {
            const auto i = static_cast<std::size_t>(std::ranges::find(indicators, aim.indicator) - indicators.begin());
            if (const PublishedFigure* const figure = told_figure(told[i], key_of(aim, name));
                figure && figure->estimate)
                figures.emplace(aim, measured(*figure));
        }
    }
    return made;
}

Result<IndicatorFigures> plan_indicator_figures(const RecordQuestion& question, const std::string& area,
                                                const std::string& group)
{
    IndicatorFigures figures;
    figures.area = area;
    figures.group = group;
    figures.round = question.asked.text("round");
    const auto& disaggregations = question.form.definitions.disaggregations;
    const auto is_named = [&](const std::string& name) {
        return std::ranges::find(disaggregations, name, &DisaggregationDefinition::name) != disaggregations.end();
    };
    if (figures.round.empty() && is_named(default_round)) figures.round = default_round;
    if (is_named(figures.round))
        for (const DisaggregationCategory& category : question.group_by(figures.round).categories)
            figures.round_order.push_back(category.code);
    figures.indicators = question.asked.texts("indicators");
    if (figures.indicators.empty())
        for (const IndicatorDefinition& indicator : question.form.definitions.indicators)
            if (indicator.alert) figures.indicators.push_back(indicator.name);
    std::vector<std::string> by;
    for (const std::string* name : {&figures.area, &figures.group, &figures.round})
        if (!name->empty()) by.push_back(*name);
    for (const std::string& indicator : figures.indicators) {
        MAHALLA_TRY(PlannedTable table, question.indicator_table(indicator, by));
        figures.tables.push_back(std::move(table));
    }
    return figures;
}

std::map<std::string, AlertThresholds> thresholds_of(const RecordQuestion& question)
{
    std::map<std::string, AlertThresholds> thresholds;
    for (const IndicatorDefinition& indicator : question.form.definitions.indicators)
        if (indicator.alert) thresholds.emplace(indicator.name, *indicator.alert);
    return thresholds;
}

} // namespace mahalla
