#pragma once
#include <algorithm>
#include <cstddef>

namespace mahalla {

/// How many bytes go in one request: small enough for a bad line to finish one, large enough for a good line not to
/// wait. Starts at 64 KiB, doubles after three successes in a row, halves on a failure; 16 KiB to 1 MiB.
class PieceSize {
public:
    static constexpr std::size_t bytes_min = 16 << 10U;
    static constexpr std::size_t bytes_max = 1 << 20U;

    std::size_t bytes() const { return bytes_; }
    void succeeded()
    {
        if (++successes_ < 3) return;
        successes_ = 0;
        bytes_ = std::min(bytes_max, 2 * bytes_);
    }
    void failed()
    {
        successes_ = 0;
        bytes_ = std::max(bytes_min, bytes_ / 2);
    }

private:
    std::size_t bytes_ = 64 << 10U;
    int successes_ = 0;
};

} // namespace mahalla
