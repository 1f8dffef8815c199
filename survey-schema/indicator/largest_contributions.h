#pragma once
#include "indicator/table.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace mahalla {

/// Keeps `contribution` among the largest ones of a total (TableCell::contributors), from the largest on.
inline void keep_largest(std::vector<double>& kept, double contribution)
{
    if (kept.size() == TableCell::contributors_max) {
        if (contribution <= kept.back()) return;
        kept.pop_back();
    }
    kept.insert(std::upper_bound(kept.begin(), kept.end(), contribution, std::greater<>()), contribution);
}

} // namespace mahalla
