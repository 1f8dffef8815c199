#include "widgets/layout.h"

#include "widgets/button.h"
#include "widgets/imgui_version.h"
#include "widgets/page_parts.h"
#include "widgets/text_widgets.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla::ui {

namespace {

constexpr float body_width_min = 620; ///< Before scale; a column at the side leaves at least this.

/// Draws `content` into `rect` of the current window, with a layout of its own.
void inside(Page& page, Rect rect, const std::function<void()>& content)
{
    PageParts& parts = page.parts();
    const LayoutState outside = parts.layout;
    parts.layout = LayoutState();
    parts.layout.left = rect.left;
    parts.layout.right = rect.right;
    move_cursor_to(rect.top);
    content();
    parts.layout = outside;
}

enum class Keys { Scroll, Leave };

/// A scrolling area with a margin around `content`; `Scroll`: arrow and page keys that nothing in it took scroll it.
void scrolling(Page& page, const char* name, Rect rect, float content_width, float margin, Keys keys,
               const std::function<void()>& content)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    begin_scroll_area(name, rect);
    const float bar = ImGui::GetStyle().ScrollbarSize;
    const float room_for_content = rect.width() - bar - 2 * margin;
    const float width = content_width > 0 ? std::min(content_width, room_for_content) : room_for_content;
    const float left = rect.left + std::max(margin, std::floor((rect.width() - width) / 2));
    const float top = ImGui::GetCursorScreenPos().y + metrics.wide_gap;
    inside(page, {left, top, left + width, rect.bottom}, content);
    const float end = ImGui::GetCursorScreenPos().y + metrics.wide_gap;
    include_in_scroll_range({left, end, left, end});
    float by = 0;
    const float step = metrics.target, leaf = rect.height() * 0.85f;
    if (keys == Keys::Scroll && parts.layer == 0) {
        if (take_key(page, KeyPress{Key::PageDown})) by = leaf;
        if (take_key(page, KeyPress{Key::PageUp})) by = -leaf;
        if (take_key(page, KeyPress{Key::Down})) by = step;
        if (take_key(page, KeyPress{Key::Up})) by = -step;
    }
    if (by != 0) {
        ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() + by, 0.0f, ImGui::GetScrollMaxY()));
        parts.another_frame = true;
    }
    end_scroll_area();
}

void top_bar(Page& page, const ScreenLayout& layout, Rect rect)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    fill(rect, palette.bar);
    // Buttons first in measure, last in reading order: the title takes what they leave.
    const float buttons_width = page.parts().flow_end_widths[id_of(page, "top-bar")];
    const Rect line{rect.left + metrics.wide_gap, rect.top, rect.right - metrics.wide_gap, rect.bottom};
    const float room_for_title = line.width() - buttons_width - metrics.gap;
    const Paragraph& title = shape(page, page.say(layout.title), {metrics.section, Weight::Bold, room_for_title, 1});
    const std::string subtitle_text = page.say(layout.subtitle);
    Rect at = from_start(page, line, 0, room_for_title);
    note_node(page, Role::Heading, page.say(layout.title), at);
    const bool has_room = room_for_title >= metrics.target;
    if (!has_room) {
        // The buttons need the whole width, and more than one line of it; the title is told, not shown.
    } else if (subtitle_text.empty()) {
        draw_text(page, at, title, palette.on_bar, Within::Middle);
    } else {
        const Paragraph& subtitle =
            shape(page, subtitle_text, {metrics.small_text, Weight::Regular, room_for_title, 1});
        at.top += std::floor((rect.height() - title.height - subtitle.height) / 2);
        draw_text(page, at, title, palette.on_bar);
        at.top += title.height;
        note_node(page, Role::Text, subtitle_text, {at.left, at.top, at.right, at.top + subtitle.height});
        draw_text(page, at, subtitle, with_alpha(palette.on_bar, 0.85f));
    }
    if (!layout.bar) return;
    const float buttons_height = std::max(metrics.target, page.parts().top_bar_height);
    const float top = rect.top + std::floor((rect.height() - buttons_height) / 2);
    inside(page, {line.left, top, line.right, rect.bottom}, [&] {
        PageParts& parts = page.parts();
        parts.layout.gap_before = 0;
        {
            Flow flow(page);
            parts.layout.flow_id = id_of(page, "top-bar");
            flow.end();
            layout.bar();
            const float height = parts.layout.flow_y + parts.layout.flow_height - top;
            if (height != parts.top_bar_height) parts.another_frame = true;
            parts.top_bar_height = height;
        }
    });
}

