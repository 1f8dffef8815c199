#pragma once
#include "disclosure/disclosure_policy.h"
#include "disclosure/table_grid.h"

#include <string>
#include <vector>

namespace mahalla {

/// The rule that makes each cell of the grid unsafe: "threshold", "psus", "dominance", "p-percent", "empty",
/// "zero or full"; empty for cells that are safe.
std::vector<std::string> unsafe_cells(const Table& table, const TableGrid& grid, const DisclosurePolicy& policy);

/// "dominance" or "p-percent" where so few contribute so much to `total`; empty where it is safe. `contributors` are
/// the largest, in any order.
std::string rule_of_contributors(std::vector<double> contributors, double total, const DisclosurePolicy& policy);

/// Who may have come in between `before` and `now`, the largest contributors to a total then and now, where the total
/// has grown by `growth`. Whose part is no other than then was there then; without `before` everybody may be new whose
/// part is no more than the growth. Of those who are not among the largest now, one may have as much as the least of
/// them.
std::vector<double> newcomers(std::vector<double> now, const std::vector<double>* before, double growth);

/// Whoever is in the cell is alone in it, or alone makes its total.
bool has_one_contributor(const Table& table, const GridCell& cell);

} // namespace mahalla
