#include "picture/map_picture.h"

#include "drawing/drawing_svg.h"
#include "pdf/drawing_pdf.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"
#include "support/printed_page.h"
#include "support/published_tables.h"

#include <doctest/doctest.h>

#include <cmath>

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

/// A town as files have them: an area with a hole, in which another lies, and an island; one bent around its
/// neighbour; one hidden; one without data; one too small for its name; and one of the table that has no outline.
constexpr const char* town = R"({"type":"FeatureCollection","features":[
{"properties":{"pcode":"T1"},"geometry":{"type":"MultiPolygon","coordinates":[
 [[[35.800,34.400],[35.838,34.396],[35.852,34.404],[35.858,34.424],[35.848,34.438],[35.826,34.444],[35.806,34.436],[35.800,34.400]],
  [[35.806,34.412],[35.806,34.424],[35.820,34.426],[35.822,34.414],[35.806,34.412]]],
 [[[35.786,34.432],[35.794,34.430],[35.796,34.438],[35.788,34.440],[35.786,34.432]]]]}},
{"properties":{"pcode":"T2"},"geometry":{"type":"Polygon","coordinates":[
 [[35.852,34.404],[35.880,34.398],[35.896,34.406],[35.898,34.448],[35.880,34.460],[35.826,34.458],[35.826,34.444],[35.848,34.438],[35.872,34.440],[35.878,34.428],[35.872,34.414],[35.858,34.424],[35.852,34.404]]]}},
{"properties":{"pcode":"T3"},"geometry":{"type":"Polygon","coordinates":[
 [[35.858,34.424],[35.872,34.414],[35.878,34.428],[35.872,34.440],[35.848,34.438],[35.858,34.424]]]}},
{"properties":{"pcode":"T4"},"geometry":{"type":"Polygon","coordinates":[
 [[35.806,34.436],[35.826,34.444],[35.826,34.458],[35.806,34.456],[35.806,34.436]]]}},
{"properties":{"pcode":"T5"},"geometry":{"type":"Polygon","coordinates":[
 [[35.806,34.412],[35.822,34.414],[35.820,34.426],[35.806,34.424],[35.806,34.412]]]}},
{"properties":{"pcode":"T7"},"geometry":{"type":"Polygon","coordinates":[
 [[35.796,34.452],[35.800,34.452],[35.800,34.455],[35.796,34.455],[35.796,34.452]]]}}]})";

PublishedTableContent of_the_town(const std::string& language)
{
    const auto in = [&](const char* english, const char* arabic) { return language == "ar" ? arabic : english; };
    return published_table(in("Households that feel unsafe after dark", "أسر لا تشعر بالأمان بعد حلول الظلام"),
                           {dimension_of("area", {{"T1", in("Harbour", "الميناء")},
                                                  {"T2", in("Upper town", "المدينة العليا")},
                                                  {"T3", in("Citadel", "القلعة")},
                                                  {"T4", in("North", "الشمال")},
                                                  {"T5", in("Old market", "السوق القديم")},
                                                  {"T6", in("Camp beyond the river", "المخيم وراء النهر")},
                                                  {"T7", in("Lighthouse", "المنارة")}})},
                           {published_cell({"T1"}, 0.34, 0.06, 212), published_cell({"T2"}, 0.12, 0.04, 240),
                            hidden_cell({"T3"}), hidden_cell({"T4"}, MarkReason::NotAvailable),
                            published_cell({"T5"}, 0.71, 0.12, 64), published_cell({"T6"}, 0.88, 0.08, 90),
                            published_cell({"T7"}, 0.45, 0.2, 24), published_cell({"_T"}, 0.37, 0.04, 660)});
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

TEST_CASE(
    "a map names its areas, numbers those too small for a name, and explains shades, hatching and what is missing")
{
    const auto read = AreaOutlines::read(town, {"T1", "T2", "T3", "T4", "T5", "T6", "T7"});
    REQUIRE(read);
    CHECK(read->areas.at("T1").size() == 3);
    for (const std::string language : {"en", "ar"}) {
        INFO(language);
        const auto texts = texts_in(language);
        const auto map = map_picture(of_the_town(language), *read, {*texts, letters()});
        REQUIRE(map);
        check_places(*map);
        const std::string words = words_of(*map);
        for (const TextKey key : {"picture.hidden_explained"_text, "picture.not_available_explained"_text,
                                  "picture.hidden"_text, "picture.not_available"_text})
            CHECK_MESSAGE(words.find(texts->say(key)) != std::string::npos, key.name);
        const auto is_written = [&](const std::string& text) {
            return std::ranges::count(map->texts, text, &DrawnText::text) > 0;
        };
        CHECK(is_written(language == "en" ? "Harbour" : "الميناء"));
        CHECK(is_written(language == "en" ? "Old market" : "السوق القديم"));
        CHECK_FALSE(is_written(language == "en" ? "Lighthouse" : "المنارة"));
        CHECK(is_written(language == "en" ? "7 · Lighthouse" : "٧ · المنارة"));
        CHECK(is_written(language == "en" ? "6 · Camp beyond the river" : "٦ · المخيم وراء النهر"));
        // What lies in the hole is written there; what lies around it stays out of the hole.
        const auto place_of = [&](const std::string& text) {
            return std::ranges::find(map->texts, text, &DrawnText::text)->lines().front();
        };
        const DrawingRectangle market = place_of(language == "en" ? "Old market" : "السوق القديم");
        CHECK_FALSE(place_of(language == "en" ? "Harbour" : "الميناء").overlaps(market));
        const auto pdf = pdf_of({&*map, 1}, letters());
        REQUIRE(pdf);
        const std::string picture(as_text(PrintedPage(*pdf).picture(110)));
        keep_picture("town_" + language + ".png", picture);
        keep_picture("town_" + language + ".svg", svg_of(*map));
        if (language == "en") keep_guide_picture("results-map.png", picture);
        check_listing(map->listing(), std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests/picture/golden" /
                                          ("map_" + language + ".txt"));
    }
}

TEST_CASE("borders are drawn as finely as a printer shows them, and no finer")
{
    std::string ring;
    constexpr int places = 20000;
    for (int i = 0; i <= places; ++i) {
        const double angle = 2 * 3.14159265358979 * (i % places) / places;
        ring += (i == 0 ? "[" : ",[") + std::to_string(35 + 0.01 * std::cos(angle)) + "," +
                std::to_string(34 + 0.01 * std::sin(angle)) + "]";
    }
    const auto read = AreaOutlines::read(
        R"({"features":[{"properties":{"p":"A1"},"geometry":{"type":"Polygon","coordinates":[[)" + ring + "]]}}]}",
        {"A1"});
    REQUIRE(read);
    const auto map = map_picture(by_area(), *read, {*texts_in("en"), letters()});
    REQUIRE(map);
    const auto area = std::ranges::find(map->shapes, DrawingPart::Area, &DrawnShape::part);
    REQUIRE(area != map->shapes.end());
    CHECK(area->rings.front().size() < 8000);
    CHECK(area->rings.front().size() > 2000);
}
