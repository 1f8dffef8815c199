#pragma once
#include "widgets/icon.h"
#include "widgets/page.h"

#include <span>

namespace mahalla::ui {

/// Primary: the one thing to do next. Secondary: the others. Quiet: without a ground, in bars. Dangerous: undoes work.
enum class Emphasis { Primary, Secondary, Quiet, Dangerous };

struct ButtonOptions {
    Emphasis emphasis = Emphasis::Secondary;
    Icon icon = Icon::None;
    bool enabled = true;
    bool fills_width = false;
    std::optional<KeyPress> shortcut = std::nullopt; ///< Works wherever the focus is.
    Label explanation = {}; ///< For who cannot see it: more than the label, where the label is short.
};

/// True in the frame it was pressed: mouse, finger, Space, Enter or its shortcut.
bool button(Page& page, Id id, Label label, const ButtonOptions& options = {});
bool primary_button(Page& page, Id id, Label label, ButtonOptions options = {});

struct MenuEntry {
    std::string id;
    std::string label; ///< As shown: `page.say("…"_text)`.
    Icon icon = Icon::None;
    bool enabled = true;
    bool current = false; ///< The place one is at.
    std::optional<KeyPress> shortcut = std::nullopt;
};

/// The actions or places of a screen beside each other; left and right move, Enter and Space choose. The id of the
/// chosen.
std::optional<std::string> menu_bar(Page& page, Id id, Label name, std::span<const MenuEntry> entries);

} // namespace mahalla::ui
