#pragma once
#include "disclosure/linear_program.h"
#include "disclosure/protect.h"
#include "disclosure/table_grid.h"

#include <memory>
#include <optional>
#include <vector>

namespace mahalla {

/// One quantity that an outsider may try to work out: the counts of a table, or its totals.
struct AttackedQuantity {
    std::vector<double> values; ///< Of each cell of the grid.
    /// How far below and above its value an outsider's interval must reach, for each primary cell.
    std::vector<double> below, above;
};

/// A grid, which cells must be hidden, and which may be.
struct SuppressionProblem {
    const std::vector<GridEquation>& equations;
    std::vector<AttackedQuantity> quantities; ///< At least one.
    std::vector<std::size_t> primaries;
    std::vector<char> may_hide; ///< Cells that may hide others; primaries need not be marked.
    std::vector<double> cost;   ///< Of hiding a cell, above 0.
};

/// Which cells are hidden, primaries among them; `is_minimal` where no cheaper choice protects them.
struct SuppressionPattern {
    std::vector<char> hidden;
    bool is_minimal = false;
};

/// The cheapest pattern that protects every primary cell.
///
/// Exact for small problems: a master programme chooses cells; for each primary cell a linear programme finds how far
/// it can be moved; where that is too little, its dual gives an inequality that the choice must fulfil (Fischetti and
/// Salazar 2001, Management Science 47). For larger ones, and where branching takes too long, cell after cell by
/// the cheapest movement that protects it (Kelly, Golden and Assad 1992, Networks 22). Nothing where no pattern does.
std::optional<SuppressionPattern> find_pattern(const SuppressionProblem& problem);

/// What an outsider can work out where `hidden` cells are not shown, all others are, and nothing is below 0.
class Attacker {
public:
    Attacker(const std::vector<GridEquation>& equations, const std::vector<double>& values,
             const std::vector<char>& hidden);
    ~Attacker();

    /// The interval in which a hidden cell can be placed; `upper` is infinite where nothing bounds it.
    AttackerInterval interval_of(std::size_t cell);

private:
    const std::vector<double>& values_;
    std::unique_ptr<LinearProgram> program_;
    std::vector<std::size_t> column_of_; // of each cell; no_column where it is shown
    std::size_t objective_ = 0;
};

} // namespace mahalla
