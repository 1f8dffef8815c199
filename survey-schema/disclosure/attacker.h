#pragma once
#include "disclosure/linear_program.h"
#include "disclosure/suppression_problem.h"

#include <memory>
#include <vector>

namespace mahalla {

/// What an outsider can work out about a hidden cell from everything that is shown: the other cells, their sums, and
/// that nothing is below 0.
struct AttackerInterval {
    double lower = 0;
    double upper = 0; ///< Infinite where nothing bounds it.
};

/// What an outsider can work out where `hidden` cells are not shown, all others are, and nothing is below 0.
class Attacker {
public:
    Attacker(const AttackedQuantity& quantity, const std::vector<char>& hidden);

    bool is_in_doubt(std::size_t cell) const { return column_of_[cell] != shown; }
    /// The interval in which a cell in doubt can be placed.
    AttackerInterval interval_of(std::size_t cell);
    /// How far a cell can lie from its value. Where the solver fails the audit must not: it is then 0.
    double farthest(std::size_t cell, IntervalEnd end);
    /// Which cells the last movement needed.
    std::vector<std::size_t> moved() const;
    bool has_moved(std::size_t cell) const;

    /// An outsider who knows this cell too, until `let_go` is called.
    void hold(std::size_t cell);
    void let_go(std::size_t cell);

    /// What one question costs: the size of the programme.
    double effort() const { return static_cast<double>(cells_.size() + equation_count_); }

private:
    static constexpr std::size_t shown = ~std::size_t{0};

    const AttackedQuantity& quantity_;
    LinearProgram program_;
    std::vector<std::size_t> column_of_; // of each cell
    std::vector<std::size_t> cells_;     // of each column
    std::size_t objective_ = 0, equation_count_ = 0;
};

/// What keeps a cell safe against outsiders, and against each single contributor of another cell: the cells that the
/// movements which prove it need. `is_safe` is false where there is no such movement.
struct ProofOfSafety {
    bool is_safe = true;
    std::vector<std::size_t> needs;
};

/// Asks `attacker` whether a cell is as uncertain as `quantity` demands.
ProofOfSafety prove_safe(const AttackedQuantity& quantity, Attacker& attacker, std::size_t cell);

} // namespace mahalla
