#include "drawing/drawing_maker.h"

#include "drawing/hatching.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float points_to_mm = 25.4f / 72;
constexpr float pixels_a_point = 4; ///< Glyphs are placed to a quarter of a point.

Alignment alignment_of(DrawnTextLook::Side side, bool is_mirrored)
{
    if (side == DrawnTextLook::Side::Centre) return Alignment::Centre;
    return (side == DrawnTextLook::Side::Start) == is_mirrored ? Alignment::Right : Alignment::Left;
}

} // namespace

DrawnText DrawingMaker::shaped(std::string text, float width, const DrawnTextLook& look)
{
    DrawnText made;
    made.scale = points_to_mm / pixels_a_point;
    made.box_width = width;
    made.role = look.role;
    made.weight = look.weight;
    made.direction = language_.direction;
    TextStyle style;
    style.pixels = look.points * pixels_a_point;
    style.width = width / made.scale;
    style.weight = look.weight;
    style.direction = language_.direction;
    style.lines_max = look.lines_max;
    style.alignment = alignment_of(look.side, is_mirrored());
    made.paragraph = engine_.shaped(text, style);
    made.text = std::move(text);
    return made;
}

float DrawingMaker::text(std::string text, float start, float y, float width, const DrawnTextLook& look)
{
    DrawnText made = shaped(std::move(text), width, look);
    made.x = is_mirrored() ? drawing_.width - start - width : start;
    made.y = y;
    drawing_.texts.push_back(std::move(made));
    return drawing_.texts.back().height();
}

void DrawingMaker::text_around(std::string text, float start, float y, float width, const DrawnTextLook& look)
{
    const float height = this->text(std::move(text), start, y, width, look);
    drawing_.texts.back().y -= height / 2;
}

float DrawingMaker::height_of(const std::string& text, float width, const DrawnTextLook& look)
{
    return shaped(text, width, look).height();
}

float DrawingMaker::width_of(const std::string& text, const DrawnTextLook& look)
{
    const DrawnText made = shaped(text, 0, look);
    return made.paragraph.width * made.scale;
}

DrawnShape& DrawingMaker::box(DrawingPart part, float start, float y, float width, float height,
                              std::optional<DrawingRole> fill, std::optional<DrawingRole> stroke)
{
    return polygon(part, {{{start, y}, {start + width, y}, {start + width, y + height}, {start, y + height}}}, fill,
                   stroke);
}

DrawnShape& DrawingMaker::line(DrawingPart part, DrawingPoint from, DrawingPoint to, DrawingRole role, float line)
{
    DrawnShape& made = polygon(part, {{from, to}}, std::nullopt, role);
    made.is_closed = false;
    made.line = line;
    return made;
}

DrawnShape& DrawingMaker::polygon(DrawingPart part, std::vector<DrawingRing> rings, std::optional<DrawingRole> fill,
                                  std::optional<DrawingRole> stroke)
{
    for (DrawingRing& ring : rings)
        for (DrawingPoint& point : ring) point = placed(point);
    return map_polygon(part, std::move(rings), fill, stroke);
}

DrawnShape& DrawingMaker::map_polygon(DrawingPart part, std::vector<DrawingRing> rings, std::optional<DrawingRole> fill,
                                      std::optional<DrawingRole> stroke)
{
    DrawnShape made;
    made.part = part;
    made.rings = std::move(rings);
    made.fill = fill;
    made.stroke = stroke;
    drawing_.shapes.push_back(std::move(made));
    return drawing_.shapes.back();
}

void DrawingMaker::hidden_box(float start, float y, float width, float height, std::string about)
{
    DrawnShape& frame = box(DrawingPart::Hidden, start, y, width, height, DrawingRole::Ground, DrawingRole::Hidden);
    frame.line = 0.15f;
    frame.about = std::move(about);
    for (DrawnShape& line : hatching_of(std::vector<DrawingRing>(frame.rings)))
        drawing_.shapes.push_back(std::move(line));
}

void DrawingMaker::interval(float from, float to, float y, float half_height, std::string about)
{
    constexpr float width = 0.4f;
    // White below it keeps it readable where it runs over a dark bar.
    line(DrawingPart::Rule, {from, y}, {to, y}, DrawingRole::Ground, 3 * width);
    line(DrawingPart::Interval, {from, y}, {to, y}, DrawingRole::Interval, width).about = std::move(about);
    for (const float end : {from, to})
        line(DrawingPart::Interval, {end, y - half_height}, {end, y + half_height}, DrawingRole::Interval, width);
}

} // namespace mahalla
