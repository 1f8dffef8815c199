#include "disclosure/publication_ledger.h"

#include <algorithm>

namespace mahalla {

CountedRows counted_rows(const ReleaseQuestionnaire& questionnaire, const std::string& round, const std::string& unit,
                         const ReleaseDefinition& definition)
{
    // The questionnaire's id without its version: a corrected label makes no other people.
    std::string records;
    for (const std::string& part : {questionnaire.id, round, unit, definition.value}) {
        records += part;
        records += '\n'; // stands in none of them: sheet cells are trimmed, expressions are one line
    }
    return {std::move(records), definition.universe};
}

namespace {

/// The total that a figure makes known; below 0 it says nothing that could be held against one of 0 or more.
std::optional<double> total_of(Statistic statistic, const PublishedFigure& figure)
{
    if (!figure.estimate || *figure.estimate < 0) return std::nullopt;
    if (statistic == Statistic::Total) return figure.estimate;
    if (statistic == Statistic::Mean) return *figure.estimate * figure.weighted_n;
    return std::nullopt;
}

} // namespace

void PublicationLedger::add(const ReleaseContent& release)
{
    for (const PublishedTableContent& table : release.tables) {
        const auto definition =
            std::find_if(release.definitions.begin(), release.definitions.end(),
                         [&](const ReleaseDefinition& candidate) { return candidate.name == table.id; });
        LedgerTable known;
        known.rows = counted_rows(release.questionnaire, release.round, table.unit,
                                  definition == release.definitions.end() ? ReleaseDefinition{} : *definition);
        known.dimensions = table.dimensions;
        for (const PublishedCell& cell : table.cells) {
            LedgerTable::Cell& made = known.cells.emplace_back();
            made.key = cell.key;
            made.category = cell.category;
            if (cell.figure) made.count = cell.figure->n;
            if (cell.figure && cell.category.empty()) made.value = total_of(table.statistic, *cell.figure);
            made.is_hidden = cell.mark == MarkReason::Confidential;
        }
        tables_.push_back(std::move(known));
    }
}

} // namespace mahalla
