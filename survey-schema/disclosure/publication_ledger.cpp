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

void PublicationLedger::add(const ReleaseContent& release, const KeptFigures& kept)
{
    for (std::size_t t = 0; t < release.tables.size(); ++t) {
        const PublishedTableContent& table = release.tables[t];
        const auto definition =
            std::find_if(release.definitions.begin(), release.definitions.end(),
                         [&](const ReleaseDefinition& candidate) { return candidate.name == table.id; });
        LedgerTable known;
        known.rows = counted_rows(release.questionnaire, release.round, table.unit,
                                  definition == release.definitions.end() ? ReleaseDefinition{} : *definition);
        known.dimensions = table.dimensions;
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            const PublishedCell& cell = table.cells[i];
            LedgerTable::Cell& made = known.cells.emplace_back();
            made.key = cell.key;
            made.category = cell.category;
            if (cell.figure) made.count = cell.figure->n;
            if (cell.figure && table.statistic == Statistic::Total) made.value = cell.figure->estimate;
            made.is_hidden = cell.mark == MarkReason::Confidential;
            if (t < kept.size() && i < kept[t].size()) made.kept = kept[t][i];
        }
        tables_.push_back(std::move(known));
    }
}

bool PublicationLedger::hides_unknown() const
{
    return std::ranges::any_of(tables_, [](const LedgerTable& table) {
        return std::ranges::any_of(table.cells,
                                   [](const LedgerTable::Cell& cell) { return cell.is_hidden && !cell.kept; });
    });
}

} // namespace mahalla
