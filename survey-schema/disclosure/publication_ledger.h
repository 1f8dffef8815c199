#pragma once
#include "disclosure/published_release.h"

#include <string>
#include <vector>

namespace mahalla {

/// Which rows a table counts, so that it is known which tables an outsider can hold against each other.
struct CountedRows {
    /// Tables with the same text count the same kind of rows of the same round, by the same question: subtracting one
    /// from another says something of people.
    std::string records;
    /// Which of these rows; empty for all of them. All of them hold every other universe.
    std::string universe;

    bool operator==(const CountedRows&) const = default;
};

/// What the tables of one definition count: those of one round of a questionnaire with the same unit and value.
CountedRows counted_rows(const ReleaseQuestionnaire& questionnaire, const std::string& round, const std::string& unit,
                         const ReleaseDefinition& definition);

/// A table as an earlier release showed it.
struct LedgerTable {
    struct Cell {
        std::vector<std::string> key;
        std::string category;
        std::optional<std::uint64_t> count; ///< Of all rows of the key; absent where nothing was shown.
        std::optional<double> value;        ///< Of a total; absent as the count is.
        bool is_hidden = false;

        bool operator==(const Cell&) const = default;
    };

    CountedRows rows;
    std::vector<Dimension> dimensions;
    std::vector<Cell> cells;

    bool operator==(const LedgerTable&) const = default;
};

/// What was published before, from the oldest on: what outsiders have at hand when the next release comes out.
///
/// A value. It holds nothing that was not shown; whoever publishes makes it of the releases it finds on the server or
/// in its own folder.
class PublicationLedger {
public:
    /// Releases have to be added in the order in which they came out.
    void add(const ReleaseContent& release);
    void add(LedgerTable table) { tables_.push_back(std::move(table)); }

    const std::vector<LedgerTable>& tables() const { return tables_; }

private:
    std::vector<LedgerTable> tables_;
};

} // namespace mahalla
