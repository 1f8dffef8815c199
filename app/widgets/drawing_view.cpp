#include "widgets/drawing_view.h"

#include "base/text.h"
#include "widgets/drawing_colours.h"
#include "widgets/drawing_on_screen.h"
#include "widgets/imgui_version.h"
#include "widgets/page_parts.h"

#include <cmath>

namespace mahalla::ui {

namespace {

/// Before scale: letters of 8 points are 17 pixels high.
constexpr float pixels_a_mm = 6;
/// What ImGui counts corners with has 16 bits, and a corner of a line takes up to four.
constexpr std::size_t corners_at_once = 8000;

void fill_pieces(ImDrawList& list, const std::vector<Trapezoid>& pieces, ImVec2 origin, Colour colour)
{
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    for (const Trapezoid& piece : pieces) {
        const float top = origin.y + piece.top, bottom = origin.y + piece.bottom;
        list.PrimReserve(6, 4);
        list.PrimQuadUV({origin.x + piece.top_left, top}, {origin.x + piece.top_right, top},
                        {origin.x + piece.bottom_right, bottom}, {origin.x + piece.bottom_left, bottom}, white, white,
                        white, white, colour);
    }
}

void draw_line(ImDrawList& list, const DrawingRing& ring, bool is_closed, float scale, ImVec2 origin, float line,
               Colour colour)
{
    std::vector<ImVec2> points;
    points.reserve(ring.size() + 1);
    for (const DrawingPoint& point : ring) points.emplace_back(origin.x + point.x * scale, origin.y + point.y * scale);
    const bool in_one = points.size() <= corners_at_once;
    if (is_closed && !in_one && !points.empty()) points.push_back(points.front());
    for (std::size_t from = 0; from + 1 < points.size(); from += corners_at_once - 1) {
        const std::size_t count = std::min(corners_at_once, points.size() - from);
        list.AddPolyline(points.data() + from, static_cast<int>(count), colour,
                         is_closed && in_one ? ImDrawFlags_Closed : ImDrawFlags_None, line);
    }
}

const DrawingOnScreen& on_screen(Page& page, const std::shared_ptr<const Drawing>& drawing, float scale)
{
    auto& known = page.parts().drawing;
    if (known == nullptr || known->of != drawing || known->pixels_a_mm != scale)
        known = std::make_shared<DrawingOnScreen>(drawing, scale);
    return *known;
}

} // namespace

float drawing_room(Page& page) { return room(page) / (pixels_a_mm * page.metrics().scale); }

void picture(Page& page, Id id, const std::shared_ptr<const Drawing>& drawing)
{
    if (drawing == nullptr || !(drawing->width > 0)) return;
    const float scale = std::min(pixels_a_mm * page.metrics().scale, room(page) / drawing->width);
    const float width = drawing->width * scale, height = std::ceil(drawing->height * scale);
    const Rect rect = take(page, height, width);
    note_node(page, Role::Picture, drawing->title, rect).path = path_of(page, id);
    ++page.parts().depth;
    for (const std::string_view line : split(drawing->description, '\n'))
        note_node(page, Role::Text, std::string(line), rect);
    --page.parts().depth;

    const Theme theme = page.theme();
    const DrawingOnScreen& shown = on_screen(page, drawing, scale);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 origin(std::round(rect.left), std::round(rect.top));
    const ImVec2 clip_from = list.GetClipRectMin(), clip_to = list.GetClipRectMax();
    fill(rect, drawing_colour(DrawingRole::Ground, theme));
    for (std::size_t i = 0; i < drawing->shapes.size(); ++i) {
        const DrawnShape& shape = drawing->shapes[i];
        const DrawingOnScreen::Shape& here = shown.shapes[i];
        if (origin.y + here.bounds.bottom < clip_from.y || origin.y + here.bounds.top > clip_to.y) continue;
        if (shape.fill) fill_pieces(list, here.fill, origin, drawing_colour(*shape.fill, theme));
        if (!shape.stroke) continue;
        for (const DrawingRing& ring : shape.rings)
            draw_line(list, ring, shape.is_closed, scale, origin, here.line, drawing_colour(*shape.stroke, theme));
    }
    for (std::size_t i = 0; i < drawing->texts.size(); ++i)
        page.parts().atlas->draw(list, origin.x, origin.y, drawing_colour(drawing->texts[i].role, theme),
                                 shown.texts[i]);
    outline(rect, page.palette().line, 0, page.palette().line_width * page.metrics().scale);
}

} // namespace mahalla::ui
