#include "disclosure/exact_pattern.h"

#include "disclosure/movement_program.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t rounds_max = 400;
constexpr std::size_t nodes_max = 3'000; // over all rounds

class ExactSearch {
public:
    explicit ExactSearch(const SuppressionProblem& problem) : problem_(problem), column_of_(problem.size(), no_column)
    {
        for (std::size_t cell = 0; cell < problem.size(); ++cell)
            if (problem.hidden[cell] == 0 && problem.may_hide[cell] != 0)
                column_of_[cell] = master_.add_binary(problem.cost[cell]);
        for (const AttackedQuantity& quantity : problem.quantities)
            movements_.push_back(std::make_unique<MovementProgram>(quantity));
    }

    Search run(std::vector<char>& hidden)
    {
        for (const AttackedQuantity& quantity : problem_.quantities)
            if (!keep_company(quantity)) return Search::Impossible;
        std::size_t nodes_left = nodes_max;
        for (std::size_t round = 0; round < rounds_max; ++round) {
            bool is_optimal = false;
            if (!master_.integer_minimum(nodes_left, is_optimal) || !is_optimal) return Search::GivenUp;
            hidden = problem_.hidden;
            for (std::size_t cell = 0; cell < hidden.size(); ++cell)
                if (column_of_[cell] != no_column && master_.integer_value(column_of_[cell]) > 0.5) hidden[cell] = 1;
            bool is_safe = true;
            for (std::size_t q = 0; q < movements_.size(); ++q)
                if (!separate(q, hidden, is_safe)) return Search::Impossible;
            if (is_safe) return Search::Found;
        }
        return Search::GivenUp;
    }

private:
    /// An unsafe cell alone in an equation is what the others leave over. False where nothing can keep it company.
    bool keep_company(const AttackedQuantity& quantity)
    {
        for (const GridEquation& equation : quantity.equations) {
            std::size_t hidden = 0, unsafe = 0;
            LinearProgram::Terms terms;
            const auto look_at = [&](std::size_t cell) {
                if (quantity.is_open[cell] == 0) return;
                hidden += problem_.hidden[cell] != 0 ? 1U : 0U;
                unsafe += quantity.below[cell] + quantity.above[cell] > 0 ? 1U : 0U;
                if (column_of_[cell] != no_column) terms.emplace_back(column_of_[cell], 1);
            };
            look_at(equation.total);
            for (const std::size_t part : equation.parts) look_at(part);
            if (hidden != 1 || unsafe != 1) continue;
            if (terms.empty()) return false;
            master_.add_at_least(terms, 1);
        }
        return true;
    }

    /// Adds what the choice lacks for one quantity; false where no choice has it.
    bool separate(std::size_t q, const std::vector<char>& hidden, bool& is_safe)
    {
        const AttackedQuantity& quantity = problem_.quantities[q];
        MovementProgram& movement = *movements_[q];
        movement.hide(hidden);
        std::vector<std::size_t> moved;
        for (const std::size_t cell : cells_to_protect(quantity))
            for (const IntervalEnd end : {IntervalEnd::Below, IntervalEnd::Above}) {
                const double need = needed(quantity, cell, end);
                if (need <= 0) continue;
                if (!look(movement, cell, end, need, is_safe)) return false;
                // A contributor who knows one of the cells that moved may stand against it.
                moved.clear();
                for (const std::size_t singleton : quantity.singletons)
                    if (singleton != cell && hidden[singleton] != 0 && std::abs(movement.moved(singleton)) > 1e-9)
                        moved.push_back(singleton);
                for (const std::size_t singleton : moved) {
                    movement.hold(singleton);
                    const bool is_possible = look(movement, cell, end, need, is_safe);
                    movement.let_go();
                    if (!is_possible) return false;
                }
            }
        return true;
    }

    bool look(MovementProgram& movement, std::size_t cell, IntervalEnd end, double need, bool& is_safe)
    {
        if (movement.farthest(cell, end) >= short_of(need)) return true;
        is_safe = false;
        auto [terms, rest] = movement.cut(column_of_, problem_.hidden, need);
        if (terms.empty()) return false;
        master_.add_at_least(terms, rest);
        return true;
    }

    const SuppressionProblem& problem_;
    LinearProgram master_;
    std::vector<std::size_t> column_of_;
    std::vector<std::unique_ptr<MovementProgram>> movements_;
};

} // namespace

Search find_exact_pattern(const SuppressionProblem& problem, std::vector<char>& hidden)
{
    return ExactSearch(problem).run(hidden);
}

} // namespace mahalla
