#include "disclosure/suppression.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr double tolerance = 1e-7;
constexpr std::size_t no_column = ~std::size_t{0};

/// Beyond these sizes branching may take minutes.
constexpr std::size_t exact_cells_max = 600;
constexpr std::size_t exact_primaries_max = 100;
constexpr std::size_t exact_rounds_max = 400;
constexpr std::size_t exact_nodes_max = 3'000; // over all rounds
/// Taking back superfluous cells costs so many audits at most.
constexpr std::size_t taking_back_programs_max = 4'000;

enum class Side { Below, Above };

double needed(const AttackedQuantity& quantity, std::size_t cell, Side side)
{
    return side == Side::Below ? quantity.below[cell] : quantity.above[cell];
}

/// How far a primary cell can be moved within a choice of hidden cells, and what else would have to be hidden.
class Mover {
public:
    Mover(const SuppressionProblem& problem, const AttackedQuantity& quantity) : problem_(problem), quantity_(quantity)
    {
        for (const double value : quantity.values) largest_ = std::max(largest_, value);
        for (std::size_t cell = 0; cell < quantity.values.size(); ++cell) program_.add_column(0, 0);
        for (const GridEquation& equation : problem.equations) {
            LinearProgram::Terms terms{{equation.total, -1}};
            for (const std::size_t part : equation.parts) terms.emplace_back(part, 1);
            program_.add_equal(terms, 0);
        }
    }

    void hide(const std::vector<char>& hidden)
    {
        for (std::size_t cell = 0; cell < hidden.size(); ++cell)
            program_.set_bounds(cell, hidden[cell] != 0 ? -quantity_.values[cell] : 0,
                                hidden[cell] != 0 ? largest_up() : 0);
    }

    /// The farthest movement of `cell`; the objective stays set for `cut`.
    double farthest(std::size_t cell, Side side)
    {
        program_.set_objective(cell, side == Side::Above ? 1 : -1);
        const double distance = program_.maximum().value_or(0);
        for (std::size_t i = 0; i < duals_.size(); ++i) duals_[i] = program_.reduced_cost(i);
        program_.set_objective(cell, 0);
        return distance;
    }

    /// The inequality over hidden cells that the choice before did not fulfil: each cell's dual times how far it could
    /// move, together at least what is needed. Coefficients above what is needed add nothing.
    std::pair<LinearProgram::Terms, double> cut(const std::vector<std::size_t>& binary_of, double need) const
    {
        std::vector<double> reach(duals_.size(), 0);
        double rest = need;
        for (std::size_t i = 0; i < duals_.size(); ++i) {
            reach[i] = duals_[i] > tolerance    ? duals_[i] * largest_up()
                       : duals_[i] < -tolerance ? -duals_[i] * quantity_.values[i]
                                                : 0;
        }
        for (const std::size_t primary : problem_.primaries) rest -= reach[primary];
        LinearProgram::Terms terms;
        for (std::size_t i = 0; i < reach.size(); ++i)
            if (binary_of[i] != no_column && reach[i] > tolerance)
                terms.emplace_back(binary_of[i], std::min(reach[i], rest));
        return {std::move(terms), rest};
    }

private:
    /// No cell can grow by more than all there is.
    double largest_up() const { return std::max(1.0, largest_); }

    const SuppressionProblem& problem_;
    const AttackedQuantity& quantity_;
    LinearProgram program_;
    double largest_ = 0;
    std::vector<double> duals_ = std::vector<double>(quantity_.values.size(), 0);
};

/// True where nothing is left to protect; calls `lacking(quantity, mover, cell, side)` for each cell that is not safe.
template <typename Lacking>
bool is_safe(const SuppressionProblem& problem, std::vector<std::unique_ptr<Mover>>& movers,
             const std::vector<char>& hidden, Lacking lacking)
{
    bool safe = true;
    for (std::size_t q = 0; q < movers.size(); ++q) {
        movers[q]->hide(hidden);
        for (const std::size_t primary : problem.primaries)
            for (const Side side : {Side::Below, Side::Above}) {
                const double need = needed(problem.quantities[q], primary, side);
                if (need <= 0 || movers[q]->farthest(primary, side) >= need - tolerance * std::max(1.0, need)) continue;
                safe = false;
                if (!lacking(*movers[q], need)) return false;
            }
    }
    return safe;
}

