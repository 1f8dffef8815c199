#include "widgets/module_square.h"

#include "widgets/page_parts.h"
#include "widgets/text_widgets.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

constexpr int quiet_modules = 4;
/// As large as a hand, where there is room.
constexpr float side_pixels = 360;
constexpr Colour dark = IM_COL32(0, 0, 0, 255), light = IM_COL32(255, 255, 255, 255);

} // namespace

void module_square(Page& page, Label label, int side, std::span<const std::uint8_t> modules)
{
    if (side <= 0 || modules.size() != static_cast<std::size_t>(side) * static_cast<std::size_t>(side)) return;
    // Never higher than what is shown at one time: half a code is none, and scrolling does not help a camera.
    const float wanted = std::min({side_pixels * page.metrics().scale, room(page), ImGui::GetWindowHeight()});
    const int across = side + 2 * quiet_modules;
    const float module = std::max(1.0f, std::floor(wanted / static_cast<float>(across)));
    const float size = module * static_cast<float>(across);
    const Rect rect = from_start(page, take(page, size), 0, size);
    note_node(page, Role::Text, page.say(label), rect);
    fill(rect, light);
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            if (modules[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) +
                        static_cast<std::size_t>(column)] == 0)
                continue;
            const float left = rect.left + module * static_cast<float>(column + quiet_modules);
            const float top = rect.top + module * static_cast<float>(row + quiet_modules);
            fill({left, top, left + module, top + module}, dark);
        }
    }
    text(page, label, TextLook::Small);
}

} // namespace mahalla::ui
