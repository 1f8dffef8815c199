#pragma once
#include "disclosure/disclosure_policy.h"
#include "disclosure/published_table.h"
#include "indicator/table.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

enum class CellStatus { Published, Primary, Secondary };

/// "published", "primary", "secondary".
const char* name_of(CellStatus status);

/// What an outsider can work out about a hidden cell from everything that is shown: the table's other cells, its
/// margins, and that nothing is below 0.
struct AttackerInterval {
    double lower = 0;
    double upper = 0;
};

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
};

/// Makes the table that may leave.
///
/// Cells that a rule of `policy` calls unsafe are hidden (primary suppression), then further cells until nobody can
/// work out a primary cell more closely than the policy allows (secondary suppression). Every margin counts as
/// published, asked for or not: outsiders can often guess it; a margin that is itself unsafe is hidden too. The pattern
/// hides the fewest cells, and of those patterns the one with the smallest sum (exactly, as an integer programme,
/// Fischetti and Salazar 2001; for large tables one linear programme a cell, Kelly, Golden and Assad 1992). Cells that
/// nobody is in never hide others.
///
/// At the end the audit solves, for each hidden cell, the smallest and largest value that fits all that is shown, and
/// fails with `Refused` where one is narrower than the policy demands (there are too few cells to hide it among). Fails
/// with `Invalid` where the table contradicts itself (margins that do not add up, a key that is no category, a cell
/// twice) or is too large.
Result<Protection> protect(const Table& table, const DisclosurePolicy& policy);

} // namespace mahalla
