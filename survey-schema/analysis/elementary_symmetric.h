#pragma once
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace mahalla {

/// The elementary symmetric functions γ₀, γ₁, … of `values`, those at `left_out` and `also_left_out` not among them:
/// the sums of all products of so many of them, which is what a Rasch score depends on. By adding value after value,
/// which cancels nothing where values are positive.
inline std::vector<double> elementary_symmetric(std::span<const double> values,
                                                std::size_t left_out = std::numeric_limits<std::size_t>::max(),
                                                std::size_t also_left_out = std::numeric_limits<std::size_t>::max())
{
    std::vector<double> sums(values.size() + 1);
    sums[0] = 1;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i == left_out || i == also_left_out) continue;
        for (std::size_t order = ++taken; order > 0; --order) sums[order] += sums[order - 1] * values[i];
    }
    return sums;
}

} // namespace mahalla
