#pragma once
#include "disclosure/protect.h"

#include <string>
#include <string_view>

namespace mahalla {

/// Reads the tables of `mahalla results protect`: one (dimensions with their categories, cells with a key, a count and
/// perhaps a value and its contributors), or `{"tables": […]}` of several, each with the `universe` whose rows it
/// counts. Fails with `Invalid` for what it does not understand.
Result<std::vector<TableToProtect>> read_counts_json(std::string_view text);

/// Reads what was published before: `{"tables": […]}` from the oldest on, as above, cells that were hidden with
/// `"status"` primary or secondary, or without a count.
Result<PublicationLedger> read_ledger_json(std::string_view text);

/// Reads its policy: `threshold`, `dominance` (n, k), `p_percent`, `protection` (lower, upper), and what else a
/// `DisclosurePolicy` knows.
Result<DisclosurePolicy> read_policy_json(std::string_view text);

/// Each cell of the table with its status, the margins that had to be hidden, and for each hidden cell the interval in
/// which an outsider can place it (null: nothing bounds it); for several tables `{"tables": […]}` of such objects.
std::string write_report_json(const std::vector<TableToProtect>& tables, const std::vector<Protection>& protections);

} // namespace mahalla
