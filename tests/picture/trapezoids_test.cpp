#include "drawing/trapezoids.h"

#include "base/seeded_random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace mahalla;

namespace {

/// By the shoelace formula.
double area_of(const DrawingRing& ring)
{
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const DrawingPoint& from = ring[i];
        const DrawingPoint& to = ring[(i + 1) % ring.size()];
        twice += static_cast<double>(from.x) * static_cast<double>(to.y) -
                 static_cast<double>(to.x) * static_cast<double>(from.y);
    }
    return std::abs(twice) / 2;
}

double area_of(const std::vector<Trapezoid>& pieces)
{
    double area = 0;
    for (const Trapezoid& piece : pieces)
        area += static_cast<double>(piece.top_right - piece.top_left + piece.bottom_right - piece.bottom_left) / 2 *
                static_cast<double>(piece.bottom - piece.top);
    return area;
}

bool covers(const std::vector<Trapezoid>& pieces, float x, float y)
{
    int often = 0;
    for (const Trapezoid& piece : pieces) {
        if (y <= piece.top || y >= piece.bottom) continue;
        const float share = (y - piece.top) / (piece.bottom - piece.top);
        const float left = piece.top_left + share * (piece.bottom_left - piece.top_left);
        const float right = piece.top_right + share * (piece.bottom_right - piece.top_right);
        often += x > left && x < right ? 1 : 0;
    }
    CHECK(often <= 1); // no piece lies over another
    return often == 1;
}

/// A star with as many corners as are wanted, none of them level with another.
DrawingRing star(DrawingPoint middle, int corners, Random& random)
{
    DrawingRing ring;
    for (int i = 0; i < corners; ++i) {
        const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(corners);
        std::uint8_t byte = 0;
        random.fill({&byte, 1});
        const float reach = 5 + static_cast<float>(byte) / 16;
        ring.push_back({middle.x + reach * std::cos(angle), middle.y + reach * std::sin(angle)});
    }
    return ring;
}

} // namespace

TEST_CASE("the pieces of a polygon cover it, all of it and once")
{
    SeededRandom random(11);
    for (const int corners : {3, 4, 7, 40, 500}) {
        const DrawingRing ring = star({50, 50}, corners, random);
        CHECK(area_of(trapezoids_of({ring})) == doctest::Approx(area_of(ring)).epsilon(0.001));
    }
}

TEST_CASE("a hole stays empty, and what lies in the hole is there again")
{
    const std::vector<DrawingRing> rings = {{{0, 0}, {30, 0}, {30, 30}, {0, 30}},
                                            {{5, 5}, {5, 25}, {25, 25}, {25, 5}},
                                            {{12, 12}, {18, 12}, {18, 18}, {12, 18}}};
    const auto pieces = trapezoids_of(rings);
    CHECK(area_of(pieces) == doctest::Approx(900 - 400 + 36));
    CHECK(covers(pieces, 2, 15));
    CHECK_FALSE(covers(pieces, 8, 15));
    CHECK(covers(pieces, 15, 15));
    CHECK_FALSE(covers(pieces, 22, 15));
    CHECK_FALSE(covers(pieces, 40, 15));
}

TEST_CASE("a rectangle is one piece, and what has no area none")
{
    CHECK(trapezoids_of({{{0, 0}, {10, 0}, {10, 5}, {0, 5}}}).size() == 1);
    CHECK(trapezoids_of({}).empty());
    CHECK(trapezoids_of({{{0, 0}, {10, 0}}}).empty());
    CHECK(trapezoids_of({{{1, 1}, {1, 1}, {1, 1}}}).empty());
    CHECK(trapezoids_of({{{0, 0}, {10, 0}, {10, 5}, {0, 5}}, {{20, 0}, {30, 0}, {30, 5}, {20, 5}}}).size() == 2);
}
