#pragma once
#include "disclosure/disclosure_policy.h"
#include "disclosure/joined_cells.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// What an outsider is taken to know besides what is shown.
enum class Knowledge {
    Margins,   ///< Every margin that the tables imply, from a census or a register.
    OnlyShown, ///< Nothing else.
};

/// Against whom the unsafe cells of the tables are protected. The stronger attacker is the first choice; where nothing
/// protects against him because a margin says as much as its cells, the weaker one has to do.
struct Attack {
    Knowledge of_counts = Knowledge::Margins;
    Knowledge of_attributes = Knowledge::Margins; ///< Of how many say yes.
};

/// States what the policy asks of joined cells as a problem of suppression.
///
/// `rules` says which rule makes a cell unsafe, empty for safe ones; `singletons` which cells have a single
/// contributor. Margins that no table shows are unknown to who only sees what is shown; that unsafe ones cannot be
/// worked out, nor unsafe differences, nor what an earlier release hid, is asked against him alone.
class AttackStatement {
public:
    AttackStatement(const JoinedCells& joined, const std::vector<std::string>& rules,
                    const std::vector<char>& singletons, const DisclosurePolicy& policy, double threshold);

    SuppressionProblem problem(Attack attack) const;

private:
    using Part = std::optional<double> JoinedCell::*;

    std::vector<char> hidden_from_the_start() const;
    /// Cells of which something is asked against an outsider with this knowledge.
    std::vector<char> asked(Knowledge knowledge, bool is_alone) const;
    void add_counts(SuppressionProblem& problem, Knowledge knowledge, bool is_alone) const;
    void add_values(SuppressionProblem& problem, Knowledge knowledge, bool is_alone) const;
    void add_attribute(SuppressionProblem& problem, Knowledge knowledge, bool of_those_who_say_yes) const;
    /// Open cells and the equations between cells that have this part.
    AttackedQuantity quantity_of(const std::vector<std::optional<double>>& values, Knowledge knowledge) const;
    std::vector<std::optional<double>> part(Part member) const;
    void find_contributors();
    bool is_asked_of_earlier(const JoinedCell& cell, bool is_estimated) const;
    void ask_of_earlier(AttackedQuantity& quantity) const;
    void ask_no_more_than_before(AttackedQuantity& quantity) const;

    const JoinedCells& joined_;
    const std::vector<std::string>& rules_;
    const std::vector<char>& singletons_;
    const DisclosurePolicy& policy_;
    double threshold_;
    std::map<std::size_t, SingleContributor> contributors_; ///< By their cells.
};

} // namespace mahalla
