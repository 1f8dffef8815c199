#include "widgets/drawing_on_screen.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

std::vector<DrawingRing> in_pixels(const DrawnShape& shape, float pixels_a_mm)
{
    std::vector<DrawingRing> rings = shape.rings;
    for (DrawingRing& ring : rings)
        for (DrawingPoint& point : ring) point = {point.x * pixels_a_mm, point.y * pixels_a_mm};
    return rings;
}

DrawingOnScreen::Shape shape_in_pixels(const DrawnShape& shape, float pixels_a_mm)
{
    DrawingOnScreen::Shape made;
    // A hair on paper is a pixel here.
    made.line = std::max(1.0f, shape.line * pixels_a_mm);
    const DrawingRectangle bounds = shape.bounds();
    made.bounds = {bounds.left * pixels_a_mm - made.line, bounds.top * pixels_a_mm - made.line,
                   bounds.right * pixels_a_mm + made.line, bounds.bottom * pixels_a_mm + made.line};
    if (shape.fill) made.fill = trapezoids_of(in_pixels(shape, pixels_a_mm));
    return made;
}

/// The same glyphs, of whole pixels. A line keeps to the side, or the middle, that it keeps to in its box.
Paragraph text_in_pixels(const DrawnText& text, float pixels_a_mm)
{
    Paragraph made = text.paragraph;
    const float exact = text.scale * pixels_a_mm; // pixels here a pixel there
    for (TextLine& line : made.lines) {
        if (line.glyphs_from == line.glyphs_to) continue;
        const float letters = static_cast<float>(made.glyphs[line.glyphs_from].key.pixels);
        const float whole = std::clamp(std::floor(letters * exact + 0.01f), 4.0f, 255.0f);
        const float size = whole / letters;
        for (std::size_t i = line.glyphs_from; i < line.glyphs_to; ++i) {
            PlacedGlyph& glyph = made.glyphs[i];
            glyph.key.pixels = static_cast<std::uint8_t>(whole);
            glyph.x *= size;
            glyph.y *= size;
        }
        const float free = text.box_width / text.scale - line.width;
        const float side = free > 0 ? std::clamp(line.x / free, 0.0f, 1.0f) : line.right_to_left ? 1.0f : 0.0f;
        line.x = text.x * pixels_a_mm + side * (text.box_width * pixels_a_mm - line.width * size);
        line.width *= size;
        line.baseline = std::round(text.y * pixels_a_mm + line.baseline * exact);
        line.top = text.y * pixels_a_mm + line.top * exact;
        line.bottom = text.y * pixels_a_mm + line.bottom * exact;
    }
    return made;
}

} // namespace

DrawingOnScreen::DrawingOnScreen(std::shared_ptr<const Drawing> drawing, float pixels)
    : of(std::move(drawing)), pixels_a_mm(pixels)
{
    for (const DrawnShape& shape : of->shapes) shapes.push_back(shape_in_pixels(shape, pixels_a_mm));
    for (const DrawnText& text : of->texts) texts.push_back(text_in_pixels(text, pixels_a_mm));
}

} // namespace mahalla::ui