void action_bar(Page& page, const ScreenLayout& layout, Rect rect, float content_width)
{
    const Metrics& metrics = page.metrics();
    fill(rect, page.palette().card);
    fill({rect.left, rect.top, rect.right, rect.top + page.palette().line_width * metrics.scale}, page.palette().line);
    const float room_for_content = rect.width() - 2 * metrics.wide_gap;
    const float width = content_width > 0 ? std::min(content_width, room_for_content) : room_for_content;
    const float left = rect.left + std::floor((rect.width() - width) / 2);
    inside(page, {left, rect.top + metrics.gap, left + width, rect.bottom}, [&] {
        Flow flow(page);
        layout.actions();
    });
}

} // namespace

void screen(Page& page, const ScreenLayout& layout)
{
    const Metrics& metrics = page.metrics();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(size);
    const std::string name = "screen/" + std::string(layout.id);
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    IdScope scope(page, layout.id);
    const float title_height =
        line_height(page, metrics.section) + (layout.subtitle.empty() ? 0 : line_height(page, metrics.small_text));
    // Buttons that need a second line get one: as high as they were in the last frame.
    const float buttons_height = page.parts().top_bar_height;
    const float bar_height =
        std::max(std::max(metrics.target, buttons_height) + 2 * metrics.gap, title_height + metrics.gap);
    const float actions_height = layout.actions ? metrics.target + 2 * metrics.gap : 0;
    const float width = layout.width == BodyWidth::Reading ? metrics.reading_width : 0;
    top_bar(page, layout, {0, 0, size.x, bar_height});
    Rect body{0, bar_height, size.x, size.y};
    // On a narrow window the column would leave no room for the body: it goes below.
    const bool beside = layout.side && size.x >= (layout.side_width + body_width_min) * metrics.scale;
    if (beside) {
        const float side_width = layout.side_width * metrics.scale;
        const Rect side = from_start(page, body, 0, side_width);
        body = from_end(page, body, 0, body.width() - side_width);
        fill(side, page.palette().card);
        fill(from_end(page, side, 0, page.palette().line_width * metrics.scale), page.palette().line);
        scrolling(page, "side", inset(side, 1), 0, metrics.gap, Keys::Leave, layout.side);
    }
    body.bottom -= actions_height;
    scrolling(page, "body", body, width, metrics.wide_gap, Keys::Scroll, [&] {
        if (layout.body) layout.body();
        if (layout.side && !beside) {
            const Card card(page);
            layout.side();
        }
    });
    if (layout.actions) action_bar(page, layout, {body.left, body.bottom, body.right, size.y}, width);
    ImGui::End();
}

Columns::Columns(Page& page, std::vector<float> weights, float column_min) : page_(page)
{
    PageParts& parts = page.parts();
    ColumnsState state;
    state.outside = parts.layout;
    state.top = ImGui::GetCursorScreenPos().y + parts.layout.gap_before;
    state.bottom = state.top;
    const float between = parts.metrics.wide_gap;
    const float total = std::accumulate(weights.begin(), weights.end(), 0.0f);
    const float free = room(page) - between * static_cast<float>(weights.size() - 1);
    float start = 0;
    for (const float weight : weights) {
        const float width = free * weight / total;
        if (width < column_min * parts.metrics.scale) state.stacked = true;
        state.starts.push_back(start);
        state.widths.push_back(width);
        start += width + between;
    }
    parts.columns.push_back(std::move(state));
    const ColumnsState& made = parts.columns.back();
    if (made.stacked) return;
    const Rect all{made.outside.left, made.top, made.outside.right, made.top};
    const Rect column = from_start(page, all, made.starts[0], made.widths[0]);
    parts.layout.left = column.left;
    parts.layout.right = column.right;
    parts.layout.gap_before = 0;
    move_cursor_to(made.top);
}

