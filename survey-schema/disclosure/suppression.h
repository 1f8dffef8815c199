#pragma once
#include "disclosure/suppression_problem.h"

#include <optional>

namespace mahalla {

/// Which cells are hidden; `is_minimal` where no cheaper choice protects what is to be protected.
struct SuppressionPattern {
    std::vector<char> hidden;
    bool is_minimal = false;
};

/// How much work the search may take: rows and columns of all programmes that it solves, never the clock, so that one
/// table has one pattern. A million takes about a second.
struct SearchEffort {
    double separation = 4e6;  ///< To find what the cheapest choice must fulfil.
    double branching = 1.2e6; ///< To find the choice; the programme once for each branching.
    double improvement = 1e6; ///< To choose parts of a pattern anew that is not known to be the cheapest.
};

/// The cheapest pattern that protects every cell of which something is asked; nothing where no pattern does.
///
/// Exact for small problems. For larger ones, and where branching takes too long, the hypercube method, with the
/// cheapest movement for cells that have no cube, less what turns out to be superfluous; where the problem is of middle
/// size the cheapest movement for all cells is tried too, and the cheaper of both patterns is taken. The effort is
/// bounded by counts, never by the clock: one table has one pattern.
std::optional<SuppressionPattern> find_pattern(const SuppressionProblem& problem, const SearchEffort& effort = {});

} // namespace mahalla
