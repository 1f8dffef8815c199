#include "analysis/counting_index.h"

#include <doctest/doctest.h>
#include <limits>

using namespace mahalla;

namespace {

// The example of Alkire and Foster (2011).
const Achievements four_people = {
    4, {13.1, 14, 4, 1, 15.2, 7, 5, 0, 12.5, 10, 1, 0, 20, 11, 3, 1}, {13, 12, 3, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}};

} // namespace

TEST_CASE("the example of Alkire and Foster gives their headcount, intensity and gaps")
{
    const auto found = counting_index(four_people, 0.5);
    REQUIRE(found);
    CHECK(found->headcount == doctest::Approx(0.5));
    CHECK(found->intensity == doctest::Approx(0.75));
    CHECK(found->adjusted_headcount == doctest::Approx(0.375));
    CHECK(*found->adjusted_gap == doctest::Approx(0.20552884615384615).epsilon(1e-12));
    CHECK(*found->adjusted_squared_gap == doctest::Approx(0.16545703895463512).epsilon(1e-12));
    CHECK(found->censored == std::vector<double>{0.25, 0.5, 0.25, 0.5});
    CHECK(found->contribution[1] == doctest::Approx(1.0 / 3));
    for (const auto& [cutoff, index] : {std::pair{0.25, 0.4375}, {0.5, 0.375}, {0.75, 0.25}, {1.0, 0.25}})
        CHECK(counting_index(four_people, cutoff)->adjusted_headcount == doctest::Approx(index));
}

TEST_CASE("a score of six eighteenths reaches a third, however the third was written")
{
    Deprivations household{18, std::vector<double>(18), std::vector<double>(18, 1), {1}};
    for (std::size_t i = 0; i < 6; ++i) household.deprived[i] = 1;
    CHECK(counting_index(household, 1.0 / 3)->headcount == 1);
    CHECK(counting_index(household, 0.333)->headcount == 1);
    CHECK(counting_index(household, 0.3333333334)->headcount == 1);
    household.deprived[0] = 0;
    CHECK(counting_index(household, 1.0 / 3)->headcount == 0);
}

TEST_CASE("people are counted, not households: the weight of a row is the people in it")
{
    // Scores 22.2, 72.2, 38.9, 50 percent in households of 4, 7, 5, 4.
    Deprivations households{18, {}, std::vector<double>(18, 1), {4, 7, 5, 4}};
    for (const std::size_t deprived : {4U, 13U, 7U, 9U})
        for (std::size_t i = 0; i < 18; ++i) households.deprived.push_back(i < deprived ? 1 : 0);
    const auto found = counting_index(households, 1.0 / 3);
    REQUIRE(found);
    CHECK(found->headcount == doctest::Approx(0.8));
    CHECK(found->intensity == doctest::Approx(0.5625));
    CHECK(found->adjusted_headcount == doctest::Approx(0.45));
    CHECK_FALSE(found->adjusted_gap);
}

TEST_CASE("a row with a missing indicator is left out and counted")
{
    Achievements with_gap = four_people;
    with_gap.values[0] = std::numeric_limits<double>::quiet_NaN();
    const auto found = counting_index(with_gap, 0.5);
    REQUIRE(found);
    CHECK(found->incomplete == 1);
    CHECK(found->headcount == doctest::Approx(2.0 / 3));
}

TEST_CASE("contributions add up to the whole, and M0 is headcount times intensity")
{
    Achievements weighted = four_people;
    weighted.weights = {1, 2, 3, 4};
    weighted.units = {1, 2.5, 0.5, 4};
    const auto found = counting_index(weighted, 0.4);
    REQUIRE(found);
    double sum = 0;
    for (const double part : found->contribution) sum += part;
    CHECK(sum == doctest::Approx(1));
    CHECK(found->adjusted_headcount == doctest::Approx(found->headcount * found->intensity));
}

TEST_CASE("weights and cut-offs that make no sense are refused")
{
    Achievements wrong = four_people;
    wrong.weights = {0, 0, 0, 0};
    CHECK(counting_index(wrong, 0.5).error().kind == ErrorKind::Invalid);
    CHECK_FALSE(counting_index(four_people, 0));
    CHECK_FALSE(counting_index(four_people, 1.5));
    wrong = four_people;
    wrong.units[0] = -1;
    CHECK_FALSE(counting_index(wrong, 0.5));
}
