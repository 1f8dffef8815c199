#include "disclosure/exact_pattern.h"

#include "disclosure/movement_program.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// Rows and columns of all programmes that are solved, and of the chosen one once for each branching: five seconds.
constexpr double separation_effort_max = 4e6;
constexpr double branching_effort_max = 1.2e6;

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

    Search run(std::vector<char>& hidden, std::vector<double>& guide)
    {
        for (const AttackedQuantity& quantity : problem_.quantities)
            if (!keep_company(quantity)) return Search::Impossible;
        keep_no_bridges();

        // What parts of cells can do bounds what whole ones can, and is found without branching.
        std::vector<double> parts(problem_.size());
        for (bool is_safe = false; !is_safe;) {
            if (!master_.minimum() || separation_effort_ > separation_effort_max) return Search::GivenUp;
            for (std::size_t cell = 0; cell < parts.size(); ++cell)
                parts[cell] = problem_.hidden[cell] != 0      ? 1
                              : column_of_[cell] != no_column ? std::clamp(master_.value(column_of_[cell]), 0.0, 1.0)
                                                              : 0;
            if (!separate(parts, is_safe)) return Search::Impossible;
        }
        guide = parts;
        double branching_left = branching_effort_max;
        while (true) {
            bool is_optimal = false, is_safe = false;
            if (!master_.integer_minimum(branching_left, is_optimal) || !is_optimal) return Search::GivenUp;
            for (std::size_t cell = 0; cell < parts.size(); ++cell)
                if (column_of_[cell] != no_column) parts[cell] = master_.integer_value(column_of_[cell]) > 0.5 ? 1 : 0;
            if (!separate(parts, is_safe)) return Search::Impossible;
            if (is_safe) {
                hidden.assign(parts.begin(), parts.end());
                return Search::Found;
            }
            if (separation_effort_ > separation_effort_max) return Search::GivenUp;
        }
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

    /// Nor does the cheapest choice hide any cell alone in an equation: everybody could work it out, so it would hide
    /// nothing. True only where all outsiders are in doubt of the same cells.
    void keep_no_bridges()
    {
        const AttackedQuantity& first = problem_.quantities.front();
        for (const AttackedQuantity& quantity : problem_.quantities)
            if (quantity.is_open != first.is_open) return;
        for (const GridEquation& equation : first.equations) {
            std::vector<std::size_t> choices;
            bool is_in_doubt = false;
            const auto look_at = [&](std::size_t cell) {
                if (first.is_open[cell] == 0) return;
                is_in_doubt = is_in_doubt || problem_.hidden[cell] != 0;
                if (column_of_[cell] != no_column) choices.push_back(column_of_[cell]);
            };
            look_at(equation.total);
            for (const std::size_t part : equation.parts) look_at(part);
            if (is_in_doubt) continue;
            for (const std::size_t alone : choices) {
                LinearProgram::Terms terms{{alone, -1}};
                for (const std::size_t other : choices)
                    if (other != alone) terms.emplace_back(other, 1);
                master_.add_at_least(terms, 0);
            }
        }
    }

    /// Adds what the choice lacks; false where no choice has it.
    bool separate(const std::vector<double>& parts, bool& is_safe)
    {
        is_safe = true;
        for (std::size_t q = 0; q < movements_.size(); ++q) {
            const AttackedQuantity& quantity = problem_.quantities[q];
            MovementProgram& movement = *movements_[q];
            movement.hide(parts);
            for (const std::size_t cell : cells_to_protect(quantity))
                for (const IntervalEnd end : {IntervalEnd::Below, IntervalEnd::Above}) {
                    const double need = needed(quantity, cell, end);
                    if (need <= 0) continue;
                    if (!look(movement, cell, end, need, is_safe)) return false;
                    // A contributor who knows one of the cells that moved may stand against it.
                    std::vector<std::size_t> moved;
                    for (const std::size_t singleton : quantity.singletons)
                        if (singleton != cell && std::fabs(movement.moved(singleton)) > 1e-9)
                            moved.push_back(singleton);
                    for (const std::size_t singleton : moved) {
                        movement.hold(singleton);
                        const bool is_possible = look(movement, cell, end, need, is_safe);
                        movement.let_go();
                        if (!is_possible) return false;
                    }
                }
        }
        return true;
    }

    bool look(MovementProgram& movement, std::size_t cell, IntervalEnd end, double need, bool& is_safe)
    {
        separation_effort_ += movement.effort();
        if (movement.farthest(cell, end) >= short_of(need)) return true;
        auto [terms, rest] = movement.cut(column_of_, problem_.hidden, need);
        if (terms.empty()) return false;
        is_safe = false;
        master_.add_at_least(terms, rest);
        return true;
    }

    const SuppressionProblem& problem_;
    LinearProgram master_;
    std::vector<std::size_t> column_of_;
    std::vector<std::unique_ptr<MovementProgram>> movements_;
    double separation_effort_ = 0;
};

} // namespace

Search find_exact_pattern(const SuppressionProblem& problem, std::vector<char>& hidden, std::vector<double>& guide)
{
    return ExactSearch(problem).run(hidden, guide);
}

} // namespace mahalla
