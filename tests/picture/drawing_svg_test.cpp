#include "drawing/drawing_svg.h"

#include "drawing/drawing_maker.h"
#include "support/page_texts.h"

#include <doctest/doctest.h>
#include <pugixml.hpp>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Drawing drawing_with(const std::string& text, const std::string& language)
{
    Drawing drawing;
    drawing.width = 100;
    drawing.height = 20;
    drawing.title = text;
    drawing.description = text;
    static Language kept;
    kept = Language::from_code(language);
    DrawingMaker maker(drawing, kept, letters());
    maker.box(DrawingPart::Bar, 0, 10, 40, 5, DrawingRole::Bar).about = text;
    maker.text(text, 0, 0, 100);
    return drawing;
}

} // namespace

TEST_CASE("whatever a label says, an SVG file is well-formed and says the same")
{
    for (const std::string text : {"Plain", "a < b & \"c\" > d", "</text><script>alert(1)</script>", "]]>&amp;&#0;",
                                   "الأسر من 1 إلى 2", "အိမ်ထောင်စု", "পরিবার"}) {
        INFO(text);
        const std::string svg = svg_of(drawing_with(text, "en"));
        pugi::xml_document document;
        REQUIRE(document.load_string(svg.c_str()));
        const pugi::xml_node root = document.child("svg");
        CHECK(root.child_value("title") == text);
        CHECK(root.child("desc").text().get() == text);
        CHECK(root.child("text").text().get() == text);
        CHECK_FALSE(
            root.find_node([](const pugi::xml_node& node) { return std::string_view(node.name()) == "script"; }));
        CHECK(root.find_child_by_attribute("path", "class", "bar").child_value("title") == text);
    }
}

TEST_CASE("what XML cannot hold is replaced, not written")
{
    const std::string svg = svg_of(drawing_with("bell\a and \xC3\x28", "en"));
    pugi::xml_document document;
    CHECK(document.load_string(svg.c_str()));
    CHECK(svg.find('\a') == std::string::npos);
    CHECK(svg.find("\uFFFD") != std::string::npos);
}

TEST_CASE("an SVG file names its language and direction")
{
    pugi::xml_document document;
    REQUIRE(document.load_string(svg_of(drawing_with("مرحبا", "ar")).c_str()));
    const pugi::xml_node root = document.child("svg");
    CHECK(std::string(root.attribute("lang").value()) == "ar");
    CHECK(std::string(root.child("text").attribute("direction").value()) == "rtl");
    // It starts at the right edge, from which it is written.
    CHECK(root.child("text").attribute("x").as_float() == doctest::Approx(100).epsilon(0.01));
    CHECK(std::string(root.attribute("role").value()) == "img");
}
