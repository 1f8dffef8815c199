#pragma once
#include "widgets/input.h"
#include "widgets/registry.h"

#include <imgui.h>

namespace mahalla::ui {

/// What differs between the versions of Dear ImGui we build with (1.86 to 1.90): everything that does stands here.

/// Hands over pointer and wheel. Keys and characters are ours alone: ImGui 1.86 drops what is pressed and released
/// within a frame and cuts characters to 16 bits.
void feed_pointer(ImGuiIO& io, const FrameInput& input);

/// A part of the window that scrolls; `end_scroll_area` even where it is clipped.
void begin_scroll_area(const char* name, Rect rect);
void end_scroll_area();

/// What lies under a modal window is dimmed at once: fading would take frames while nothing happens.
void dim_at_once();

/// Where ImGui was pressed and released on a rectangle of ours.
struct Press {
    bool hovered = false;
    bool held = false;
    bool clicked = false;
};
/// False in `visible` where the rectangle is clipped away.
Press press_on(ImGuiID id, Rect rect, bool& visible);
void move_cursor_to(float y);
void include_in_scroll_range(Rect rect);
/// Whether its middle is neither clipped nor scrolled away.
bool is_in_sight(Rect rect);
/// Scrolls so that `rect` is in sight, with `margin` around it where there is room. True where it moved.
bool bring_into_sight(Rect rect, float margin);

} // namespace mahalla::ui
