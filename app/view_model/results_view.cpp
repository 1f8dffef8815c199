#include "view_model/results_view.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

std::string figure_of(double value, Statistic statistic, const ResultWords& words)
{
    return statistic == Statistic::Proportion ? words.share(value) : words.number(std::round(value * 100) / 100);
}

std::string label_of(const Dimension& dimension, const std::string& category, const std::string& total)
{
    if (category == total_category) return total;
    const auto found = dimension.labels.find(category);
    return found == dimension.labels.end() || found->second.empty() ? category : found->second;
}

} // namespace

void fill_choices(ResultsView& view, const ResultDefinitions& definitions, const std::string& language)
{
    view.indicators.clear();
    view.disaggregations.clear();
    view.feedback = {};
    for (const IndicatorDefinition& indicator : definitions.indicators)
        view.indicators.push_back({indicator.name, indicator.label(language)});
    for (const DisaggregationDefinition& disaggregation : definitions.disaggregations) {
        const auto label = disaggregation.labels.find(language);
        view.disaggregations.push_back(
            {disaggregation.name, label == disaggregation.labels.end() ? disaggregation.name : label->second});
        if (disaggregation.name != "area") continue;
        view.feedback.is_offered = true;
        for (const DisaggregationCategory& area : disaggregation.categories) {
            const auto words = area.labels.find(language);
            view.feedback.areas.push_back({area.code, words == area.labels.end() ? area.code : words->second});
        }
    }
}

void fill_kinds(ResultsView& view, const PublishedTableContent& table, const AreaOutlines* outlines)
{
    view.kinds = picture_kinds_for(table, outlines);
    if (view.indicators.size() < 2) std::erase(view.kinds, PictureKind::HeatMap);
    if (view.kind && std::ranges::count(view.kinds, *view.kind) == 0) view.kind.reset();
}

void fill_table(ResultsView& view, const PublishedRelease& release, const ResultWords& words)
{
    view.rows.clear();
    view.columns.clear();
    view.rule = release.content().policy.in_words();
    const PublishedTableContent& table = release.content().tables.front();
    view.title = table.label;
    view.of_those_interviewed = table.basis == Basis::OfThoseInterviewed;
    for (const Dimension& dimension : table.dimensions)
        view.columns.push_back(dimension.label.empty() ? dimension.name : dimension.label);
    double highest = table.statistic == Statistic::Proportion ? 1 : 0;
    for (const PublishedCell& cell : table.cells)
        if (cell.figure && cell.figure->estimate) highest = std::max(highest, *cell.figure->estimate);
    for (const PublishedCell& cell : table.cells) {
        ResultRow row;
        for (std::size_t i = 0; i < cell.key.size() && i < table.dimensions.size(); ++i)
            row.cells.push_back(label_of(table.dimensions[i], cell.key[i], words.total));
        row.is_hidden = !cell.figure || !cell.figure->estimate;
        if (row.is_hidden) {
            row.cells.insert(row.cells.end(), {"⊘", "", ""});
        } else {
            const PublishedFigure& figure = *cell.figure;
            row.cells.push_back(figure_of(*figure.estimate, table.statistic, words));
            row.cells.push_back(figure.lower && figure.upper
                                    ? figure_of(*figure.lower, table.statistic, words) + " – " +
                                          figure_of(*figure.upper, table.statistic, words)
                                    : "–");
            row.cells.push_back(words.number(static_cast<double>(figure.n)));
            row.share = highest > 0 ? std::clamp(*figure.estimate / highest, 0.0, 1.0) : 0;
        }
        view.rows.push_back(std::move(row));
    }
}

} // namespace mahalla
