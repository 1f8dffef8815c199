#pragma once
#include "base/random.h"
#include "base/result.h"

#include <cstdint>

namespace mahalla {

/// A number above 0 as two whole numbers, so that chances are exact.
struct Fraction {
    std::uint64_t numerator = 1, denominator = 1;

    double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
    bool operator==(const Fraction&) const = default;
};

/// Noise in whole numbers with exactly the chances that the proofs of differential privacy speak of: drawn with whole
/// numbers alone, never with floating point, whose gaps give values away (Mironov 2012).
///
/// The algorithms of Canonne, Kamath and Steinke 2020 (arXiv 2004.00010), section 5.
class DiscreteNoise {
public:
    static constexpr std::uint64_t numerator_max = 1'000'000'000;
    static constexpr std::uint64_t denominator_max = 1'000;

    explicit DiscreteNoise(Random& random) : random_(random) {}

    /// Whole numbers x with chances in proportion to exp(-x²/2σ²); `variance` is σ². Fails with `Invalid` beyond the
    /// limits or where it is 0.
    Result<std::int64_t> gaussian(Fraction variance);
    /// In proportion to exp(-|x|/scale).
    Result<std::int64_t> laplace(Fraction scale);

private:
    __extension__ using Wide = unsigned __int128;

    Wide below(Wide count);
    bool is_one_in(Wide numerator, Wide denominator) { return below(denominator) < numerator; }
    /// True with the chance exp(-numerator/denominator).
    bool is_exponential(Wide numerator, Wide denominator);
    std::int64_t draw_laplace(std::uint64_t numerator, std::uint64_t denominator);

    Random& random_;
};

} // namespace mahalla
