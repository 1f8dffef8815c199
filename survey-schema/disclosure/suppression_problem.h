#pragma once
#include "disclosure/grid_shape.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace mahalla {

enum class IntervalEnd { Below, Above };

/// Who alone makes a cell. He knows it, and may be the attacker: of others, never of himself.
struct SingleContributor {
    std::size_t cell = 0;
    std::size_t person = 0;        ///< The same for several cells that are his.
    std::vector<std::size_t> sums; ///< Sorted: the cells that any of his is a part of.
    /// How far from its value a cell could be to him before this release, where that is less than what is asked.
    std::map<std::pair<std::size_t, IntervalEnd>, double> reach_before = {};
};

/// One quantity that an outsider may try to work out: counts, totals, how many say yes. Vectors have one entry a cell.
struct AttackedQuantity {
    enum class Kind { Counts, Totals, Attribute };
    Kind kind = Kind::Attribute;
    std::vector<double> values;
    /// How far below and above its value an outsider's interval must reach; 0 where nothing is asked of a cell.
    std::vector<double> below, above;
    /// 0 for cells that an outsider is taken to know even where they are hidden.
    std::vector<char> is_open;
    std::vector<SingleContributor> singletons; ///< By their cells.
    std::vector<GridEquation> equations;
};

/// Where the cells of one table lie: what the hypercube method walks over.
struct SuppressionGrid {
    GridShape shape;
    std::vector<std::size_t> problem_cell; ///< Of each cell of the shape.
};

/// Cells that equations tie together, which of them are hidden in any case, and which may be hidden besides.
struct SuppressionProblem {
    std::vector<AttackedQuantity> quantities; ///< At least one.
    std::vector<char> hidden;                 ///< From the start: unsafe cells, and what was never shown.
    std::vector<char> may_hide;               ///< What may be hidden besides.
    std::vector<double> cost;                 ///< Of hiding a cell, above 0.
    std::vector<SuppressionGrid> grids;

    std::size_t size() const { return hidden.size(); }
};

inline double needed(const AttackedQuantity& quantity, std::size_t cell, IntervalEnd end)
{
    return end == IntervalEnd::Below ? quantity.below[cell] : quantity.above[cell];
}

/// The single contributor to this cell; null where it has none or several.
const SingleContributor* contributor_of(const AttackedQuantity& quantity, std::size_t cell);

/// The same asked against a single contributor of another cell: nothing where he is the one who is in this cell; and of
/// a sum that he is in, that the rest of it is in doubt, for it is no less than his own part to him. What he could work
/// out before cannot be helped.
double needed_against(const SingleContributor& contributor, const AttackedQuantity& quantity, std::size_t cell,
                      IntervalEnd end);

/// Rounding of the solver: a movement this much short of what is needed is enough.
inline double short_of(double need) { return need - 1e-7 * (need > 1 ? need : 1); }

/// The cells of which something is asked.
std::vector<std::size_t> cells_to_protect(const AttackedQuantity& quantity);

} // namespace mahalla
