#include "widgets/imgui_version.h"

#include <imgui_internal.h>

#include <algorithm>

namespace mahalla::ui {

namespace {

ImRect box(Rect rect) { return {rect.left, rect.top, rect.right, rect.bottom}; }

} // namespace

void feed_pointer(ImGuiIO& io, const FrameInput& input)
{
#if IMGUI_VERSION_NUM >= 18700
    io.AddMousePosEvent(input.mouse_x, input.mouse_y);
    for (int button = 0; button < 3; ++button) io.AddMouseButtonEvent(button, input.mouse_down[button]);
    if (input.wheel_x != 0 || input.wheel_y != 0) io.AddMouseWheelEvent(input.wheel_x, input.wheel_y);
#else
    io.MousePos = ImVec2(input.mouse_x, input.mouse_y);
    for (int button = 0; button < 3; ++button) io.MouseDown[button] = input.mouse_down[button];
    io.MouseWheel += input.wheel_y;
    io.MouseWheelH += input.wheel_x;
#endif
}

void begin_scroll_area(const char* name, Rect rect)
{
    ImGui::SetCursorScreenPos(ImVec2(rect.left, rect.top));
    ImGui::BeginChild(name, ImVec2(rect.width(), rect.height()), false, ImGuiWindowFlags_NoNav);
}

void end_scroll_area() { ImGui::EndChild(); }

void dim_at_once() { ImGui::GetCurrentContext()->DimBgRatio = 1; }

Press press_on(ImGuiID id, Rect rect, bool& visible)
{
    Press press;
    visible = ImGui::ItemAdd(box(rect), id);
    if (visible) press.clicked = ImGui::ButtonBehavior(box(rect), id, &press.hovered, &press.held);
    return press;
}

void move_cursor_to(float y) { ImGui::GetCurrentWindow()->DC.CursorPos.y = y; }

void include_in_scroll_range(Rect rect)
{
    ImGuiWindowTempData& layout = ImGui::GetCurrentWindow()->DC;
    layout.CursorMaxPos.y = std::max(layout.CursorMaxPos.y, rect.bottom);
    layout.IdealMaxPos.y = std::max(layout.IdealMaxPos.y, rect.bottom);
}

bool is_in_sight(Rect rect)
{
    const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
    ImRect seen = box(rect);
    seen.ClipWith(clip);
    // What is higher than the window is in sight where it fills half of it.
    const bool fills_half = seen.GetHeight() * 2 >= clip.GetHeight() && seen.GetWidth() > 0;
    return clip.Contains(ImVec2(rect.centre_x(), rect.centre_y())) || fills_half;
}

bool bring_into_sight(Rect rect, float margin)
{
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const float top = window->InnerRect.Min.y + margin;
    const float bottom = window->InnerRect.Max.y - margin;
    float by = 0;
    if (rect.bottom > bottom) by = rect.bottom - bottom;
    if (rect.top - by < top) by = rect.top - top;
    const float wanted = std::clamp(window->Scroll.y + by, 0.0f, std::max(window->ScrollMax.y, window->Scroll.y + by));
    if (wanted == window->Scroll.y) return false;
    ImGui::SetScrollY(window, wanted);
    return true;
}

} // namespace mahalla::ui