std::vector<std::unique_ptr<Mover>> movers_of(const SuppressionProblem& problem)
{
    std::vector<std::unique_ptr<Mover>> movers;
    for (const AttackedQuantity& quantity : problem.quantities)
        movers.push_back(std::make_unique<Mover>(problem, quantity));
    return movers;
}

std::vector<char> only_primaries(const SuppressionProblem& problem)
{
    std::vector<char> hidden(problem.may_hide.size(), 0);
    for (const std::size_t primary : problem.primaries) hidden[primary] = 1;
    return hidden;
}

enum class Search { Found, Impossible, GivenUp };

/// Master and separation in turn until the cheapest choice protects everything.
Search search_exactly(const SuppressionProblem& problem, SuppressionPattern& pattern)
{
    LinearProgram master;
    std::vector<std::size_t> binary_of(problem.may_hide.size(), no_column);
    const std::vector<char> primary = only_primaries(problem);
    for (std::size_t cell = 0; cell < binary_of.size(); ++cell)
        if (primary[cell] == 0 && problem.may_hide[cell] != 0) binary_of[cell] = master.add_binary(problem.cost[cell]);

    // A primary cell alone in an equation is what the others leave over.
    for (const GridEquation& equation : problem.equations) {
        std::vector<std::size_t> members = equation.parts;
        members.push_back(equation.total);
        if (std::count_if(members.begin(), members.end(), [&](std::size_t c) { return primary[c] != 0; }) != 1)
            continue;
        LinearProgram::Terms terms;
        for (const std::size_t member : members)
            if (binary_of[member] != no_column) terms.emplace_back(binary_of[member], 1);
        if (terms.empty()) return Search::Impossible;
        master.add_at_least(terms, 1);
    }

    auto movers = movers_of(problem);
    std::size_t nodes_left = exact_nodes_max;
    for (std::size_t round = 0; round < exact_rounds_max; ++round) {
        bool is_optimal = false;
        std::vector<char> hidden = primary;
        if (!master.integer_minimum(nodes_left, is_optimal) || !is_optimal) return Search::GivenUp;
        for (std::size_t cell = 0; cell < hidden.size(); ++cell)
            if (binary_of[cell] != no_column && master.integer_value(binary_of[cell]) > 0.5) hidden[cell] = 1;
        bool is_possible = true;
        const bool safe = is_safe(problem, movers, hidden, [&](Mover& mover, double need) {
            auto [terms, rest] = mover.cut(binary_of, need);
            is_possible = !terms.empty();
            if (is_possible) master.add_at_least(terms, rest);
            return is_possible;
        });
        if (safe) {
            pattern = {std::move(hidden), true};
            return Search::Found;
        }
        if (!is_possible) return Search::Impossible;
    }
    return Search::GivenUp;
}

/// Cell after cell: the cheapest movement that reaches what is needed says what to hide. What is hidden already costs
/// nothing.
class CheapestMovement {
public:
    CheapestMovement(const SuppressionProblem& problem, const AttackedQuantity& quantity)
        : problem_(problem), quantity_(quantity)
    {
        const std::vector<char> primary = only_primaries(problem);
        for (std::size_t cell = 0; cell < quantity.values.size(); ++cell) {
            const bool may_move = primary[cell] != 0 || problem.may_hide[cell] != 0;
            const double up = may_move ? LinearProgram::infinity : 0, down = may_move ? quantity.values[cell] : 0;
            const double cost = primary[cell] != 0 ? 0 : problem.cost[cell];
            up_.push_back(program_.add_column(0, up, cost));
            down_.push_back(program_.add_column(0, down, cost));
        }
        for (const GridEquation& equation : problem.equations) {
            LinearProgram::Terms terms;
            const auto add = [&](std::size_t cell, double sign) {
                terms.emplace_back(up_[cell], sign);
                terms.emplace_back(down_[cell], -sign);
            };
            add(equation.total, -1);
            for (const std::size_t part : equation.parts) add(part, 1);
            program_.add_equal(terms, 0);
        }
    }

