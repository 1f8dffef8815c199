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
/// What a cell still costs that the guide hides whole.
constexpr double guide_cost_min = 0.05;

double cost_of(const SuppressionProblem& problem, const std::vector<char>& hidden)
{
    double cost = 0;
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (hidden[cell] != 0 && problem.hidden[cell] == 0) cost += problem.cost[cell];
    return cost;
}

} // namespace

std::optional<SuppressionPattern> find_pattern(const SuppressionProblem& problem, const SearchEffort& effort)
{
    std::vector<std::size_t> wanted;
    for (const AttackedQuantity& quantity : problem.quantities)
        for (const std::size_t cell : cells_to_protect(quantity)) wanted.push_back(cell);
    if (wanted.empty()) return SuppressionPattern{problem.hidden, true};

    const auto choices = static_cast<std::size_t>(std::count(problem.may_hide.begin(), problem.may_hide.end(), 1));
    ExactPattern exact(problem, effort);
    if (choices <= exact_cells_max && wanted.size() <= exact_wanted_max) {
        std::vector<char> hidden;
        const Search search = exact.find(hidden);
        if (search == Search::Found) return SuppressionPattern{std::move(hidden), true};
        if (search == Search::Impossible) return std::nullopt;
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());

    HypercubePattern cubes = find_hypercube_pattern(problem);
    std::vector<char> best = cubes.hidden;
    if (!cubes.without_cube.empty() && !protect_stepwise(problem, cubes.without_cube, best)) return std::nullopt;
    take_back(problem, best);
    if (problem.size() * wanted.size() > stepwise_size_max) return SuppressionPattern{std::move(best), false};

    const auto try_stepwise = [&](const SuppressionProblem& with_costs) {
        std::vector<char> hidden = problem.hidden;
        if (!protect_stepwise(with_costs, wanted, hidden)) return;
        take_back(problem, hidden);
        if (cost_of(problem, hidden) < cost_of(problem, best)) best = std::move(hidden);
    };
    try_stepwise(problem);
    if (const auto& guide = exact.guide(); !guide.empty()) {
        // What the choice by parts hides most is cheapest.
        SuppressionProblem guided = problem;
        for (std::size_t cell = 0; cell < guide.size(); ++cell) guided.cost[cell] *= guide_cost_min + 1 - guide[cell];
        try_stepwise(guided);
    }
    exact.improve(best);
    const bool is_fewest = exact.is_fewest(best);
    return SuppressionPattern{std::move(best), is_fewest};
}

} // namespace mahalla
