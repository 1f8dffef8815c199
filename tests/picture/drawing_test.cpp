#include "drawing/drawing_maker.h"
#include "drawing/hatching.h"
#include "support/page_texts.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("the five steps grow darker evenly, and letters on each can be read")
{
    double before = 1;
    for (int i = 0; i < 5; ++i) {
        const auto step = static_cast<DrawingRole>(static_cast<int>(DrawingRole::Step1) + i);
        const double luminance = luminance_of(colour_of(step));
        // A copy in black and white keeps them apart; the lightest step is told from paper by its frame.
        CHECK((before + 0.05) / (luminance + 0.05) >= (i == 0 ? 1.05 : 1.4));
        const double letters = luminance_of(colour_of(letters_on(step)));
        const double contrast = (std::max(luminance, letters) + 0.05) / (std::min(luminance, letters) + 0.05);
        CHECK(contrast >= 4.5);
        before = luminance;
    }
}

TEST_CASE("a value finds its step, and the ends belong to the scale")
{
    CHECK(step_of(0, 0, 1) == DrawingRole::Step1);
    CHECK(step_of(0.5, 0, 1) == DrawingRole::Step3);
    CHECK(step_of(1, 0, 1) == DrawingRole::Step5);
    CHECK(step_of(7, 7, 7) == DrawingRole::Step3);
}

TEST_CASE("hatching stays within its polygon and leaves a hole empty")
{
    const DrawingRing outer = {{0, 0}, {30, 0}, {30, 20}, {0, 20}}, hole = {{10, 5}, {20, 5}, {20, 15}, {10, 15}};
    const auto lines = hatching_of({outer, hole});
    CHECK(lines.size() > 20);
    for (const DrawnShape& line : lines) {
        const DrawingPoint from = line.rings[0][0], to = line.rings[0][1];
        for (const float share : {0.01f, 0.5f, 0.99f}) {
            const float x = from.x + (to.x - from.x) * share, y = from.y + (to.y - from.y) * share;
            CHECK(x >= 0);
            CHECK(x <= 30);
            CHECK(y >= 0);
            CHECK(y <= 20);
            CHECK_FALSE((x > 10.01f && x < 19.99f && y > 5.01f && y < 14.99f));
        }
    }
    CHECK(hatching_of({}).empty());
    CHECK(hatching_of({{{1, 1}, {1, 1}, {1, 1}}}).empty());
}

TEST_CASE("a maker places from the side its language starts from")
{
    for (const char* code : {"en", "ar"}) {
        Drawing drawing;
        drawing.width = 100;
        const Language language = Language::from_code(code);
        DrawingMaker maker(drawing, language, letters());
        const DrawingRectangle box = maker.box(DrawingPart::Bar, 10, 5, 20, 4, DrawingRole::Bar).bounds();
        const bool mirrored = std::string(code) == "ar";
        CHECK(box.left == doctest::Approx(mirrored ? 70 : 10));
        CHECK(box.right == doctest::Approx(mirrored ? 90 : 30));
        maker.map_polygon(DrawingPart::Area, {{{10, 0}, {20, 0}, {20, 5}}}, DrawingRole::Step1);
        CHECK(drawing.shapes.back().bounds().left == doctest::Approx(10));
    }
}