bool Columns::is_stacked() const { return page_.parts().columns.back().stacked; }

void Columns::next()
{
    PageParts& parts = page_.parts();
    ColumnsState& state = parts.columns.back();
    ++state.column;
    if (state.stacked || state.column >= state.widths.size()) return;
    state.bottom = std::max(state.bottom, ImGui::GetCursorScreenPos().y);
    const Rect all{state.outside.left, state.top, state.outside.right, state.top};
    const Rect column = from_start(page_, all, state.starts[state.column], state.widths[state.column]);
    parts.layout.left = column.left;
    parts.layout.right = column.right;
    parts.layout.gap_before = 0;
    move_cursor_to(state.top);
}

Columns::~Columns()
{
    PageParts& parts = page_.parts();
    const ColumnsState state = std::move(parts.columns.back());
    parts.columns.pop_back();
    const float gap_before = parts.layout.gap_before;
    const float bottom = std::max(state.bottom, ImGui::GetCursorScreenPos().y);
    parts.layout = state.outside;
    parts.layout.gap_before = state.stacked ? gap_before : parts.metrics.gap;
    if (!state.stacked) move_cursor_to(bottom);
}

Flow::Flow(Page& page) : page_(page)
{
    PageParts& parts = page.parts();
    parts.outer_layouts.push_back(parts.layout);
    LayoutState& layout = parts.layout;
    layout.in_flow = true;
    layout.flow_x = layout.flow_height = layout.flow_end_width = 0;
    layout.flow_at_end = false;
    layout.flow_y = ImGui::GetCursorScreenPos().y + layout.gap_before;
    layout.flow_id = id_of(page, "flow-" + std::to_string(parts.flows++));
}

void Flow::end()
{
    // What follows is as wide as it was in the last frame; the first frame is drawn again.
    PageParts& parts = page_.parts();
    LayoutState& layout = parts.layout;
    const float width = parts.flow_end_widths[layout.flow_id];
    if (layout.flow_x + width > room(page_) && layout.flow_x > 0) {
        layout.flow_y += layout.flow_height + parts.metrics.gap / 2;
        layout.flow_x = layout.flow_height = 0;
    }
    layout.flow_x = std::max(layout.flow_x, room(page_) - width);
    layout.flow_at_end = true;
}

Flow::~Flow()
{
    PageParts& parts = page_.parts();
    const LayoutState inner = parts.layout;
    if (inner.flow_at_end) {
        float& width = parts.flow_end_widths[inner.flow_id];
        if (width != inner.flow_end_width) parts.another_frame = true;
        width = inner.flow_end_width;
    }
    parts.layout = parts.outer_layouts.back();
    parts.outer_layouts.pop_back();
    const float bottom = inner.flow_y + inner.flow_height;
    if (inner.flow_height <= 0) return;
    move_cursor_to(bottom);
    parts.layout.gap_before = parts.metrics.gap;
}

Card::Card(Page& page, Tone tone) : page_(page)
{
    PageParts& parts = page.parts();
    auto state = std::make_unique<CardState>();
    state->outside = parts.layout;
    state->tone = tone;
    state->top = ImGui::GetCursorScreenPos().y + parts.layout.gap_before;
    state->splitter.Split(ImGui::GetWindowDrawList(), 2);
    state->splitter.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
    const float padding = parts.metrics.padding;
    parts.layout.left += padding;
    parts.layout.right -= padding;
    parts.layout.gap_before = 0;
    move_cursor_to(state->top + padding);
    parts.cards.push_back(std::move(state));
}

