#pragma once
#include "disclosure/suppression_problem.h"

namespace mahalla {

enum class Search { Found, Impossible, GivenUp };

/// The cheapest choice of hidden cells that protects everything, where it is found within a fixed number of branchings.
///
/// A master programme chooses cells; for each cell to be protected a linear programme finds how far it can be moved;
/// where that is too little, its dual gives an inequality that the choice must fulfil (Fischetti and Salazar 2001,
/// Management Science 47). Where it is given up, `guide` may say of each cell which part of it the cheapest choice
/// hides that hides cells by parts; else it stays empty.
Search find_exact_pattern(const SuppressionProblem& problem, std::vector<char>& hidden, std::vector<double>& guide);

} // namespace mahalla
