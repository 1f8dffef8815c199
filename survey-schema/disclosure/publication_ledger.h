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

/// What stood in a cell, shown or not, for whoever made its table safe and keeps it. Never for outsiders.
struct KeptFigure {
    std::uint64_t count = 0;          ///< Of a share of a category, of those in the category.
    std::optional<double> value;      ///< Of a total.
    std::vector<double> contributors; ///< As `TableCell` has them.
    bool is_unsafe = false;           ///< A rule hid it; what else is hidden only hides those.
    bool has_one_contributor = false; ///< Who therefore knows the cell.

    bool operator==(const KeptFigure&) const = default;
};

/// What stood in a release's tables: of each table, of each of its cells, in their order.
using KeptFigures = std::vector<std::vector<KeptFigure>>;

/// A table as an earlier release showed it.
struct LedgerTable {
    struct Cell {
        std::vector<std::string> key;
        std::string category;
        std::optional<std::uint64_t> count; ///< Of all rows of the key; absent where nothing was shown.
        std::optional<double> value;        ///< Of a total; absent as the count is.
        bool is_hidden = false;
        /// What stood here, where the release was made by whoever publishes now.
        std::optional<KeptFigure> kept;

        bool operator==(const Cell&) const = default;
    };

    CountedRows rows;
    std::vector<Dimension> dimensions;
    std::vector<Cell> cells;

    bool operator==(const LedgerTable&) const = default;
};

/// What was published before, from the oldest on: what outsiders have at hand when the next release comes out.
///
/// A value. Whoever publishes makes it of the releases it finds on the server and of those it keeps itself. Only of the
/// latter it says what they hid: who was alone in a cell that an earlier release hid knows that cell, and may use it
/// against a later one, which can be seen only by whoever knows where he was.
class PublicationLedger {
public:
    /// Releases have to be added in the order in which they came out. `kept` is of `release`, or empty where it was
    /// made elsewhere.
    void add(const ReleaseContent& release, const KeptFigures& kept = {});
    void add(LedgerTable table) { tables_.push_back(std::move(table)); }
    /// Some table hides cells of which it is not known what they hide.
    bool hides_unknown() const;

    const std::vector<LedgerTable>& tables() const { return tables_; }
    bool operator==(const PublicationLedger&) const = default;

private:
    std::vector<LedgerTable> tables_;
};

} // namespace mahalla
