#include "disclosure/attacker.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr double tolerance = 1e-7;

} // namespace

Attacker::Attacker(const AttackedQuantity& quantity, const std::vector<char>& hidden)
    : quantity_(quantity), column_of_(quantity.values.size(), shown)
{
    for (std::size_t cell = 0; cell < hidden.size(); ++cell)
        if (hidden[cell] != 0 && quantity.is_open[cell] != 0) {
            column_of_[cell] = program_.add_column(-quantity.values[cell], LinearProgram::infinity);
            cells_.push_back(cell);
        }
    for (const GridEquation& equation : quantity.equations) {
        LinearProgram::Terms terms;
        if (is_in_doubt(equation.total)) terms.emplace_back(column_of_[equation.total], -1);
        for (const std::size_t part : equation.parts)
            if (is_in_doubt(part)) terms.emplace_back(column_of_[part], 1);
        if (terms.empty()) continue;
        program_.add_equal(terms, 0);
        ++equation_count_;
    }
}

double Attacker::farthest(std::size_t cell, IntervalEnd end)
{
    program_.set_objective(objective_, 0);
    objective_ = column_of_[cell];
    program_.set_objective(objective_, 1);
    // Movements start from the true values, so that each programme has a solution.
    return end == IntervalEnd::Above ? program_.maximum().value_or(0) : -program_.minimum().value_or(0);
}

AttackerInterval Attacker::interval_of(std::size_t cell)
{
    const double value = quantity_.values[cell];
    AttackerInterval interval{value - farthest(cell, IntervalEnd::Below), value + farthest(cell, IntervalEnd::Above)};
    // Rounding of the solver is no knowledge of the attacker.
    const double fine = tolerance * std::max(1.0, value);
    for (double* bound : {&interval.lower, &interval.upper})
        if (std::isfinite(*bound) && std::fabs(*bound - std::round(*bound)) < fine) *bound = std::round(*bound);
    interval.lower = std::max(0.0, interval.lower) + 0.0;
    return interval;
}

std::vector<std::size_t> Attacker::moved() const
{
    std::vector<std::size_t> moved;
    for (std::size_t column = 0; column < cells_.size(); ++column)
        if (std::fabs(program_.value(column)) > tolerance) moved.push_back(cells_[column]);
    return moved;
}

bool Attacker::has_moved(std::size_t cell) const
{
    return is_in_doubt(cell) && std::fabs(program_.value(column_of_[cell])) > tolerance;
}

void Attacker::hold(std::size_t cell) { program_.set_bounds(column_of_[cell], 0, 0); }

void Attacker::let_go(std::size_t cell)
{
    program_.set_bounds(column_of_[cell], -quantity_.values[cell], LinearProgram::infinity);
}

ProofOfSafety prove_safe(const AttackedQuantity& quantity, Attacker& attacker, std::size_t cell)
{
    ProofOfSafety proof;
    for (const IntervalEnd end : {IntervalEnd::Below, IntervalEnd::Above}) {
        double need = needed(quantity, cell, end);
        if (need <= 0) continue;
        const auto look = [&] {
            proof.is_safe = attacker.farthest(cell, end) >= short_of(need);
            const auto moved = attacker.moved();
            proof.needs.insert(proof.needs.end(), moved.begin(), moved.end());
            return proof.is_safe;
        };
        if (!attacker.is_in_doubt(cell) || !look()) return {false, {}};
        std::vector<const SingleContributor*> contributors;
        for (const SingleContributor& contributor : quantity.singletons)
            if (attacker.has_moved(contributor.cell)) contributors.push_back(&contributor);
        for (const SingleContributor* contributor : contributors) {
            need = needed_against(*contributor, quantity, cell, end);
            if (need <= 0) continue;
            attacker.hold(contributor->cell);
            const bool is_safe = look();
            attacker.let_go(contributor->cell);
            if (!is_safe) return {false, {}};
        }
    }
    std::sort(proof.needs.begin(), proof.needs.end());
    proof.needs.erase(std::unique(proof.needs.begin(), proof.needs.end()), proof.needs.end());
    return proof;
}

} // namespace mahalla
