#pragma once
#include "base/result.h"
#include "indicator/tabulate.h"

#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Reads the specification of `mahalla tabulate` (a JSON object with `design` and `estimates`). Fails with `Invalid`,
/// naming the estimate and the key, for what it does not know: a misspelt key would otherwise be a wrong figure.
Result<TabulationSpecification> read_tabulation_json(std::string_view text);

/// `{"estimates":[…]}`: one entry a cell of each table. What cannot be had is null, with a note.
std::string write_tables_json(const std::vector<Table>& tables);

} // namespace mahalla
