#pragma once
#include "disclosure/suppression_problem.h"

namespace mahalla {

/// Hides, cell after cell, what the cheapest movement that protects the next of `cells` needs (Kelly, Golden and Assad
/// 1992, Networks 22); what is hidden already costs nothing. False where nothing protects one of them.
bool protect_stepwise(const SuppressionProblem& problem, const std::vector<std::size_t>& cells,
                      std::vector<char>& hidden);

/// The cells that `hidden` leaves less safe than is asked.
std::vector<std::size_t> unprotected_cells(const SuppressionProblem& problem, const std::vector<char>& hidden);

/// Shows again what the others hide without it, the most expensive first, within a fixed effort. `hidden` must protect
/// everything.
void take_back(const SuppressionProblem& problem, std::vector<char>& hidden);

} // namespace mahalla
