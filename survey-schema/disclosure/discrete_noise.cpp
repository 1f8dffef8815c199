#include "disclosure/discrete_noise.h"

namespace mahalla {

namespace {

/// Beyond so many scales a draw of the proposal is accepted with a chance below exp(-1000): never.
constexpr std::uint64_t scales_max = 60;

std::uint64_t whole_root(std::uint64_t value)
{
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31U; bit > 0; bit >>= 1U)
        if ((root + bit) * (root + bit) <= value) root += bit;
    return root;
}

Result<void> check_fraction(Fraction fraction)
{
    if (fraction.numerator == 0 || fraction.denominator == 0 || fraction.numerator > DiscreteNoise::numerator_max ||
        fraction.denominator > DiscreteNoise::denominator_max)
        return failure(ErrorKind::Invalid,
                       "Noise takes a fraction of whole numbers: up to 1,000,000,000, over up to 1,000.");
    return {};
}

} // namespace

DiscreteNoise::Wide DiscreteNoise::below(Wide count)
{
    // The bits that `count` - 1 has; what falls beyond is drawn again, so that no value is more likely.
    Wide mask = count - 1;
    for (unsigned shift = 1; shift < 128; shift *= 2) mask |= mask >> shift;
    while (true) {
        const Wide drawn = (static_cast<Wide>(random_.next()) << 64U | random_.next()) & mask;
        if (drawn < count) return drawn;
    }
}

bool DiscreteNoise::is_exponential(Wide numerator, Wide denominator)
{
    // exp(-n/d) is exp(-1) so many times, and what is left over once.
    for (; numerator >= denominator; numerator -= denominator)
        if (!is_exponential(1, 2) || !is_exponential(1, 2)) return false;
    // Algorithm 1: the first k at which a chance of γ/k fails is odd with chance exp(-γ).
    Wide k = 1;
    while (is_one_in(numerator, denominator * k)) ++k;
    return k % 2 == 1;
}

std::int64_t DiscreteNoise::draw_laplace(std::uint64_t numerator, std::uint64_t denominator)
{
    // Algorithm 2: a geometric number of whole scales, and the place within one.
    while (true) {
        const std::uint64_t within = random_.below(numerator);
        if (!is_exponential(within, numerator)) continue;
        std::uint64_t scales = 0;
        while (is_exponential(1, 1)) ++scales;
        const std::uint64_t size = (within + numerator * scales) / denominator;
        const bool is_negative = random_.below(2) == 1;
        if (is_negative && size == 0) continue; // 0 would be twice as likely
        return is_negative ? -static_cast<std::int64_t>(size) : static_cast<std::int64_t>(size);
    }
}

Result<std::int64_t> DiscreteNoise::laplace(Fraction scale)
{
    if (auto sound = check_fraction(scale); !sound) return tl::unexpected(sound.error());
    return draw_laplace(scale.numerator, scale.denominator);
}

Result<std::int64_t> DiscreteNoise::gaussian(Fraction variance)
{
    if (auto sound = check_fraction(variance); !sound) return tl::unexpected(sound.error());
    // Algorithm 3: Laplace noise of scale t, the next whole number above σ, accepted with exp(-(|y| - σ²/t)²/2σ²).
    const std::uint64_t t = whole_root(variance.numerator / variance.denominator) + 1;
    const Wide a = variance.numerator, b = variance.denominator;
    while (true) {
        const std::int64_t drawn = draw_laplace(t, 1);
        const std::uint64_t size = static_cast<std::uint64_t>(drawn < 0 ? -drawn : drawn);
        if (size > scales_max * t) continue;
        // With σ² = a/b the exponent is (|y|tb - a)² / 2t²ab.
        const Wide scaled = Wide{size} * t * b, distance = scaled > a ? scaled - a : a - scaled;
        if (is_exponential(distance * distance, 2 * Wide{t} * t * a * b)) return drawn;
    }
}

} // namespace mahalla