    /// False where nothing protects the cell.
    bool protect(std::size_t cell, Side side, std::vector<char>& hidden)
    {
        const double need = needed(quantity_, cell, side);
        if (need <= 0) return true;
        for (std::size_t i = 0; i < hidden.size(); ++i)
            if (hidden[i] != 0)
                for (const std::size_t column : {up_[i], down_[i]}) program_.set_objective(column, 0);
        const bool is_up = side == Side::Above;
        program_.set_bounds(up_[cell], is_up ? need : 0, is_up ? need : 0);
        program_.set_bounds(down_[cell], is_up ? 0 : need, is_up ? 0 : need);
        const auto cost = program_.minimum();
        if (cost && std::isfinite(*cost))
            for (std::size_t i = 0; i < hidden.size(); ++i)
                if (std::fabs(program_.value(up_[i]) - program_.value(down_[i])) > tolerance) hidden[i] = 1;
        program_.set_bounds(up_[cell], 0, LinearProgram::infinity);
        program_.set_bounds(down_[cell], 0, quantity_.values[cell]);
        return cost.has_value();
    }

private:
    const SuppressionProblem& problem_;
    const AttackedQuantity& quantity_;
    LinearProgram program_;
    std::vector<std::size_t> up_, down_;
};

/// Shows again what the others hide without it, the most expensive first.
void take_back(const SuppressionProblem& problem, std::vector<char>& hidden)
{
    const std::vector<char> primary = only_primaries(problem);
    std::vector<std::size_t> secondary;
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (hidden[cell] != 0 && primary[cell] == 0) secondary.push_back(cell);
    if (secondary.size() * problem.primaries.size() * problem.quantities.size() > taking_back_programs_max) return;
    std::sort(secondary.begin(), secondary.end(),
              [&](std::size_t a, std::size_t b) { return problem.cost[a] > problem.cost[b]; });
    auto movers = movers_of(problem);
    for (const std::size_t cell : secondary) {
        hidden[cell] = 0;
        if (!is_safe(problem, movers, hidden, [](Mover&, double) { return false; })) hidden[cell] = 1;
    }
}

std::optional<SuppressionPattern> search_stepwise(const SuppressionProblem& problem)
{
    SuppressionPattern pattern{only_primaries(problem), false};
    std::vector<std::size_t> order = problem.primaries;
    for (const AttackedQuantity& quantity : problem.quantities) {
        CheapestMovement movement(problem, quantity);
        // What needs most first: it is likely to protect the others on the way.
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return quantity.above[a] > quantity.above[b]; });
        for (const std::size_t cell : order)
            for (const Side side : {Side::Above, Side::Below})
                if (!movement.protect(cell, side, pattern.hidden)) return std::nullopt;
    }
    take_back(problem, pattern.hidden);
    return pattern;
}

} // namespace

std::optional<SuppressionPattern> find_pattern(const SuppressionProblem& problem)
{
    if (problem.primaries.empty()) return SuppressionPattern{only_primaries(problem), true};
    const auto choices = static_cast<std::size_t>(std::count(problem.may_hide.begin(), problem.may_hide.end(), 1));
    if (choices <= exact_cells_max && problem.primaries.size() <= exact_primaries_max) {
        SuppressionPattern pattern;
        const Search search = search_exactly(problem, pattern);
        if (search == Search::Found) return pattern;
        if (search == Search::Impossible) return std::nullopt;
    }
    return search_stepwise(problem);
}

Attacker::Attacker(const std::vector<GridEquation>& equations, const std::vector<double>& values,
                   const std::vector<char>& hidden)
    : values_(values), program_(std::make_unique<LinearProgram>()), column_of_(values.size(), no_column)
{
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (hidden[cell] != 0) column_of_[cell] = program_->add_column(-values[cell], LinearProgram::infinity);
    for (const GridEquation& equation : equations) {
        LinearProgram::Terms terms;
        if (column_of_[equation.total] != no_column) terms.emplace_back(column_of_[equation.total], -1);
        for (const std::size_t part : equation.parts)
            if (column_of_[part] != no_column) terms.emplace_back(column_of_[part], 1);
        if (!terms.empty()) program_->add_equal(terms, 0);
    }
}

Attacker::~Attacker() = default;

AttackerInterval Attacker::interval_of(std::size_t cell)
{
    program_->set_objective(objective_, 0);
    objective_ = column_of_[cell];
    program_->set_objective(objective_, 1);
    // Movements start from the true values, so that each programme has a solution. Where the solver fails, the audit
    // must not: the interval is then taken for a point.
    const double lower = program_->minimum().value_or(0), upper = program_->maximum().value_or(0);
    return {values_[cell] + lower, values_[cell] + upper};
}

} // namespace mahalla
