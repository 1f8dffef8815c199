#include "expression/shuffle.h"

#include "expression/digest.h"

#include <cmath>
#include <limits>

namespace mahalla {

namespace {

constexpr std::int64_t modulus = 2'147'483'647, multiplier = 16'807;

} // namespace

ParkMiller::ParkMiller(std::int64_t seed) : state_(seed % modulus)
{
    if (state_ <= 0) state_ += modulus - 1;
}

std::size_t ParkMiller::below(std::size_t count)
{
    state_ = state_ * multiplier % modulus;
    const double unit = static_cast<double>(state_ - 1) / static_cast<double>(modulus - 1);
    // One seed in two thousand million leaves the generator at 0, where it stays.
    return unit <= 0 ? 0 : static_cast<std::size_t>(std::floor(unit * static_cast<double>(count)));
}

std::int64_t seed_of_number(double number)
{
    constexpr double limit = 9'223'372'036'854'775'808.0; // 2^63
    if (std::isnan(number)) return 0;
    if (number >= limit) return std::numeric_limits<std::int64_t>::max();
    if (number < -limit) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(number);
}

std::int64_t seed_of_text(std::string_view text)
{
    if (text.empty()) return 0;
    const Bytes bytes = digest(DigestAlgorithm::Sha256, as_bytes(text));
    std::uint64_t seed = 0;
    for (std::size_t i = 0; i < 8; ++i) seed = seed << 8U | bytes[i];
    // JavaRosa hands the number on as an XPath number, which keeps 53 bits of it; so do we, for one order everywhere.
    return seed_of_number(static_cast<double>(static_cast<std::int64_t>(seed)));
}

} // namespace mahalla
