#include "support/ui_harness.h"
#include "text/caret.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

Paragraph edited(const std::string& text, float width = 0)
{
    TextStyle style;
    style.keeps_spaces = true;
    style.width = width;
    return test::text_engine().shaped(text, style);
}

} // namespace

TEST_CASE("in Arabic the caret goes forward to the left")
{
    const Paragraph paragraph = edited("باب");
    CHECK(caret_beside(paragraph, 0, Side::Left) == 2);
    CHECK(caret_beside(paragraph, 2, Side::Right) == 0);
    CHECK(caret_beside(paragraph, 0, Side::Right) == 0);
}

TEST_CASE("the caret steps over whole characters")
{
    const std::string text = "निa";
    const Paragraph paragraph = edited(text);
    CHECK(caret_beside(paragraph, 0, Side::Right) == text.size() - 1);
}

TEST_CASE("from left to right the caret passes every place of a mixed text once")
{
    const std::string text = "ab باب cd";
    const Paragraph paragraph = edited(text);
    std::size_t at = 0, steps = 0;
    for (std::size_t next = caret_beside(paragraph, at, Side::Right); next != at && steps < 50;
         next = caret_beside(paragraph, at, Side::Right)) {
        at = next;
        ++steps;
    }
    CHECK(steps == 9);
}

TEST_CASE("a point is answered with the nearest place")
{
    const Paragraph paragraph = edited("mmmm");
    CHECK(byte_at(paragraph, -10, 5) == 0);
    CHECK(byte_at(paragraph, 1000, 5) == 4);
    CHECK(byte_at(paragraph, paragraph.width / 2 + 1, 5) == 2);
}

TEST_CASE("the place where a line was broken belongs to the next line")
{
    const Paragraph paragraph = edited("aaaa bbbb cccc", 60);
    REQUIRE(paragraph.lines.size() > 1);
    const std::size_t broken_at = paragraph.lines[0].bytes_to;
    CHECK(caret_place(paragraph, broken_at).line == 1);
    CHECK(line_start(paragraph, broken_at) == broken_at);
    CHECK(line_end(paragraph, 0) < broken_at);
    CHECK(caret_in_line(paragraph, 0, 1, 0) == broken_at);
}
