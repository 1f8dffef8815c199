#include "drawing/drawing_svg.h"
#include "pdf/drawing_pdf.h"
#include "picture/bars_picture.h"
#include "picture/heat_map_picture.h"
#include "picture/pyramid_picture.h"
#include "picture/slope_picture.h"
#include "picture/told_tables.h"
#include "support/drawing_places.h"
#include "support/page_texts.h"
#include "support/printed_page.h"

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include <cmath>
#include <functional>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* languages[] = {"en", "ar", "my", "fr"};

/// Every kind of picture in every language.
void for_each_picture(const std::function<void(const std::string&, const Drawing&)>& check)
{
    for (const std::string language : languages) {
        const PictureSetting setting{*texts_in(language), letters()};
        const auto made = [&](const std::string& kind, const Result<Drawing>& drawing) {
            INFO(kind, " in ", language);
            REQUIRE(drawing);
            check(kind + "_" + language, *drawing);
        };
        made("bars", bars_picture(by_group(language), setting));
        made("pyramid", pyramid_picture(by_age_and_sex(language), setting));
        made("heat_map", heat_map_picture(by_dimension(language), {}, setting));
        made("slopes", slope_picture(by_round(language), "round", setting));
    }
}

PictureSetting english() { return {*texts_in("en"), letters()}; }

} // namespace

TEST_CASE("nothing in a picture overlaps or is cut off, in either direction")
{
    for_each_picture([](const std::string&, const Drawing& drawing) { check_places(drawing); });
}

TEST_CASE("a hidden cell is a hatched mark with its reason, and no byte of any picture holds its figure")
{
    for_each_picture([](const std::string& name, const Drawing& drawing) {
        CHECK(count_of(drawing, DrawingPart::Hidden) > 2);
        const std::string language = name.substr(name.rfind('_') + 1);
        const std::string words = words_of(drawing);
        CHECK(words.find(texts_in(language)->say("picture.hidden_explained"_text)) != std::string::npos);
        const auto pdf = pdf_of({&drawing, 1}, letters());
        REQUIRE(pdf);
        const PrintedPage page(*pdf);
        const Bytes picture = page.picture(110);
        keep_picture(name + ".png", as_text(picture));
        if (name == "bars_en") keep_guide_picture("results-bars.png", as_text(picture));
        if (name == "heat_map_en") keep_guide_picture("results-heat-map.png", as_text(picture));
        keep_picture(name + ".svg", svg_of(drawing));
        for (const std::string& output : {words, svg_of(drawing), page.text()})
            for (const char* figure : {"88%", "87%", "89%", "٨٨", "7531", "٧٥٣١", "၇၅၃၁", "၈၈", "0.87"})
                CHECK_MESSAGE(output.find(figure) == std::string::npos, figure);
    });
}

TEST_CASE("every picture is a well-formed SVG file")
{
    for_each_picture([](const std::string&, const Drawing& drawing) {
        pugi::xml_document document;
        CHECK(document.load_string(svg_of(drawing).c_str()));
    });
}

TEST_CASE("each figure has its bar and its interval, and says how many were asked")
{
    const Drawing drawing = bars_picture(by_group("en"), english());
    CHECK(count_of(drawing, DrawingPart::Bar) == 3);
    CHECK(count_of(drawing, DrawingPart::Interval) == 3 * 3 + 3); // and one that explains them
    const std::string words = words_of(drawing);
    for (const char* said :
         {"31%", "212 asked", "25%", "37%", "Host community", "All", "Of those who were interviewed"})
        CHECK_MESSAGE(words.find(said) != std::string::npos, said);
}

TEST_CASE("a figure without an interval has none drawn")
{
    PublishedTableContent table = by_group("en");
    for (PublishedCell& cell : table.cells) cell.figure->lower.reset();
    CHECK(count_of(bars_picture(table, english()), DrawingPart::Interval) == 0);
}

