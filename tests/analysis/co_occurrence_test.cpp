#include "analysis/co_occurrence.h"
#include "analysis/perception_gap.h"

#include <doctest/doctest.h>
#include <limits>

using namespace mahalla;

namespace {

const Insecurities ten_households = {
    3,
    {1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0},
    {2, 1, 3, 1, 2, 1, 2, 1, 1, 2}};

} // namespace

TEST_CASE("insecurities that come together have a lift above 1")
{
    const auto found = co_occurrence_of(ten_households);
    REQUIRE(found);
    CHECK(found->marginal == std::vector<double>{0.5625, 0.5625, 0.25});
    CHECK(found->share_by_count == std::vector<double>{0.3125, 0.125, 0.4375, 0.125});
    const PairOfInsecurities& first = found->pairs.at(0);
    CHECK(first.joint == doctest::Approx(0.5));
    CHECK(*first.lift == doctest::Approx(1.58024691358025).epsilon(1e-12));
    CHECK(first.jaccard == doctest::Approx(0.8));
    CHECK(*first.other_given_one == doctest::Approx(0.888888888888889).epsilon(1e-12));
    CHECK(*first.phi == doctest::Approx(0.746031746031746).epsilon(1e-12));
    CHECK(*found->pairs.at(1).phi == doctest::Approx(-0.0727392967453308).epsilon(1e-12));
    CHECK(found->combinations.at(0b011).weight == 6);
    CHECK(found->combinations.at(0b000).rows == 2);
    CHECK(found->combinations.size() == 6);
}

TEST_CASE("a household of which one insecurity is not known is left out and counted")
{
    Insecurities with_gap = ten_households;
    with_gap.has[1] = Insecurities::missing;
    const auto found = co_occurrence_of(with_gap);
    REQUIRE(found);
    CHECK(found->incomplete == 1);
    CHECK(found->rows == 9);
    double all = 0;
    for (const double share : found->share_by_count) all += share;
    CHECK(all == doctest::Approx(1));
}

TEST_CASE("what nobody has, or everybody, has no correlation rather than one made up")
{
    const auto found = co_occurrence_of({2, {1, 0, 1, 0}, {1, 1}});
    REQUIRE(found);
    CHECK_FALSE(found->pairs.at(0).phi);
    CHECK_FALSE(found->pairs.at(0).lift);
    CHECK(*found->pairs.at(0).other_given_one == 0);
    CHECK_FALSE(co_occurrence_of({2, {1, 0, 1, 0}, {1, -1}}));
    CHECK(co_occurrence_of({1, {-1}, {1}}).error().kind == ErrorKind::NotFound);
}

TEST_CASE("what is felt and what is met are told apart")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto found = perception_gap_of(std::vector<double>{1, 1, 0, 0, nan}, std::vector<double>{1, 0, 1, 0, 1},
                                         std::vector<double>{1, 5, 1, 3, 9});
    REQUIRE(found);
    CHECK(found->perceived == doctest::Approx(0.6));
    CHECK(found->observed == doctest::Approx(0.2));
    CHECK(found->gap == doctest::Approx(0.4));
    CHECK(found->felt_not_met == doctest::Approx(0.5));
    CHECK(found->met_not_felt == doctest::Approx(0.1));
    CHECK(found->incomplete == 1);
    CHECK_FALSE(perception_gap_of(std::vector<double>{2}, std::vector<double>{1}, std::vector<double>{1}));
}
