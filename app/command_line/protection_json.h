#pragma once
#include "disclosure/protect.h"

#include <string>
#include <string_view>

namespace mahalla {

/// Reads the table of `mahalla results protect`: dimensions with their categories, cells with a key, a count and
/// perhaps a value and its contributors. Fails with `Invalid` for what it does not understand.
Result<Table> read_counts_json(std::string_view text);

/// Reads its policy: `threshold`, `dominance` (n, k), `p_percent`, `protection` (lower, upper), and what else a
/// `DisclosurePolicy` knows.
Result<DisclosurePolicy> read_policy_json(std::string_view text);

/// Each cell of the table with its status, the margins that had to be hidden, and for each hidden cell the interval in
/// which an outsider can place it (null: nothing bounds it).
std::string write_report_json(const Table& table, const ProtectionReport& report);

} // namespace mahalla
