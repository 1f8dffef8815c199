#include "base/seeded_random.h"
#include "base/text.h"
#include "support/ui_harness.h"
#include "text/text_engine.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace mahalla;
using test::text_engine;

namespace {

TextStyle style(float width = 0)
{
    TextStyle style;
    style.width = width;
    return style;
}

std::vector<std::uint32_t> glyphs_of(const Paragraph& paragraph)
{
    std::vector<std::uint32_t> glyphs;
    for (const PlacedGlyph& glyph : paragraph.glyphs) glyphs.push_back(glyph.key.glyph);
    return glyphs;
}

} // namespace

TEST_CASE("Arabic letters join: a letter alone has another shape than within a word")
{
    const Paragraph alone = text_engine().shaped("ب", style());
    const Paragraph word = text_engine().shaped("ببب", style());
    REQUIRE(alone.glyphs.size() >= 1);
    std::set<std::uint32_t> shapes;
    for (const std::uint32_t glyph : glyphs_of(word)) shapes.insert(glyph);
    CHECK(shapes.size() >= 3);
    CHECK(word.right_to_left);
}

TEST_CASE("a right-to-left text is placed from right to left")
{
    const Paragraph paragraph = text_engine().shaped("اب", style());
    REQUIRE(paragraph.glyphs.size() >= 2);
    CHECK(paragraph.glyphs.front().byte > paragraph.glyphs.back().byte);
}

TEST_CASE("a number within Arabic keeps its own order")
{
    const Paragraph paragraph = text_engine().shaped("عمره 34 سنة", style());
    float three = -1, four = -1, first = -1, last = -1;
    const std::size_t at = std::string("عمره ").size();
    for (const PlacedGlyph& glyph : paragraph.glyphs) {
        if (glyph.byte == at) three = glyph.x;
        if (glyph.byte == at + 1) four = glyph.x;
        if (glyph.byte == 0) first = glyph.x;
        if (glyph.byte == at + 3) last = glyph.x;
    }
    CHECK(three < four);
    CHECK(first > four); // the first word stands to its right, the last to its left
    CHECK(last < three);
}

TEST_CASE("every script of our languages has glyphs")
{
    for (const char* text :
         {"household", "أسرة", "အိမ်ထောင်စု", "ቤተሰብ", "परिवार", "គ្រួសារ", "ครอบครัว", "משפחה", "𞤀𞤁"}) {
        CAPTURE(text);
        const Paragraph paragraph = text_engine().shaped(text, style());
        REQUIRE_FALSE(paragraph.glyphs.empty());
        for (const PlacedGlyph& glyph : paragraph.glyphs) CHECK(glyph.key.glyph != 0);
    }
}

TEST_CASE("a letter no face has is drawn as a box, not left out")
{
    const Paragraph paragraph = text_engine().shaped("\U0001F9FF", style());
    REQUIRE_FALSE(paragraph.glyphs.empty());
    CHECK(paragraph.width > 0);
}

TEST_CASE("lines fit their width and lose no letter")
{
    const std::string text = "All human beings are born free and equal in dignity and rights, "
                             "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق";
    for (const float width : {80.0f, 200.0f, 333.0f}) {
        const Paragraph paragraph = text_engine().shaped(text, style(width));
        CHECK(paragraph.lines.size() > 1);
        std::size_t next = 0;
        for (const TextLine& line : paragraph.lines) {
            CHECK(line.width <= width + 1);
            CHECK(line.bytes_from == next);
            next = line.bytes_to;
        }
        CHECK(next == text.size());
    }
}

TEST_CASE("Burmese and Thai, which write no spaces, are broken into lines")
{
    const Paragraph burmese = text_engine().shaped("လူတိုင်းသည်တူညီလွတ်လပ်သောဂုဏ်သိက္ခာဖြင့်မွေးဖွားလာသူများဖြစ်သည်", style(200));
    CHECK(burmese.lines.size() > 1);
    const Paragraph thai = text_engine().shaped("มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ", style(200));
    CHECK(thai.lines.size() > 1);
}

TEST_CASE("a text that is cut ends in an ellipsis and still fits")
{
    TextStyle cut = style(120);
    cut.lines_max = 1;
    const Paragraph paragraph = text_engine().shaped("Maryam Abd al-Rahman al-Khatib", cut);
    CHECK(paragraph.was_cut);
    REQUIRE(paragraph.lines.size() == 1);
    CHECK(paragraph.lines[0].width <= 121);
    const Paragraph whole = text_engine().shaped("Maryam", cut);
    CHECK_FALSE(whole.was_cut);
}

TEST_CASE("the same text and style is shaped once, a secret every time")
{
    TextEngine& engine = text_engine();
    engine.wipe();
    const std::size_t before = engine.counts().shaped;
    engine.paragraph("counted once", style());
    engine.paragraph("counted once", style());
    CHECK(engine.counts().shaped == before + 1);
    engine.shaped("a secret", style());
    engine.shaped("a secret", style());
    CHECK(engine.counts().shaped == before + 3);
    CHECK(engine.counts().cached == 1);
    engine.wipe();
    CHECK(engine.counts().cached == 0);
}

TEST_CASE("the cache stays below its cap however many texts pass")
{
    TextEngine& engine = text_engine();
    for (int frame = 0; frame < 20; ++frame) {
        engine.begin_frame();
        for (int i = 0; i < 500; ++i) engine.paragraph(std::to_string(frame * 500 + i), style());
    }
    CHECK(engine.counts().cached <= 6500);
    engine.wipe();
}

TEST_CASE("any bytes can be shaped: every place is finite and every caret within the text")
{
    SeededRandom random(7);
    const auto below = [&](std::uint64_t count) { return static_cast<std::uint32_t>(random.below(count)); };
    const char32_t blocks[][2] = {{0x20, 0x7E},     {0x600, 0x6FF},   {0x590, 0x5FF},     {0x900, 0x97F},
                                  {0x1000, 0x109F}, {0xE00, 0xE7F},   {0x300, 0x36F},     {0x200B, 0x202E},
                                  {0x2066, 0x2069}, {0x4E00, 0x4FFF}, {0x1F600, 0x1F64F}, {0x1E900, 0x1E95F}};
    for (int round = 0; round < 400; ++round) {
        std::string text;
        for (std::uint32_t i = below(40); i > 0; --i) {
            const auto& block = blocks[below(std::size(blocks))];
            append_utf8(text, block[0] + below(block[1] - block[0] + 1));
            if (below(30) == 0) text += '\n';
            if (below(30) == 0) text += static_cast<char>(below(256));
        }
        TextStyle any = style(below(3) == 0 ? 0 : static_cast<float>(below(300)));
        any.keeps_spaces = below(2) == 0;
        any.lines_max = static_cast<int>(below(3));
        const Paragraph paragraph = text_engine().shaped(text, any);
        REQUIRE_FALSE(paragraph.lines.empty());
        for (const PlacedGlyph& glyph : paragraph.glyphs) REQUIRE(std::isfinite(glyph.x + glyph.y + glyph.advance));
        for (const TextLine& line : paragraph.lines) {
            for (const CaretStop& stop : line.stops) {
                REQUIRE(stop.byte <= text.size());
                REQUIRE(std::isfinite(stop.x));
            }
        }
    }
}
