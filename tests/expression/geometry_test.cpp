#include "expression/geometry.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("only latitudes and longitudes on the earth are places")
{
    CHECK(points_from_text("1 2 3 4; 5 6;")->size() == 2);
    CHECK(points_from_text("")->empty());
    for (const char* none : {"1", "91 0", "0 181", "a b", "1 2 3 4 5", "1 2;;3 4", "nan 0"})
        CHECK_FALSE(points_from_text(none));
}

TEST_CASE("the area of a shape does not depend on where it begins, which way it runs, or whether it is closed")
{
    const std::vector<GeoPoint> shape{{38.2530, 21.7563}, {38.2502, 21.7563}, {38.2500, 21.7638}, {38.2529, 21.7639}};
    const double area = enclosed_area(shape);
    CHECK(area > 100'000);
    CHECK(enclosed_area({shape[2], shape[3], shape[0], shape[1]}) == doctest::Approx(area).epsilon(1e-6));
    CHECK(enclosed_area({shape[3], shape[2], shape[1], shape[0]}) == doctest::Approx(area).epsilon(1e-6));
    CHECK(enclosed_area({shape[0], shape[1], shape[2], shape[3], shape[0]}) == doctest::Approx(area).epsilon(1e-6));
    CHECK(enclosed_area({shape[0], shape[1]}) == 0);
}

TEST_CASE("a quarter of the equator has the length of a quarter of the earth's girth")
{
    CHECK(length_along({{0, 0}, {0, 90}}) == doctest::Approx(10'018'696.05));
    CHECK(length_along({{0, 0}, {0, 0}}) == 0);
    CHECK(length_along({{90, 0}, {90, 1}}) == doctest::Approx(0).epsilon(1e-3));
}

TEST_CASE("a fence holds what lies inside, if it is closed")
{
    const std::vector<GeoPoint> fence{{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}};
    CHECK(lies_inside({0.5, 0.5}, fence));
    CHECK_FALSE(lies_inside({-0.5, 0.5}, fence));
    CHECK_FALSE(lies_inside({0.5, 1.5}, fence));
    CHECK_FALSE(lies_inside({0.5, 0.5}, {{0, 0}, {0, 1}, {1, 1}, {1, 0}, {2, 0}}));
}

TEST_CASE("a line crosses itself where it does, and not where its parts join")
{
    CHECK(crosses_itself({{0, 0}, {1, 1}, {1, 0}, {0, 1}}));
    CHECK_FALSE(crosses_itself({{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}));
    CHECK_FALSE(crosses_itself({{0, 0}, {0, 1}, {0, 2}}));
    CHECK(crosses_itself({{0, 0}, {0, 2}, {0, 1}}));
    CHECK_FALSE(crosses_itself({}));
}

TEST_CASE("points a step apart have their distance")
{
    // A ten millionth of a degree of latitude is 11.13 mm on this sphere.
    for (const double degrees : {1e-7, 1e-6, 1e-5, 1e-3}) {
        const double metres = length_along({{41.3, 69.2}, {41.3 + degrees, 69.2}});
        CHECK(metres == doctest::Approx(degrees * 111'318.845).epsilon(1e-6));
    }
    CHECK(length_along({{90, 0}, {90, 77}}) == doctest::Approx(0));
    CHECK(length_along({{0, 0}, {0, 180}}) == doctest::Approx(20'037'392.1));
}

TEST_CASE("a shape over the antimeridian is measured and fenced as anywhere else")
{
    const std::vector<GeoPoint> taveuni{
        {-16.7, 179.8}, {-16.7, -179.8}, {-17.0, -179.8}, {-17.0, 179.8}, {-16.7, 179.8}};
    std::vector<GeoPoint> elsewhere = taveuni;
    for (GeoPoint& point : elsewhere) point.longitude += point.longitude > 0 ? -100 : 260;
    CHECK(enclosed_area(taveuni) == doctest::Approx(enclosed_area(elsewhere)));
    CHECK(length_along(taveuni) == doctest::Approx(length_along(elsewhere)));
    CHECK(lies_inside({-16.8, 179.9}, taveuni));
    CHECK(lies_inside({-16.8, -179.9}, taveuni));
    CHECK(lies_inside({-16.8, 180}, taveuni));
    CHECK_FALSE(lies_inside({-16.8, 0}, taveuni));
    CHECK_FALSE(lies_inside({-16.8, 179.7}, taveuni));
    CHECK_FALSE(crosses_itself(taveuni));
    CHECK(crosses_itself({{-16.7, 179.8}, {-17.0, -179.8}, {-16.7, -179.8}, {-17.0, 179.8}}));
}