TEST_CASE("a bar is as long as its figure, from nothing on")
{
    const Drawing drawing = bars_picture(by_group("en"), english());
    std::vector<float> lengths;
    for (const DrawnShape& shape : drawing.shapes)
        if (shape.part == DrawingPart::Bar) lengths.push_back(shape.bounds().right - shape.bounds().left);
    REQUIRE(lengths.size() == 3);
    CHECK(lengths[1] / lengths[0] == doctest::Approx(0.52 / 0.31).epsilon(0.01));
}

TEST_CASE("figures below nothing have bars to the other side")
{
    PublishedTableContent table = by_group("en");
    table.statistic = Statistic::Mean;
    table.cells = {published_cell({"host"}, -4, 1, 50), published_cell({"idp"}, 6, 1, 50)};
    const Drawing drawing = bars_picture(table, english());
    check_places(drawing);
    std::vector<DrawingRectangle> bars;
    for (const DrawnShape& shape : drawing.shapes)
        if (shape.part == DrawingPart::Bar) bars.push_back(shape.bounds());
    REQUIRE(bars.size() == 2);
    CHECK(bars[0].right == doctest::Approx(bars[1].left));
}

TEST_CASE("no line leads over a hidden round")
{
    const auto drawing = slope_picture(by_round("en"), "round", english());
    REQUIRE(drawing);
    CHECK(count_of(*drawing, DrawingPart::Line) == 4); // two groups with three rounds, one with a gap
}

TEST_CASE("a heat map is as dark as its figure is high")
{
    const auto drawing = heat_map_picture(by_dimension("en"), "Map", english());
    REQUIRE(drawing);
    const auto fill_of = [&](const std::string& about) {
        for (const DrawnShape& shape : drawing->shapes)
            if (shape.about.starts_with(about)) return shape.fill;
        return std::optional<DrawingRole>();
    };
    CHECK(fill_of("Food: poor consumption – Host community") == DrawingRole::Step1);
    CHECK(fill_of("Economic: owes rent – Displaced") == DrawingRole::Step5);
    CHECK(fill_of("Economic: owes rent – Refugees") == DrawingRole::Ground);
}

TEST_CASE("tables of the wrong shape are refused, not drawn somehow")
{
    CHECK_FALSE(pyramid_picture(by_group("en"), english()));
    CHECK_FALSE(slope_picture(by_group("en"), "round", english()));
    CHECK_FALSE(heat_map_picture({}, "None", english()));
    const std::vector two = {by_round("en")};
    CHECK_FALSE(heat_map_picture(two, "Two", english()));
}

TEST_CASE("the layout of pictures is the one that was looked at")
{
    for_each_picture([](const std::string& name, const Drawing& drawing) {
        if (name.ends_with("_fr") || name.ends_with("_my")) return;
        check_listing(drawing.listing(),
                      std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests/picture/golden" / (name + ".txt"));
    });
}

TEST_CASE("a heat map without a title says in its language what it shows")
{
    for (const char* language : languages) {
        const auto drawing = heat_map_picture(by_dimension(language), {}, {*texts_in(language), letters()});
        REQUIRE(drawing);
        CHECK(drawing->title ==
              texts_in(language)->say("picture.heat_map_title"_text, {{"groups", groups(language).label}}));
        CHECK(drawing->title.find(groups(language).label) != std::string::npos);
    }
}

TEST_CASE("each line of a picture of rounds has a mark of its own shape, beside its name and what is hidden too")
{
    const Drawing drawing = *slope_picture(by_round("en"), "round", english());
    int marks = 0;
    std::set<std::string> shapes;
    for (const DrawnShape& shape : drawing.shapes) {
        if (shape.part != DrawingPart::Cell) continue;
        std::string form;
        for (const DrawingPoint& point : shape.rings.front())
            form += std::to_string(std::lround((point.x - shape.rings.front().front().x) * 10)) + "," +
                    std::to_string(std::lround((point.y - shape.rings.front().front().y) * 10)) + " ";
        shapes.insert(form);
        ++marks;
    }
    CHECK(shapes.size() == 3);
    CHECK(marks == 8 + 1 + 3); // points, one hidden, names
}
