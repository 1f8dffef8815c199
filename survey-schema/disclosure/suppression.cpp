#include "disclosure/suppression.h"

#include "disclosure/exact_pattern.h"
#include "disclosure/hypercube_pattern.h"
#include "disclosure/stepwise_pattern.h"

#include <algorithm>

namespace mahalla {

namespace {

/// Beyond these sizes branching may take minutes.
constexpr std::size_t exact_cells_max = 600;
constexpr std::size_t exact_wanted_max = 100;
/// Cells times cells to be protected up to which every cell gets its cheapest movement.
constexpr std::size_t stepwise_size_max = 100'000;

double cost_of(const SuppressionProblem& problem, const std::vector<char>& hidden)
{
    double cost = 0;
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (hidden[cell] != 0 && problem.hidden[cell] == 0) cost += problem.cost[cell];
    return cost;
}

} // namespace

std::optional<SuppressionPattern> find_pattern(const SuppressionProblem& problem)
{
    std::vector<std::size_t> wanted;
    for (const AttackedQuantity& quantity : problem.quantities)
        for (const std::size_t cell : cells_to_protect(quantity)) wanted.push_back(cell);
    if (wanted.empty()) return SuppressionPattern{problem.hidden, true};

    const auto choices = static_cast<std::size_t>(std::count(problem.may_hide.begin(), problem.may_hide.end(), 1));
    if (choices <= exact_cells_max && wanted.size() <= exact_wanted_max) {
        std::vector<char> hidden;
        const Search search = find_exact_pattern(problem, hidden);
        if (search == Search::Found) return SuppressionPattern{std::move(hidden), true};
        if (search == Search::Impossible) return std::nullopt;
    }

    HypercubePattern cubes = find_hypercube_pattern(problem);
    std::vector<char> best = cubes.hidden;
    if (!cubes.without_cube.empty() && !protect_stepwise(problem, cubes.without_cube, best)) return std::nullopt;
    take_back(problem, best);
    if (problem.size() * wanted.size() <= stepwise_size_max) {
        std::vector<char> stepwise = problem.hidden;
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        if (!protect_stepwise(problem, wanted, stepwise)) return std::nullopt;
        take_back(problem, stepwise);
        if (cost_of(problem, stepwise) < cost_of(problem, best)) best = std::move(stepwise);
    }
    return SuppressionPattern{std::move(best), false};
}

} // namespace mahalla
