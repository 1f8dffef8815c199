#pragma once
#include "analysis/counting_index.h"
#include "command_line/analysis_kinds.h"

namespace mahalla {

/// What `deprivations` says: an expression for yes or no each, or what is achieved with the cut-off below which a unit
/// is deprived. Gaps are known where all are of the second kind.
struct AskedDeprivations {
    NamedExpressions named;
    std::vector<double> cutoffs;
    bool are_achievements = false;
};

AskedDeprivations asked_deprivations(JsonObject& asked);
/// The weight of each name in `weights`; 1 where there are none. Complains where one is lacking.
std::vector<double> asked_weights(JsonObject& asked, const std::vector<std::string>& names);
/// `columns` hold what the expressions give; `units` the weight of each row.
Result<Deprivations> deprivations_in(const AskedDeprivations& asked, const std::vector<double>& weights,
                                     const std::vector<std::vector<double>>& columns, std::vector<double> units);

} // namespace mahalla
