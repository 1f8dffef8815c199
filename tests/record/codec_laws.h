#pragma once
#include "base/seeded_random.h"

#include <doctest/doctest.h>

namespace mahalla::test {

/// Every bit flipped, every truncation, every appended byte and many random strings: what is accepted must be what
/// `encode` writes, so no two byte strings mean the same.
template <typename T> void check_one_canonical_encoding(const Bytes& good)
{
    const auto check = [](const Bytes& bytes) {
        const auto decoded = T::decode(bytes);
        if (!decoded) {
            CHECK(decoded.error().kind == ErrorKind::Corrupt);
            return;
        }
        const auto again = decoded->encode();
        REQUIRE(again);
        CHECK(*again == bytes);
    };
    for (std::size_t i = 0; i < 8 * good.size(); ++i) {
        Bytes flipped = good;
        flipped[i / 8] = static_cast<std::uint8_t>(flipped[i / 8] ^ (1U << (i % 8)));
        check(flipped);
    }
    for (std::size_t length = 0; length < good.size(); ++length)
        check(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)));
    for (unsigned value = 0; value < 256; ++value) {
        Bytes longer = good;
        longer.push_back(static_cast<std::uint8_t>(value));
        check(longer);
    }
    SeededRandom random(1);
    for (int round = 0; round < 5000; ++round) {
        Bytes mixed = good;
        for (int i = 0; i < 4; ++i) mixed[random.below(mixed.size())] = static_cast<std::uint8_t>(random.below(256));
        check(mixed);
    }
}

} // namespace mahalla::test
