#pragma once
#include "disclosure/attacker.h"
#include "disclosure/disclosure_policy.h"
#include "disclosure/noise_settings.h"
#include "disclosure/privacy_accountant.h"
#include "disclosure/publication_ledger.h"
#include "disclosure/published_table.h"
#include "disclosure/suppression.h"
#include "disclosure/table_to_protect.h"
#include "indicator/table.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

enum class CellStatus { Published, Primary, Secondary };

/// "published", "primary", "secondary".
const char* name_of(CellStatus status);

/// One cell as the audit saw it; for those who publish, never for outsiders.
struct AuditedCell {
    std::vector<std::string> key; ///< `total_category` for a margin.
    double count = 0;
    std::optional<double> value;
    CellStatus status = CellStatus::Published;
    std::string rule;                         ///< Which rule hid it: "threshold", "dominance"…; empty for the others.
    std::optional<AttackerInterval> interval; ///< Of `value` where the table has values, else of `count`; if hidden.
    std::optional<AttackerInterval> count_interval; ///< Of the count, if hidden.
};

/// How a table was made safe.
struct ProtectionReport {
    std::vector<AuditedCell> cells; ///< The table's own cells in their order, then the margins it implies.
    std::size_t primary_count = 0;
    std::size_t secondary_count = 0;
    /// True where no pattern hides fewer cells; false where the table is so large that a good one had to do.
    bool is_minimal = false;
};

struct Protection {
    PublishedTable table;
    ProtectionReport report;
    std::vector<KeptFigure> kept; ///< What stands in the table's cells, for the ledger of the next release.
};

/// Makes the tables of one release that may leave, in their order.
///
/// Cells that a rule of `policy` calls unsafe are hidden (primary suppression), then further cells until nobody can
/// work out an unsafe one more closely than the policy allows (secondary suppression). An outsider is taken to hold
/// everything that counts the same records against each other: the tables of this release, their levels and margins,
/// and what `ledger` says was published before. Where one of them has a few rows more than another in a cell, those few
/// are a cell themselves. Every margin counts as known, asked for or not: outsiders can often guess it. Where that
/// makes protection impossible, and for margins that are unsafe themselves, only what is shown counts as known. The
/// only contributor to a total counts as an outsider who knows it, of today's cells and of those that an earlier
/// release hid, where `ledger` says what it hid. What a total has more than an earlier or a smaller one is unsafe where
/// they are few who came in, or one of them has nearly all of it.
///
/// The pattern hides the fewest cells, and of those patterns the one with the smallest sum, where that is found within
/// a fixed number of steps (suppression.h). Cells that nobody is in never hide others.
///
/// At the end the audit solves, for each hidden cell, the smallest and largest value that fits all that is shown, and
/// fails with `Refused` where one is narrower than the policy demands (there are too few cells to hide it among, or an
/// earlier release said too much). Fails with `Invalid` where a table contradicts itself (margins that do not add up, a
/// key that is no category, a cell twice) or is too large.
///
/// What leaves depends on hidden numbers only through the choice of cells: nothing in it changes where a hidden number
/// does, as long as the choice stays, and what an outsider can work out of what is shown is then the same to a digit.
/// The choice itself cannot stay for every table that fits: in one where no hidden number is small there is nothing to
/// hide, and whoever knows the rules can exclude that table. What holds: another table that fits all that is shown, in
/// which the same cells are unsafe, leaves as the same release unless in it the old choice no longer protects, another
/// one is cheaper or costs as much, or a stronger attacker can be withstood.
Result<std::vector<Protection>> protect(const std::vector<TableToProtect>& tables, const DisclosurePolicy& policy,
                                        const PublicationLedger& ledger = {}, const SearchEffort& effort = {});

/// The same for one table of which nothing else was or is published.
Result<Protection> protect(const Table& table, const DisclosurePolicy& policy);

/// To which multiples counts are rounded.
struct Rounding {
    static constexpr std::uint64_t base_max = 1'000;
    std::uint64_t base = 5;
};

/// Counts for everybody, rounded instead of hidden: each count, and each margin, becomes the multiple of the base below
/// or above it, such that all sums still stand and the table moves as little as it can. Multiples stay what they are.
/// Of a figure only the count is there, as with noise, and nothing of it may be published exactly elsewhere.
///
/// The audit solves what an outsider can work out who knows the base, and fails with `Refused` where an unsafe cell is
/// known better than the policy allows, or where no rounding adds up that was found within a fixed effort (in two
/// dimensions there always is one).
Result<PublishedTable> protect(const Table& table, const DisclosurePolicy& policy, Rounding rounding);

/// Counts for everybody, with noise instead of hidden cells: discrete Gaussian noise on each innermost cell, what falls
/// below 0 shown as 0, sums and margins those of the noisy cells. Zeros get noise as all others do. `budget` pays for
/// it.
///
/// Of a figure only the count is there: `n`, `weighted_n` and `estimate` are the same noisy number, and the standard
/// error of an innermost cell is that of the noise. Nothing else of the table may be published exactly: noise hides
/// nothing that is shown elsewhere.
///
/// Fails with `Refused` where the budget does not suffice, `Invalid` as the others do and for shares of categories.
Result<PublishedTable> protect(const Table& table, const NoiseSettings& noise, PrivacyBudget& budget, Random& random);

} // namespace mahalla
