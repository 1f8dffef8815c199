#pragma once
#include "disclosure/suppression_problem.h"

#include <optional>

namespace mahalla {

/// Which cells are hidden; `is_minimal` where no cheaper choice protects what is to be protected.
struct SuppressionPattern {
    std::vector<char> hidden;
    bool is_minimal = false;
};

/// The cheapest pattern that protects every cell of which something is asked; nothing where no pattern does.
///
/// Exact for small problems. For larger ones, and where branching takes too long, the hypercube method, with the
/// cheapest movement for cells that have no cube, less what turns out to be superfluous; where the problem is of middle
/// size the cheapest movement for all cells is tried too, and the cheaper of both patterns is taken. The effort is
/// bounded by counts, never by the clock: one table has one pattern.
std::optional<SuppressionPattern> find_pattern(const SuppressionProblem& problem);

} // namespace mahalla
