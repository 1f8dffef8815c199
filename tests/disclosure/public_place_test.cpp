#include "base/seeded_random.h"
#include "disclosure/public_place.h"

#include <cmath>
#include <doctest/doctest.h>
#include <numbers>
#include <type_traits>

using namespace mahalla;

namespace {

double metres_between(const Coordinates& a, const Coordinates& b)
{
    const double radians = std::numbers::pi / 180;
    const double north = (a.latitude - b.latitude) * radians,
                 east = std::remainder(a.longitude - b.longitude, 360) * radians * std::cos(a.latitude * radians);
    return 6'371'008.8 * std::hypot(north, east);
}

} // namespace

TEST_CASE("an exact point cannot be a public place")
{
    CHECK_FALSE(std::is_constructible_v<PublicPlace, Coordinates>);
    CHECK_FALSE(std::is_default_constructible_v<PublicPlace>);
}

TEST_CASE("all points of a square are published as one, which is near and none of them")
{
    SeededRandom random(3);
    for (int i = 0; i < 2'000; ++i) {
        const Coordinates exact{random.unit() * 178 - 89, random.unit() * 360 - 180};
        const double side = 500 + random.unit() * 5'000;
        const auto place = PublicPlace::in_square(exact, side);
        REQUIRE(place);
        CHECK(metres_between(exact, place->middle()) <= side * 0.85);
        // Blurring a blurred place changes nothing, so many publications tell no more than one.
        CHECK(*PublicPlace::in_square(place->middle(), side) == *place);
    }
    const Coordinates home{34.436667, 35.849722}, neighbour{34.436901, 35.849201};
    CHECK(*PublicPlace::in_square(home, 5'000) == *PublicPlace::in_square(neighbour, 5'000));
}

TEST_CASE("the poles, the meridian of 180 degrees and what lies off the globe")
{
    for (const double latitude : {90.0, -90.0, 0.0})
        for (const double longitude : {180.0, -180.0, 0.0}) CHECK(PublicPlace::in_square({latitude, longitude}, 2'000));
    CHECK_FALSE(PublicPlace::in_square({91, 0}, 2'000));
    CHECK_FALSE(PublicPlace::in_square({0, 181}, 2'000));
    CHECK_FALSE(PublicPlace::in_square({std::nan(""), 0}, 2'000));
    CHECK_FALSE(PublicPlace::in_square({0, 0}, 10));
}

TEST_CASE("an area's middle stands for everybody in it")
{
    const std::map<std::string, Coordinates> middles{{"LB56", {34.44, 35.84}}};
    CHECK(PublicPlace::in_area("LB56", middles)->middle() == Coordinates{34.44, 35.84});
    CHECK(PublicPlace::in_area("LB57", middles).error().kind == ErrorKind::NotFound);
}
