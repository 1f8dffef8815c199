#include "drawing/drawing.h"

#include "base/number.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mahalla {

namespace {

std::string tenth(float value) { return number_to_text(std::round(static_cast<double>(value) * 10) / 10); }

std::string place(const DrawingRectangle& at)
{
    return tenth(at.left) + "," + tenth(at.top) + " – " + tenth(at.right) + "," + tenth(at.bottom);
}

} // namespace

const char* name_of(DrawingPart part)
{
    switch (part) {
    case DrawingPart::Rule:
        return "rule";
    case DrawingPart::Grid:
        return "grid";
    case DrawingPart::Bar:
        return "bar";
    case DrawingPart::Interval:
        return "interval";
    case DrawingPart::Hidden:
        return "hidden";
    case DrawingPart::Person:
        return "person";
    case DrawingPart::Cell:
        return "cell";
    case DrawingPart::Area:
        return "area";
    case DrawingPart::Line:
        return "line";
    }
    return "";
}

DrawingRectangle DrawnShape::bounds() const
{
    constexpr float far = std::numeric_limits<float>::max();
    DrawingRectangle bounds{far, far, -far, -far};
    for (const DrawingRing& ring : rings)
        for (const DrawingPoint& point : ring)
            bounds = {std::min(bounds.left, point.x), std::min(bounds.top, point.y), std::max(bounds.right, point.x),
                      std::max(bounds.bottom, point.y)};
    return bounds;
}

std::vector<DrawingRectangle> DrawnText::lines() const
{
    std::vector<DrawingRectangle> places;
    for (const TextLine& line : paragraph.lines) {
        if (line.glyphs_from == line.glyphs_to) continue;
        const float letters = static_cast<float>(paragraph.glyphs[line.glyphs_from].key.pixels) * scale;
        const float baseline = y + line.baseline * scale;
        places.push_back({x + line.x * scale, baseline - 0.8f * letters, x + (line.x + line.width) * scale,
                          baseline + 0.4f * letters});
    }
    return places;
}

void Drawing::add(Drawing other, float right, float down)
{
    for (DrawnShape& shape : other.shapes) {
        for (DrawingRing& ring : shape.rings)
            for (DrawingPoint& point : ring) point = {point.x + right, point.y + down};
        shapes.push_back(std::move(shape));
    }
    for (DrawnText& text : other.texts) {
        text.x += right;
        text.y += down;
        texts.push_back(std::move(text));
    }
}

void Drawing::scale(float factor)
{
    width *= factor;
    height *= factor;
    for (DrawnShape& shape : shapes) {
        shape.line *= factor;
        for (DrawingRing& ring : shape.rings)
            for (DrawingPoint& point : ring) point = {point.x * factor, point.y * factor};
    }
    for (DrawnText& text : texts)
        for (float* length : {&text.x, &text.y, &text.scale, &text.box_width}) *length *= factor;
}

std::string Drawing::listing() const
{
    std::string lines = tenth(width) + " × " + tenth(height) + " mm, " + language + ": " + title + "\n";
    for (const DrawnShape& shape : shapes) {
        lines += std::string(name_of(shape.part)) + " " + place(shape.bounds());
        if (!shape.about.empty()) lines += " \"" + shape.about + "\"";
        lines += "\n";
    }
    for (const DrawnText& text : texts)
        lines += "text " + tenth(text.x) + "," + tenth(text.y) + " in " + tenth(text.box_width) + ", " +
                 std::to_string(text.paragraph.lines.size()) + " lines: " + text.text + "\n";
    return lines;
}

} // namespace mahalla
