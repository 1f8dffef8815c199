#include "analysis/area_inequality.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("how a figure is spread over areas is what R gives for the same five areas")
{
    const auto found = area_inequality_of(std::vector<double>{0.12, 0.2, 0.25, 0.31, 0.5},
                                          std::vector<double>{900, 1200, 1500, 800, 600});
    REQUIRE(found);
    CHECK(found->mean == doctest::Approx(0.2542));
    CHECK(found->gap == doctest::Approx(0.38));
    CHECK(*found->ratio == doctest::Approx(4.16666666666667));
    CHECK(found->theil == doctest::Approx(0.0844163908054877).epsilon(1e-12));
    CHECK(found->between_deviation == doctest::Approx(0.108168202351708).epsilon(1e-12));
    CHECK(found->concentration_index == doctest::Approx(0.220881195908733).epsilon(1e-12));
    CHECK(found->slope_index == doctest::Approx(0.355547112462006).epsilon(1e-12));
    CHECK(found->share_of_cases[4] == doctest::Approx(0.2360346184107).epsilon(1e-12));
}

TEST_CASE("areas that are alike show no inequality, and the order turned round turns the sign")
{
    const auto alike = area_inequality_of(std::vector<double>{0.3, 0.3}, std::vector<double>{10, 20});
    CHECK(alike->theil == doctest::Approx(0));
    CHECK(alike->concentration_index == doctest::Approx(0));
    const auto up = area_inequality_of(std::vector<double>{0.1, 0.3}, std::vector<double>{10, 20});
    const auto down = area_inequality_of(std::vector<double>{0.3, 0.1}, std::vector<double>{20, 10});
    CHECK(up->concentration_index == doctest::Approx(-down->concentration_index));
    CHECK(up->theil == doctest::Approx(down->theil));
}

TEST_CASE("an area where nobody has it makes no ratio, and none at all makes nothing to be spread")
{
    CHECK_FALSE(area_inequality_of(std::vector<double>{0, 0.3}, std::vector<double>{1, 1})->ratio);
    CHECK_FALSE(area_inequality_of(std::vector<double>{0, 0}, std::vector<double>{1, 1}));
    CHECK_FALSE(area_inequality_of(std::vector<double>{0.1}, std::vector<double>{0}));
}
