#pragma once
#include "disclosure/linear_program.h"
#include "disclosure/suppression_problem.h"

#include <utility>

namespace mahalla {

/// How far a cell can be moved from its value while everything that is shown stays as it is and nothing falls below 0:
/// what an outsider cannot exclude. All cells are columns, so that the duals of those that are shown say what hiding
/// them would bring.
class MovementProgram {
public:
    explicit MovementProgram(const AttackedQuantity& quantity);

    void hide(const std::vector<char>& hidden);
    /// The same where cells are hidden by parts of themselves, from 0 to 1: they can move by that part of their way.
    void hide(const std::vector<double>& parts);
    /// Holds a hidden cell where it is (its contributor knows it) until `let_go`.
    void hold(std::size_t cell);
    void let_go();

    double effort() const { return program_.effort(); }
    double farthest(std::size_t cell, IntervalEnd end);
    /// How far another cell went in that movement.
    double moved(std::size_t cell) const { return moved_[cell]; }
    /// The inequality over choices of cells to hide that the movement fell short of: each cell's dual times how far it
    /// could move, together at least what is needed, as parts of it: totals of millions and counts of ones are weighed
    /// alike. Coefficients above what is needed add nothing.
    ///
    /// `column_of` gives each cell's column in the programme that chooses, `is_hidden` those that are hidden anyhow.
    std::pair<LinearProgram::Terms, double> cut(const std::vector<std::size_t>& column_of,
                                                const std::vector<char>& is_hidden, double need) const;

private:
    void set_bounds(std::size_t cell, double part);

    const AttackedQuantity& quantity_;
    LinearProgram program_;
    double largest_ = 1; ///< No cell can grow by more than all there is.
    std::vector<double> duals_, moved_;
    std::vector<double> part_hidden_;
    std::size_t held_;
};

inline constexpr std::size_t no_column = ~std::size_t{0};

} // namespace mahalla
