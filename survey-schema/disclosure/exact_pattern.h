#pragma once
#include "disclosure/movement_program.h"
#include "disclosure/suppression.h"

#include <memory>
#include <vector>

namespace mahalla {

enum class Search { Found, Impossible, GivenUp };

/// The search for the cheapest choice of hidden cells that protects everything.
///
/// A master programme chooses cells; for each cell to be protected a linear programme finds how far it can be moved;
/// where that is too little, its dual gives an inequality that the choice must fulfil (Fischetti and Salazar 2001,
/// Management Science 47). What was learnt of a problem is kept: one object serves one problem.
class ExactPattern {
public:
    /// `problem` must outlive it.
    ExactPattern(const SuppressionProblem& problem, const SearchEffort& effort);

    /// The cheapest choice, where it is found within the effort for separation and branching.
    Search find(std::vector<char>& hidden);

    /// Of each cell the part that the cheapest choice hides which hides cells by parts; empty where it was not found.
    const std::vector<double>& guide() const { return guide_; }

    /// Hides fewer cells than a pattern that protects everything: chooses a few of its cells anew while all others stay
    /// hidden, neighbours and a handful by chance in turn, within the effort for improvement (Shaw 1998: large
    /// neighbourhood search).
    void improve(std::vector<char>& hidden);

    /// No choice hides fewer cells: true only where the cheapest choice by parts proves it.
    bool is_fewest(const std::vector<char>& hidden) const;

private:
    /// A cell of which something is asked.
    struct Ask {
        std::size_t quantity = 0, cell = 0;
        bool was_short = true; ///< At the last choice that was looked at.
    };
    enum class Anew { Fewer, NoFewer, TooMany };

    bool keep_company(const AttackedQuantity& quantity);
    void keep_no_bridges();
    bool separate(const std::vector<double>& parts, bool& is_safe);
    bool look_at(const Ask& ask, bool& is_safe);
    bool look(MovementProgram& movement, std::size_t cell, IntervalEnd end, double need, bool& is_safe);
    std::vector<double> chosen_parts() const;
    bool may_choose(std::size_t cell) const { return column_of_[cell] != no_column; }

    std::vector<std::size_t> secondary(const std::vector<char>& hidden) const;
    std::vector<std::size_t> neighbours(std::size_t cell, std::size_t count, const std::vector<char>& hidden) const;
    Anew choose_anew(std::vector<char>& hidden);
    /// At most this much costs a choice that hides fewer cells; all that cost less need not be fewer.
    double cost_of_fewer(const std::vector<char>& hidden) const;

    const SuppressionProblem& problem_;
    SearchEffort effort_;
    LinearProgram master_;
    std::vector<std::size_t> column_of_;
    std::vector<std::unique_ptr<MovementProgram>> movements_; ///< Of each quantity.
    std::vector<Ask> asks_;
    std::vector<double> guide_;
    double cost_min_ = 0; ///< Of a choice by parts.
    double separation_effort_ = 0;
    bool looks_at_all_ = true; ///< At every cell, for as much as can be learnt; else at those that were short first.
};

} // namespace mahalla