Card::~Card()
{
    PageParts& parts = page_.parts();
    const std::unique_ptr<CardState> state = std::move(parts.cards.back());
    parts.cards.pop_back();
    const Palette& palette = page_.palette();
    const float bottom = ImGui::GetCursorScreenPos().y + parts.metrics.padding;
    const Rect rect{state->outside.left, state->top, state->outside.right, bottom};
    state->splitter.SetCurrentChannel(ImGui::GetWindowDrawList(), 0);
    const bool plain = state->tone == Tone::Neutral;
    fill(rect, plain ? palette.card : palette.of(state->tone).ground, parts.metrics.rounding);
    outline(rect, plain ? palette.line : with_alpha(palette.of(state->tone).text, 0.4f), parts.metrics.rounding,
            palette.line_width * parts.metrics.scale);
    state->splitter.Merge(ImGui::GetWindowDrawList());
    parts.layout = state->outside;
    parts.layout.gap_before = parts.metrics.gap;
    move_cursor_to(bottom);
    include_in_scroll_range(rect);
}

Indent::Indent(Page& page) : page_(page)
{
    PageParts& parts = page.parts();
    parts.outer_layouts.push_back(parts.layout);
    (page.right_to_left() ? parts.layout.right : parts.layout.left) +=
        (page.right_to_left() ? -1 : 1) * parts.metrics.wide_gap;
}

Indent::~Indent()
{
    LayoutState& layout = page_.parts().layout;
    layout.left = page_.parts().outer_layouts.back().left;
    layout.right = page_.parts().outer_layouts.back().right;
    page_.parts().outer_layouts.pop_back();
}

void gap(Page& page, Gap size)
{
    const Metrics& metrics = page.metrics();
    float& before = page.parts().layout.gap_before;
    const float wanted = size == Gap::Small ? metrics.gap / 2 : size == Gap::Normal ? metrics.gap : metrics.wide_gap;
    before = size == Gap::Small ? std::min(before, wanted) : std::max(before, wanted);
}

void divider(Page& page)
{
    const float thickness = page.palette().line_width * page.metrics().scale;
    fill(take(page, thickness), page.palette().line);
}

bool dialog(Page& page, Id id, Label title, const std::function<void()>& body)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float width = std::min(560 * metrics.scale, size.x - 2 * metrics.wide_gap);
    const std::string name = "dialog/" + path_of(page, id);
    if (!ImGui::IsPopupOpen(name.c_str())) ImGui::OpenPopup(name.c_str());
    ImGui::SetNextWindowPos(ImVec2(size.x / 2, size.y / 2), ImGuiCond_Always, ImVec2(0.5f, 0.5f));
    ImGui::SetNextWindowSize(ImVec2(width, 0));
    ImGui::SetNextWindowSizeConstraints(ImVec2(width, 0), ImVec2(width, size.y - 2 * metrics.gap));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, metrics.rounding);
    bool dismissed = false;
    if (ImGui::BeginPopupModal(name.c_str(), nullptr,
                               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav)) {
        dim_at_once();
        ++parts.layer;
        IdScope scope(page, id);
        const ImVec2 corner = ImGui::GetWindowPos();
        const Rect rect{corner.x, corner.y, corner.x + width, corner.y + ImGui::GetWindowHeight()};
        note_node(page, Role::Dialog, page.say(title), rect);
        const float top = ImGui::GetCursorScreenPos().y + metrics.wide_gap;
        inside(page, {rect.left + metrics.wide_gap, top, rect.right - metrics.wide_gap, rect.bottom}, [&] {
            heading(page, title);
            body();
        });
        const float end = ImGui::GetCursorScreenPos().y + metrics.wide_gap;
        move_cursor_to(end);
        include_in_scroll_range({rect.left, end, rect.left, end});
        dismissed = take_key(page, KeyPress{Key::Escape});
        --parts.layer;
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return dismissed;
}

} // namespace mahalla::ui
