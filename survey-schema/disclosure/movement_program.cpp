#include "disclosure/movement_program.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr double tolerance = 1e-7;

} // namespace

MovementProgram::MovementProgram(const AttackedQuantity& quantity)
    : quantity_(quantity), duals_(quantity.values.size(), 0), moved_(quantity.values.size(), 0),
      part_hidden_(quantity.values.size(), 0), held_(no_column)
{
    for (const double value : quantity.values) largest_ = std::max(largest_, value);
    for (std::size_t cell = 0; cell < quantity.values.size(); ++cell) program_.add_column(0, 0);
    for (const GridEquation& equation : quantity.equations) {
        LinearProgram::Terms terms{{equation.total, -1}};
        for (const std::size_t part : equation.parts) terms.emplace_back(part, 1);
        program_.add_equal(terms, 0);
    }
}

void MovementProgram::set_bounds(std::size_t cell, double part)
{
    program_.set_bounds(cell, -part * quantity_.values[cell], part * largest_);
}

void MovementProgram::hide(const std::vector<char>& hidden) { hide(std::vector<double>(hidden.begin(), hidden.end())); }

void MovementProgram::hide(const std::vector<double>& parts)
{
    for (std::size_t cell = 0; cell < parts.size(); ++cell) {
        part_hidden_[cell] = quantity_.is_open[cell] != 0 ? parts[cell] : 0;
        set_bounds(cell, part_hidden_[cell]);
    }
}

void MovementProgram::hold(std::size_t cell)
{
    held_ = cell;
    set_bounds(cell, 0);
}

void MovementProgram::let_go()
{
    set_bounds(held_, part_hidden_[held_]);
    held_ = no_column;
}

double MovementProgram::farthest(std::size_t cell, IntervalEnd end)
{
    program_.set_objective(cell, end == IntervalEnd::Above ? 1 : -1);
    const double distance = program_.maximum().value_or(0);
    for (std::size_t i = 0; i < duals_.size(); ++i) {
        duals_[i] = program_.reduced_cost(i);
        moved_[i] = program_.value(i);
    }
    program_.set_objective(cell, 0);
    return distance;
}

std::pair<LinearProgram::Terms, double> MovementProgram::cut(const std::vector<std::size_t>& column_of,
                                                             const std::vector<char>& is_hidden, double need) const
{
    std::vector<double> reach(duals_.size(), 0);
    double rest = need;
    for (std::size_t i = 0; i < duals_.size(); ++i) {
        if (i == held_ || quantity_.is_open[i] == 0) continue;
        reach[i] = duals_[i] > tolerance    ? duals_[i] * largest_
                   : duals_[i] < -tolerance ? -duals_[i] * quantity_.values[i]
                                            : 0;
        if (is_hidden[i] != 0) rest -= reach[i];
    }
    LinearProgram::Terms terms;
    for (std::size_t i = 0; i < reach.size(); ++i)
        if (column_of[i] != no_column && reach[i] > tolerance)
            terms.emplace_back(column_of[i], std::min(reach[i], rest) / rest);
    return {std::move(terms), 1};
}

} // namespace mahalla
