#include "picture/map_picture.h"

#include "drawing/drawing_svg.h"
#include "pdf/drawing_pdf.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"
#include "support/printed_page.h"
#include "support/published_tables.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string square(const std::string& code, double west, double south, double side)
{
    const auto place = [](double x, double y) { return "[" + std::to_string(x) + "," + std::to_string(y) + "]"; };
    return R"({"type":"Feature","properties":{"name":"x","pcode":")" + code +
           R"("},"geometry":{"type":"Polygon","coordinates":[[)" + place(west, south) + "," +
           place(west + side, south) + "," + place(west + side, south + side) + "," + place(west, south + side) + "," +
           place(west, south) + "]]}}";
}

/// Three squares of a tenth of a degree at 60° north, where a degree east is half a degree north.
std::string three_squares()
{
    return R"({"type":"FeatureCollection","features":[)" + square("A1", 10.0, 60.0, 0.1) + "," +
           square("A2", 10.1, 60.0, 0.1) + "," + square("A3", 10.2, 60.0, 0.1) + "," + square("ELSEWHERE", 50, 0, 1) +
           "]}";
}

PublishedTableContent by_area()
{
    return published_table(
        "Unsafe after dark", {dimension_of("area", {{"A1", "Harbour"}, {"A2", "Hill"}, {"A3", "River"}})},
        {published_cell({"A1"}, 0.15, 0.05, 100), published_cell({"A2"}, 0.85, 0.05, 110), hidden_cell({"A3"})});
}

Result<AreaOutlines> outlines() { return AreaOutlines::read(three_squares(), {"A1", "A2", "A3"}); }

} // namespace

TEST_CASE("a map draws the areas it has outlines of, hatches the hidden and says their figures below")
{
    const auto read = outlines();
    REQUIRE(read);
    CHECK(read->areas.size() == 3);
    for (const char* language : {"en", "ar"}) {
        const auto map = map_picture(by_area(), *read, {*texts_in(language), letters()});
        REQUIRE(map);
        check_places(*map);
        CHECK(count_of(*map, DrawingPart::Area) == 2);
        CHECK(count_of(*map, DrawingPart::Hidden) > 5);
        CHECK(count_of(*map, DrawingPart::Bar) == 2);
        const auto pdf = pdf_of({&*map, 1}, letters());
        REQUIRE(pdf);
        const PrintedPage page(*pdf);
        keep_picture("map_" + std::string(language) + ".png", as_text(page.picture(110)));
        for (const std::string& output : {svg_of(*map), page.text()})
            for (const char* figure : {"88%", "7531", "٨٨", "٧٥٣١"}) CHECK(output.find(figure) == std::string::npos);
    }
}

TEST_CASE("a map keeps its shape far from the equator, and east at the right in every language")
{
    for (const char* language : {"en", "ar"}) {
        const auto map = map_picture(by_area(), *outlines(), {*texts_in(language), letters()});
        REQUIRE(map);
        std::vector<DrawingRectangle> areas;
        for (const DrawnShape& shape : map->shapes)
            if (shape.part == DrawingPart::Area) areas.push_back(shape.bounds());
        REQUIRE(areas.size() == 2);
        CHECK(areas[0].right == doctest::Approx(areas[1].left)); // Harbour is west of the Hill
        const float width = areas[0].right - areas[0].left, height = areas[0].bottom - areas[0].top;
        CHECK(width / height == doctest::Approx(0.5).epsilon(0.01));
    }
}

TEST_CASE("outlines that are none are refused")
{
    const std::set<std::string> codes = {"A1"};
    for (
        const std::string text :
        {"", "{", "[]", R"({"type":"FeatureCollection"})", R"({"features":[]})", R"({"features":[1,null,"x"]})",
         R"({"features":[{"properties":{"pcode":"A1"}}]})",
         R"({"features":[{"properties":{"pcode":"A1"},"geometry":{"type":"Point","coordinates":[1,2]}}]})",
         R"({"features":[{"properties":{"pcode":"A1"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}}]})",
         R"({"features":[{"properties":{"pcode":"A1"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,"x"],[5,6],[1,2]]]}}]})",
         R"({"features":[{"properties":{"pcode":"A1"},"geometry":{"type":"Polygon","coordinates":[[[1,200],[3,4],[5,6],[1,200]]]}}]})"}) {
        INFO(text);
        const auto read = AreaOutlines::read(text, codes);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::Invalid);
    }
}

TEST_CASE("a hole stays a hole, and parts of one area are one area")
{
    const std::string text =
        R"({"features":[{"properties":{"p":"A1"},"geometry":{"type":"MultiPolygon","coordinates":[)"
        R"([[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]],[[[6,0],[7,0],[7,1],[6,0]]]]}}]})";
    const auto read = AreaOutlines::read(text, {"A1"});
    REQUIRE(read);
    CHECK(read->areas.at("A1").size() == 3);
}
