#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace mahalla {

/// The generator of `randomize(…, seed)`: Park and Miller's minimal standard (1988), as JavaRosa seeds it, so that one
/// seed gives one order in every program.
class ParkMiller {
public:
    explicit ParkMiller(std::int64_t seed);
    /// From 0 to `count` - 1.
    std::size_t below(std::size_t count);

private:
    std::int64_t state_;
};

/// A number as Java's `longValue` has it: without its fraction, held to 64 bits, 0 for NaN.
std::int64_t seed_of_number(double number);
/// The first eight bytes of the text's SHA-256, the highest first; 0 for no text.
std::int64_t seed_of_text(std::string_view text);

/// Shuffles from the inside out (Durstenfeld): `below(n)` gives a number from 0 to n - 1.
template <typename Item, typename Below> void shuffle(std::vector<Item>& items, Below below)
{
    for (std::size_t i = 0; i < items.size(); ++i) std::swap(items[i], items[static_cast<std::size_t>(below(i + 1))]);
}

} // namespace mahalla
