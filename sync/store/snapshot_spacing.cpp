#include "store/snapshot_spacing.h"

#include "base/check.h"

namespace mahalla {

std::size_t snapshot_to_give_up(const std::vector<std::uint64_t>& ages)
{
    MAHALLA_CHECK(ages.size() >= 2);
    if (ages.size() == 2 || ages.back() > snapshot_age_max_ms) return ages.size() - 1;
    std::size_t best = 1;
    double smallest = 2;
    for (std::size_t i = 1; i + 1 < ages.size(); ++i) {
        // How much of the way back to the older neighbour would be without a copy.
        const double hole = static_cast<double>(ages[i + 1] - ages[i - 1]) / static_cast<double>(ages[i + 1]);
        if (hole >= smallest) continue;
        smallest = hole;
        best = i;
    }
    return best;
}

} // namespace mahalla
