#include "support/ui_harness.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

#include <doctest/doctest.h>

#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

UiHarness::Setup small(const char* language) { return {.language = language, .width = 320, .height = 240}; }

} // namespace

TEST_CASE("a picture holds the theme's ground and letters in shades between")
{
    UiHarness ui(small("en"));
    ui.draw = [](ui::Page& page) {
        ui::screen(page, {.id = "a", .title = "Title", .body = [&] { ui::heading(page, "Heading"); }});
    };
    const Picture picture = ui.picture();
    CHECK(picture.width == 320);
    CHECK(picture.height == 240);
    CHECK(picture.pixels.back() == ui.page().palette().ground);
    CHECK(picture.pixels.front() == ui.page().palette().bar);
    const std::set<std::uint32_t> colours(picture.pixels.begin(), picture.pixels.end());
    CHECK(colours.size() > 20);
    for (const std::uint32_t pixel : picture.pixels) REQUIRE((pixel & 0xFF000000u) == 0xFF000000u);
}

TEST_CASE("an Arabic page is heavier on its right, an English one on its left")
{
    const auto inked = [](const char* language, const char* words) {
        UiHarness ui(small(language));
        ui.draw = [&](ui::Page& page) {
            ui::screen(page, {.id = "a", .title = "", .body = [&] { ui::text(page, words); }});
        };
        const Picture picture = ui.picture();
        std::size_t left = 0, right = 0;
        for (int y = 100; y < picture.height; ++y) {
            for (int x = 0; x < picture.width - 20; ++x) { // without the scroll bar
                const auto pixel = picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
                if (pixel != ui.page().palette().ground) ++(x < picture.width / 2 ? left : right);
            }
        }
        return std::pair(left, right);
    };
    const auto [english_left, english_right] = inked("en", "Yes");
    CHECK(english_left > english_right);
    const auto [arabic_left, arabic_right] = inked("ar", "نعم");
    CHECK(arabic_right > arabic_left);
}

TEST_CASE("a picture becomes a PNG file")
{
    Picture picture{2, 2, {0xFF0000FFu, 0xFF00FF00u, 0xFFFF0000u, 0xFFFFFFFFu}};
    const Bytes png = to_png(picture);
    REQUIRE(png.size() > 50);
    CHECK(to_hex(ByteView(png).first(8)) == "89504e470d0a1a0a");
}
