#include "disclosure/hypercube_pattern.h"

#include <algorithm>
#include <limits>

namespace mahalla {

namespace {

/// Corners that may be looked at over the whole search; beyond it each cell looks at its nearest neighbours only.
constexpr double corners_max = 2e8;
constexpr int passes = 3;

struct Corner {
    std::size_t cell = 0;
    bool goes_with = false; ///< Up where the protected cell goes up.
};
using Box = std::vector<Corner>;

class HypercubeSearch {
public:
    explicit HypercubeSearch(const SuppressionProblem& problem) : problem_(problem), uses_(problem.size(), 0)
    {
        std::vector<char> is_wanted(problem.size(), 0);
        for (const AttackedQuantity& quantity : problem.quantities)
            for (const std::size_t cell : cells_to_protect(quantity)) is_wanted[cell] = 1;
        for (std::size_t cell = 0; cell < problem.size(); ++cell)
            if (is_wanted[cell] != 0) wanted_.push_back(cell);
        count_equations();
    }

    HypercubePattern run()
    {
        std::vector<Box> boxes(wanted_.size());
        HypercubePattern pattern;
        for (int pass = 0; pass < passes; ++pass)
            for (std::size_t i = 0; i < wanted_.size(); ++i) {
                use(boxes[i], -1);
                boxes[i] = cheapest_box(wanted_[i]);
                use(boxes[i], 1);
            }
        pattern.hidden = problem_.hidden;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            if (boxes[i].empty()) pattern.without_cube.push_back(wanted_[i]);
            for (const Corner& corner : boxes[i]) pattern.hidden[corner.cell] = 1;
        }
        return pattern;
    }

private:
    /// In how many equations of all and of each table a cell is a part; where it is a sum it cannot be a corner.
    void count_equations()
    {
        for (const AttackedQuantity& quantity : problem_.quantities) {
            auto& count = equations_of_.emplace_back(problem_.size(), 0);
            for (const GridEquation& equation : quantity.equations) {
                count[equation.total] = std::numeric_limits<int>::max() / 2;
                for (const std::size_t part : equation.parts) ++count[part];
            }
        }
    }

    void use(const Box& box, int change)
    {
        for (const Corner& corner : box) uses_[corner.cell] += change;
    }

    bool is_hidden(std::size_t cell) const { return problem_.hidden[cell] != 0 || uses_[cell] > 0; }

    /// Every equation that ties the cell is one along an axis of this table.
    bool is_tied_here_only(const SuppressionGrid& grid, std::size_t cell) const
    {
        return std::all_of(equations_of_.begin(), equations_of_.end(), [&](const std::vector<int>& count) {
            return count[cell] <= static_cast<int>(grid.shape.axis_count());
        });
    }

    bool may_be_corner(std::size_t cell, std::size_t protects) const
    {
        if (problem_.hidden[cell] == 0 && problem_.may_hide[cell] == 0) return false;
        for (const AttackedQuantity& quantity : problem_.quantities) {
            if (quantity.is_open[cell] == 0) return false;
            if (cell != protects && contributor_of(quantity, cell) != nullptr) return false;
        }
        return true;
    }

    /// Room enough in every quantity of which something is asked.
    bool has_room(const Box& box, std::size_t cell) const
    {
        for (const AttackedQuantity& quantity : problem_.quantities)
            for (const Corner& corner : box) {
                const double need = corner.goes_with ? quantity.below[cell] : quantity.above[cell];
                if (quantity.values[corner.cell] < short_of(need)) return false;
            }
        return true;
    }

    Box cheapest_box(std::size_t cell) const
    {
        Box best;
        double best_cost = std::numeric_limits<double>::infinity();
        for (const SuppressionGrid& grid : problem_.grids) {
            const auto place = std::find(grid.problem_cell.begin(), grid.problem_cell.end(), cell);
            if (place == grid.problem_cell.end() || !is_tied_here_only(grid, cell)) continue;
            look_around(grid, static_cast<std::size_t>(place - grid.problem_cell.begin()), cell, best, best_cost);
        }
        return best;
    }

    void look_around(const SuppressionGrid& grid, std::size_t place, std::size_t cell, Box& best,
                     double& best_cost) const
    {
        std::vector<std::vector<std::ptrdiff_t>> neighbours;
        double boxes = 1;
        for (std::size_t axis = 0; axis < grid.shape.axis_count(); ++axis) {
            neighbours.push_back(grid.shape.neighbours(place, axis));
            if (neighbours.back().empty()) return;
            boxes *= static_cast<double>(neighbours.back().size());
        }
        const std::size_t corners = std::size_t{1} << neighbours.size();
        const double boxes_max = std::max(64.0, corners_max / passes / static_cast<double>(wanted_.size() * corners));
        while (boxes > boxes_max) { // the longest axis is halved
            auto longest = std::max_element(neighbours.begin(), neighbours.end(),
                                            [](const auto& a, const auto& b) { return a.size() < b.size(); });
            if (longest->size() < 2) break;
            boxes /= static_cast<double>(longest->size());
            std::nth_element(longest->begin(), longest->begin() + static_cast<std::ptrdiff_t>(longest->size() / 2),
                             longest->end(), [](auto a, auto b) { return std::abs(a) < std::abs(b); });
            longest->resize((longest->size() + 1) / 2);
            boxes *= static_cast<double>(longest->size());
        }
        std::vector<std::size_t> choice(neighbours.size(), 0);
        Box box(corners);
        for (bool is_more = true; is_more; is_more = next(choice, neighbours)) {
            double cost = 0;
            bool is_possible = true;
            for (std::size_t c = 0; c < corners && is_possible; ++c) {
                std::ptrdiff_t at = static_cast<std::ptrdiff_t>(place);
                bool goes_with = true;
                for (std::size_t axis = 0; axis < neighbours.size(); ++axis)
                    if ((c >> axis & 1U) != 0) {
                        at += neighbours[axis][choice[axis]];
                        goes_with = !goes_with;
                    }
                const std::size_t corner = grid.problem_cell[static_cast<std::size_t>(at)];
                box[c] = {corner, goes_with};
                if (!is_hidden(corner)) cost += problem_.cost[corner];
                is_possible = cost < best_cost && may_be_corner(corner, cell) && is_tied_here_only(grid, corner);
            }
            if (!is_possible || !has_room(box, cell)) continue;
            best = box;
            best_cost = cost;
        }
    }

    static bool next(std::vector<std::size_t>& choice, const std::vector<std::vector<std::ptrdiff_t>>& neighbours)
    {
        for (std::size_t axis = 0; axis < choice.size(); ++axis) {
            if (++choice[axis] < neighbours[axis].size()) return true;
            choice[axis] = 0;
        }
        return false;
    }

    const SuppressionProblem& problem_;
    std::vector<std::size_t> wanted_;
    std::vector<int> uses_;
    std::vector<std::vector<int>> equations_of_; // of each quantity and cell
};

} // namespace

HypercubePattern find_hypercube_pattern(const SuppressionProblem& problem) { return HypercubeSearch(problem).run(); }

} // namespace mahalla
