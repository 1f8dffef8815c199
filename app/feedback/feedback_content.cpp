#include "feedback/feedback_content.h"

#include "analysis/round_change.h"
#include "base/text.h"
#include "picture/figure_words.h"

#include <algorithm>

namespace mahalla {

namespace {

std::string words_of(const Dimension& dimension, const std::string& category)
{
    const auto found = dimension.labels.find(category);
    return found == dimension.labels.end() || found->second.empty() ? category : found->second;
}

std::optional<std::size_t> place_of(const PublishedTableContent& table, const std::string& dimension)
{
    for (std::size_t i = 0; i < table.dimensions.size(); ++i)
        if (table.dimensions[i].name == dimension) return i;
    return std::nullopt;
}

/// Where a table has its area and its round.
struct Places {
    std::size_t area = 0;
    std::optional<std::size_t> rounds;
};

std::optional<Places> places_of(const PublishedTableContent& table, const FeedbackQuestion& question)
{
    const auto area = place_of(table, question.area_dimension);
    const auto rounds = question.rounds_dimension.empty() ? std::nullopt : place_of(table, question.rounds_dimension);
    if (!area || table.dimensions.size() != (rounds ? 2U : 1U)) return std::nullopt;
    return Places{*area, rounds};
}

const PublishedCell* cell_at(const PublishedTableContent& table, const std::vector<std::string>& key,
                             const PublishedCell& like)
{
    for (const PublishedCell& cell : table.cells)
        if (cell.key == key && cell.category == like.category && cell.probability == like.probability) return &cell;
    return nullptr;
}

/// The earlier figure, where the difference is further from 0 than chance alone would take it.
std::optional<PublishedFigure> told_change(const PublishedCell& now, const PublishedCell* before, double level)
{
    const PublishedFigure* later = shown_figure(now);
    const PublishedFigure* earlier = before == nullptr ? nullptr : shown_figure(*before);
    if (later == nullptr || earlier == nullptr || !later->standard_error || !earlier->standard_error)
        return std::nullopt;
    const auto measured = [](const PublishedFigure& figure) {
        return MeasuredFigure{*figure.estimate, *figure.standard_error, static_cast<double>(figure.n)};
    };
    const FigureChange change = change_between(measured(*earlier), measured(*later), 0, level);
    if (!change.lower || !change.upper || (*change.lower <= 0 && *change.upper >= 0)) return std::nullopt;
    return *earlier;
}

} // namespace

Result<FeedbackContent> feedback_of(const PublishedRelease& release, const FeedbackQuestion& question)
{
    return feedback_of(release.content().tables, question);
}

Result<FeedbackContent> feedback_of(std::span<const PublishedTableContent> tables, const FeedbackQuestion& question)
{
    FeedbackContent content;
    std::vector<std::string> areas, rounds;
    for (const PublishedTableContent& table : tables) {
        const auto places = places_of(table, question);
        if (!places) continue;
        const Dimension& area = table.dimensions[places->area];
        if (areas.empty()) areas = area.categories;
        std::string round, before;
        if (places->rounds) {
            const Dimension& dimension = table.dimensions[*places->rounds];
            rounds = dimension.categories;
            if (rounds.empty()) continue;
            const auto which = question.round.empty() ? rounds.end() - 1 : std::ranges::find(rounds, question.round);
            if (which == rounds.end()) continue;
            round = *which;
            if (which != rounds.begin()) before = *(which - 1);
            content.round = words_of(dimension, round);
        }
        for (const PublishedCell& cell : table.cells) {
            if (cell.key[places->area] != question.area || (places->rounds && cell.key[*places->rounds] != round))
                continue;
            content.area = words_of(area, question.area);
            FeedbackFinding finding{table.label, table.unit, table.statistic, table.basis, cell, std::nullopt};
            if (!cell.category.empty()) finding.label += ": " + cell.category;
            if (!before.empty()) {
                std::vector<std::string> key = cell.key;
                key[*places->rounds] = before;
                finding.earlier = told_change(cell, cell_at(table, key, cell), table.confidence_level);
            }
            content.findings.push_back(std::move(finding));
        }
    }
    if (!content.findings.empty()) return content;
    if (!question.round.empty() && !std::ranges::count(rounds, question.round))
        return failure(ErrorKind::NotFound, "No results are of the round \"" + question.round + "\". There are: " +
                                                (rounds.empty() ? "none" : joined(rounds, ", ")) + ".");
    return failure(ErrorKind::NotFound, "No results are of the area \"" + question.area +
                                            "\". There are: " + (areas.empty() ? "none" : joined(areas, ", ")) + ".");
}

} // namespace mahalla
