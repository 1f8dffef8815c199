#pragma once
#include "disclosure/disclosure_policy.h"
#include "disclosure/table_grid.h"

#include <string>
#include <vector>

namespace mahalla {

/// The rule that makes each cell of the grid unsafe: "threshold", "psus", "dominance", "p-percent", "empty",
/// "zero or full"; empty for cells that are safe.
std::vector<std::string> unsafe_cells(const Table& table, const TableGrid& grid, const DisclosurePolicy& policy);

/// Whoever is in the cell is alone in it, or alone makes its total.
bool has_one_contributor(const Table& table, const GridCell& cell);

} // namespace mahalla
