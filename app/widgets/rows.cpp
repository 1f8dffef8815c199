#include "widgets/rows.h"

#include "widgets/imgui_version.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

float mark_size(const Page& page) { return std::round(24 * page.metrics().scale); }
float label_start(const Page& page, Mark mark)
{
    return page.metrics().padding + (mark == Mark::None ? 0 : mark_size(page) + page.metrics().gap);
}

} // namespace

float choice_row_height(Page& page, std::string_view label, float width, Mark mark)
{
    const Metrics& metrics = page.metrics();
    const float for_label = width - label_start(page, mark) - 2 * metrics.padding;
    const Paragraph& paragraph = shape(page, label, {metrics.text, Weight::Regular, for_label});
    return std::max(metrics.target, paragraph.height + (paragraph.lines.size() > 1 ? metrics.gap : 0));
}

void draw_mark(Page& page, Rect rect, Mark mark, bool on, bool enabled)
{
    const Palette& palette = page.palette();
    const Metrics& metrics = page.metrics();
    const float thickness = std::round(2 * metrics.scale);
    const Colour line = on ? palette.accent : enabled ? palette.control_line : palette.line;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (mark == Mark::Radio) {
        const ImVec2 centre(rect.centre_x(), rect.centre_y());
        list->AddCircleFilled(centre, rect.width() / 2, palette.field, 32);
        list->AddCircle(centre, rect.width() / 2 - thickness / 2, line, 32, thickness);
        if (on) list->AddCircleFilled(centre, rect.width() / 2 - 3 * thickness, palette.accent, 32);
    } else if (mark == Mark::Tick) {
        const float rounding = 5 * metrics.scale;
        fill(rect, on ? palette.accent : palette.field, rounding);
        outline(rect, line, rounding, thickness);
        if (on) draw_icon(page, Icon::Done, inset(rect, 4 * metrics.scale), palette.on_accent);
    }
}

void draw_choice_row(Page& page, Rect rect, std::string_view label, const RowLook& look)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    const Colour ground = look.on                                                                ? palette.chosen
                          : (look.hovered || (look.is_cursor && !look.bordered)) && look.enabled ? palette.soft_hovered
                                                                                                 : palette.field;
    fill(rect, look.enabled ? ground : palette.soft, metrics.rounding);
    if (look.bordered) {
        const float thin = palette.line_width * metrics.scale;
        outline(rect, look.on ? palette.accent : palette.line, metrics.rounding, look.on ? 2 * thin : thin);
    }
    if (look.mark != Mark::None) {
        Rect mark = from_start(page, rect, metrics.padding, mark_size(page));
        mark.top = rect.centre_y() - mark_size(page) / 2;
        mark.top = std::round(mark.top);
        mark.bottom = mark.top + mark_size(page);
        draw_mark(page, mark, look.mark, look.on, look.enabled);
    }
    const float start = label_start(page, look.mark);
    const float width = rect.width() - start - 2 * metrics.padding;
    const Paragraph& paragraph = shape(page, label, {metrics.text, Weight::Regular, width});
    draw_text(page, from_start(page, rect, start, width), paragraph, look.enabled ? palette.text : palette.muted,
              Within::Middle);
    if (!look.key.empty()) {
        const Paragraph& key = shape(page, look.key, {metrics.small_text, Weight::Regular, 0, 1});
        draw_text(page, from_end(page, rect, metrics.padding, key.width), key, palette.muted, Within::Middle);
    }
    if (!look.is_cursor) return;
    if (look.bordered) {
        draw_focus_ring(page, inset(rect, 3 * metrics.scale), metrics.rounding - 3 * metrics.scale);
    } else {
        // In an open list the ring is around the search.
        fill(from_start(page, rect, 0, std::round(4 * metrics.scale)), palette.focus, 2 * metrics.scale);
    }
}

bool move_cursor(Page& page, std::size_t& cursor, std::size_t count, std::size_t leaf)
{
    if (count == 0) return false;
    const std::size_t last = count - 1;
    const std::size_t before = cursor;
    bool moved = true;
    if (take_key(page, KeyPress{Key::Down}))
        cursor = std::min(cursor + 1, last);
    else if (take_key(page, KeyPress{Key::Up}))
        cursor = cursor == 0 ? 0 : cursor - 1;
    else if (take_key(page, KeyPress{Key::Home}))
        cursor = 0;
    else if (take_key(page, KeyPress{Key::End}))
        cursor = last;
    else if (take_key(page, KeyPress{Key::PageDown}))
        cursor = std::min(cursor + leaf, last);
    else if (take_key(page, KeyPress{Key::PageUp}))
        cursor = cursor < leaf ? 0 : cursor - leaf;
    else
        moved = false;
    cursor = std::min(cursor, last);
    return moved && (cursor != before || count == 1);
}

void clipped_rows(Page& page, const char* name, Rect rect, float row_height, std::size_t count, std::size_t cursor,
                  bool reveal, const std::function<void(std::size_t, Rect)>& draw)
{
    begin_scroll_area(name, rect);
    const float total = row_height * static_cast<float>(count);
    if (reveal) {
        const float top = row_height * static_cast<float>(cursor);
        float scroll = ImGui::GetScrollY();
        if (top < scroll) scroll = top;
        if (top + row_height > scroll + rect.height()) scroll = top + row_height - rect.height();
        if (scroll != ImGui::GetScrollY()) {
            ImGui::SetScrollY(scroll);
            page.parts().another_frame = true;
        }
    }
    const float origin = ImGui::GetCursorScreenPos().y;
    const bool scrolls = total > rect.height() + 1;
    const float right = rect.right - (scrolls ? ImGui::GetStyle().ScrollbarSize + 4 * page.metrics().scale : 0);
    const float above = rect.top - origin;
    const auto first = static_cast<std::size_t>(std::max(0.0f, std::floor(above / row_height)));
    const auto end = static_cast<std::size_t>(std::max(0.0f, std::ceil((above + rect.height()) / row_height)));
    for (std::size_t i = first; i < std::min(end, count); ++i) {
        const float top = origin + row_height * static_cast<float>(i);
        draw(i, {rect.left, top, right, top + row_height});
    }
    include_in_scroll_range({rect.left, origin, right, origin + total});
    end_scroll_area();
}

} // namespace mahalla::ui
