#pragma once
#include "base/check.h"
#include "disclosure/protect.h"

#include <algorithm>
#include <string>
#include <vector>

namespace mahalla::test {

/// A table of counts with two dimensions, without margins.
inline Table counts_of(const std::vector<std::string>& rows, const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::uint64_t>>& counts)
{
    Table table;
    table.id = "counts";
    table.unit = "person";
    table.dimensions = {{"row", {}, rows, {}, {}}, {"column", {}, columns, {}, {}}};
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            TableCell& cell = table.cells.emplace_back();
            cell.key = {rows[r], columns[c]};
            cell.figures.n = counts[r][c];
            cell.figures.psus = counts[r][c];
            cell.figures.weighted_n = static_cast<double>(counts[r][c]);
            cell.figures.estimate = 0.5;
        }
    return table;
}

inline DisclosurePolicy policy_with_threshold(std::uint64_t threshold)
{
    DisclosurePolicy policy;
    policy.threshold_persons = threshold;
    return policy;
}

inline Protection protected_table(const Table& table, const DisclosurePolicy& policy)
{
    auto protection = protect(table, policy);
    MAHALLA_CHECK(protection);
    return *std::move(protection);
}

/// The keys of the cells with a status, joined with a slash.
inline std::vector<std::string> keys_with(const ProtectionReport& report, CellStatus status)
{
    std::vector<std::string> keys;
    for (const AuditedCell& cell : report.cells) {
        if (cell.status != status) continue;
        std::string key;
        for (const std::string& part : cell.key) key += (key.empty() ? "" : "/") + part;
        keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

} // namespace mahalla::test
