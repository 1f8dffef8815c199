#include "disclosure/suppression_problem.h"

#include <algorithm>

namespace mahalla {

std::vector<std::size_t> cells_to_protect(const AttackedQuantity& quantity)
{
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < quantity.values.size(); ++cell)
        if (quantity.below[cell] > 0 || quantity.above[cell] > 0) cells.push_back(cell);
    return cells;
}

const SingleContributor* contributor_of(const AttackedQuantity& quantity, std::size_t cell)
{
    const auto found =
        std::lower_bound(quantity.singletons.begin(), quantity.singletons.end(), cell,
                         [](const SingleContributor& one, std::size_t wanted) { return one.cell < wanted; });
    return found == quantity.singletons.end() || found->cell != cell ? nullptr : &*found;
}

double needed_against(const SingleContributor& contributor, const AttackedQuantity& quantity, std::size_t cell,
                      IntervalEnd end)
{
    if (contributor.cell == cell) return 0;
    const auto is_in = [](const SingleContributor& one, std::size_t sum) {
        return std::binary_search(one.sums.begin(), one.sums.end(), sum);
    };
    const bool is_in_it = is_in(contributor, cell);
    if (const SingleContributor* own = contributor_of(quantity, cell))
        if (own->person == contributor.person) return 0;
    double need = needed(quantity, cell, end);
    if (const auto before = contributor.reach_before.find({cell, end}); before != contributor.reach_before.end())
        need = std::min(need, before->second);
    const double rest = quantity.values[cell] - quantity.values[contributor.cell];
    return is_in_it && end == IntervalEnd::Below ? std::min(need, rest) : need;
}

} // namespace mahalla
