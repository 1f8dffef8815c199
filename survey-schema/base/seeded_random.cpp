#include "base/seeded_random.h"

#include "base/check.h"

#include <array>
#include <bit>

namespace mahalla {

std::uint64_t Random::next()
{
    std::array<std::uint8_t, 8> bytes{};
    fill(bytes);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value;
}

std::uint64_t Random::below(std::uint64_t count)
{
    MAHALLA_CHECK(count >= 1);
    // The values below `uneven` would make the first few results likelier than the others.
    const std::uint64_t uneven = (0 - count) % count;
    for (;;) {
        const std::uint64_t value = next();
        if (value >= uneven) return value % count;
    }
}

double Random::unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

void SeededRandom::fill(std::span<std::uint8_t> bytes)
{
    for (std::size_t i = 0; i < bytes.size();) {
        state_ += 0x9E3779B97F4A7C15u;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
        mixed ^= mixed >> 31;
        for (int shift = 0; shift < 64 && i < bytes.size(); shift += 8, ++i)
            bytes[i] = static_cast<std::uint8_t>(mixed >> shift & 255u);
    }
}

} // namespace mahalla
