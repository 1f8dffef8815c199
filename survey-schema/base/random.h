#pragma once
#include <cstdint>
#include <span>

namespace mahalla {

/// Chance, handed in. The operating system's generator in programs (crypto/system_random.h), a seed in tests.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    std::uint64_t next();
    /// Evenly from 0 to `count` - 1; `count` is at least 1.
    std::uint64_t below(std::uint64_t count);
    /// Evenly from 0 up to, but not, 1, in steps of 2^-53.
    double unit();
};

} // namespace mahalla
