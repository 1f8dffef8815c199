#include "base/seeded_random.h"
#include "disclosure/discrete_noise.h"
#include "disclosure/tables.h"

#include <cmath>
#include <doctest/doctest.h>
#include <map>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// χ² of draws against chances, over values of which at least 20 are expected, and how many there are.
template <typename Draw, typename Chance> std::pair<double, int> distance(int draws, Draw draw, Chance chance)
{
    std::map<std::int64_t, int> counted;
    for (int i = 0; i < draws; ++i) ++counted[draw()];
    double sum = 0;
    int values = 0;
    for (std::int64_t value = -200; value <= 200; ++value) {
        const double expected = chance(value) * draws;
        if (expected < 20) continue;
        sum += (counted[value] - expected) * (counted[value] - expected) / expected;
        ++values;
    }
    return {sum, values};
}

Fraction fraction(std::uint64_t numerator, std::uint64_t denominator) { return {numerator, denominator}; }

} // namespace

TEST_CASE("noise has the chances that are promised of it")
{
    SeededRandom random(5);
    DiscreteNoise noise(random);
    // Beyond these bounds once in many thousand seeds; this is one seed.
    for (const Fraction variance : {fraction(1, 2), fraction(1, 1), fraction(4, 1), fraction(25, 1), fraction(7, 3)}) {
        const auto [sum, values] = distance(
            20'000, [&] { return *noise.gaussian(variance); },
            [&](std::int64_t value) { return discrete_gaussian_chance(variance.value(), value); });
        CAPTURE(variance.numerator);
        CHECK(values >= 3);
        CHECK(sum < values + 5 * std::sqrt(2.0 * values));
    }
    for (const Fraction scale : {fraction(1, 2), fraction(1, 1), fraction(10, 1), fraction(7, 3)}) {
        const auto [sum, values] = distance(
            20'000, [&] { return *noise.laplace(scale); },
            [&](std::int64_t value) { return discrete_laplace_chance(scale.value(), value); });
        CAPTURE(scale.numerator);
        CHECK(values >= 3);
        CHECK(sum < values + 5 * std::sqrt(2.0 * values));
    }
}

TEST_CASE("noise of the largest and the smallest variance stays within what whole numbers hold")
{
    SeededRandom random(6);
    DiscreteNoise noise(random);
    double squares = 0;
    for (int i = 0; i < 300; ++i) {
        const double drawn = static_cast<double>(*noise.gaussian({DiscreteNoise::numerator_max, 1}));
        squares += drawn * drawn / 1e9;
        CHECK(std::abs(*noise.gaussian({1, DiscreteNoise::denominator_max})) <= 1);
    }
    CHECK(squares / 300 == doctest::Approx(1).epsilon(0.35));
    CHECK_FALSE(noise.gaussian({0, 1}));
    CHECK_FALSE(noise.gaussian({1, 0}));
    CHECK_FALSE(noise.gaussian({1, DiscreteNoise::denominator_max + 1}));
    CHECK_FALSE(noise.laplace({DiscreteNoise::numerator_max + 1, 1}));
}

TEST_CASE("what noise says of one person is converted as its authors do")
{
    // Canonne, Kamath and Steinke's own programme gives these.
    CHECK(delta_of_rho(0.5, 3) == doctest::Approx(0.005143184063862147).epsilon(1e-9));
    CHECK(delta_of_rho(0.05, 3) / 1.5451792542253547e-21 == doctest::Approx(1).epsilon(1e-9));
    CHECK(epsilon_of_rho(0.01, 1e-6) == doctest::Approx(0.6216926545596025).epsilon(1e-9));
    CHECK(rho_of_epsilon(1, 1e-6) == doctest::Approx(0.024355970359538372).epsilon(1e-9));
    CHECK(delta_of_discrete_gaussian(25, 0.5) / 0.0004977630312883075 == doctest::Approx(1).epsilon(1e-9));
    CHECK(delta_of_rho(rho_of_epsilon(0.7, 1e-8), 0.7) <= 1e-8);
    CHECK(delta_of_rho(0.3, epsilon_of_rho(0.3, 1e-8)) <= 1e-8);
}

TEST_CASE("a budget is spent once")
{
    PrivacyBudget budget = *PrivacyBudget::create(0.1);
    CHECK(budget.spend(0.06));
    const auto beyond = budget.spend(0.06);
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().kind == ErrorKind::Refused);
    CHECK(budget.spent_rho() == 0.06);
    CHECK_FALSE(budget.spend(0));
    CHECK_FALSE(PrivacyBudget::create(-1));
    CHECK_FALSE(PrivacyBudget::create(1, 2));
}

TEST_CASE("noisy counts are 0 or more, add up, and cost what they say")
{
    Table table = counts_of({"a", "b"}, {"x", "y"}, {{0, 1}, {30, 2}});
    for (const char* row : {"a", "b", total_category}) {
        TableCell& margin = table.cells.emplace_back();
        margin.key = {row, total_category};
        margin.figures.n = row[0] == 'a' ? 1 : row[0] == 'b' ? 32 : 33;
    }
    SeededRandom random(8);
    PrivacyBudget budget = *PrivacyBudget::create(1.01);
    const NoiseSettings noise{{90, 1}, 3};
    std::size_t zeros_changed = 0;
    for (int i = 0; i < 20; ++i) {
        const auto published = protect(table, noise, budget, random);
        REQUIRE(published);
        const auto& cells = published->content().cells;
        for (const PublishedCell& cell : cells) CHECK(*cell.figure->estimate >= 0);
        CHECK(*cells[0].figure->estimate + *cells[1].figure->estimate == *cells[4].figure->estimate);
        CHECK(*cells[2].figure->estimate + *cells[3].figure->estimate == *cells[5].figure->estimate);
        CHECK(*cells[4].figure->estimate + *cells[5].figure->estimate == *cells[6].figure->estimate);
        CHECK(static_cast<double>(cells[2].figure->n) == *cells[2].figure->estimate);
        zeros_changed += *cells[0].figure->estimate != 0 ? 1U : 0U;
        CHECK(budget.spent_rho() == doctest::Approx(0.05 * (i + 1)));
    }
    CHECK(zeros_changed > 0);
    CHECK_FALSE(protect(table, noise, budget, random));
}
