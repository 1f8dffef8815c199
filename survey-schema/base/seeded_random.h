#pragma once
#include "base/random.h"

namespace mahalla {

/// Chance that can be had again: one seed is one run. For demonstrations, generated answers and tests; never for keys.
///
/// SplitMix64 (Steele, Lea and Flood 2014).
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::uint64_t state_;
};

} // namespace mahalla
