#pragma once
#include "disclosure/suppression_problem.h"

namespace mahalla {

/// What the hypercube method hides, and the cells for which it found no cube that protects them.
struct HypercubePattern {
    std::vector<char> hidden;
    std::vector<std::size_t> without_cube;
};

/// Hides for each cell to be protected the corners of the cheapest box around it whose values can be moved as far as is
/// needed: up and down in turn, so that no sum changes (Repsilber 1994; Giessing and Repsilber 2002). Then every
/// cell chooses again with the boxes of all others in place, twice.
///
/// A box is only trusted where all equations of its corners are those of its own table, and where none of its other
/// corners has a single contributor. Takes time in proportion to cells times cells to be protected, up to a limit.
HypercubePattern find_hypercube_pattern(const SuppressionProblem& problem);

} // namespace mahalla
