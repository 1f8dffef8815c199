#include "widgets/button.h"

#include "widgets/layout.h"
#include "widgets/page_parts.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

struct Look {
    Colour ground, text, border;
};

Look look_of(Page& page, Emphasis emphasis, bool hovered, bool held, bool enabled)
{
    const Palette& palette = page.palette();
    const bool in_bar = emphasis == Emphasis::Quiet;
    Look look{};
    switch (emphasis) {
    case Emphasis::Primary:
        look.ground = held ? palette.accent_pressed : hovered ? palette.accent_hovered : palette.accent;
        look.text = palette.on_accent;
        look.border = look.ground;
        break;
    case Emphasis::Secondary:
        look.ground = held || hovered ? palette.soft_hovered : palette.card;
        look.text = palette.text;
        look.border = palette.control_line;
        break;
    case Emphasis::Quiet:
        look.ground = held || hovered ? with_alpha(palette.on_bar, 0.2f) : with_alpha(palette.on_bar, 0.1f);
        look.text = palette.on_bar;
        look.border = 0;
        break;
    case Emphasis::Dangerous:
        look.ground = held || hovered ? palette.problem.ground : palette.card;
        look.text = palette.problem.text;
        look.border = palette.problem.text;
        break;
    }
    if (!enabled && !in_bar) look = {palette.soft, palette.muted, palette.line};
    return look;
}

} // namespace

bool button(Page& page, Id id, Label label, const ButtonOptions& options)
{
    const Metrics& metrics = page.metrics();
    const std::string said = page.say(label);
    const bool has_icon = options.icon != Icon::None;
    const float icon = std::round(20 * metrics.scale), space = metrics.gap * 0.75f;
    const float padding = std::round(20 * metrics.scale);
    const float icon_room = has_icon ? icon + space : 0;
    const Weight weight = options.emphasis == Emphasis::Primary ? Weight::Bold : Weight::Regular;
    const float text_room = room(page) - 2 * padding - icon_room;
    const Paragraph* paragraph = &shape(page, said, {metrics.text, weight, 0});
    if (paragraph->width > text_room) paragraph = &shape(page, said, {metrics.text, weight, text_room});
    const float natural = std::ceil(paragraph->width) + icon_room + 2 * padding;
    const float width = options.fills_width ? room(page) : std::max(natural, metrics.target * 1.6f);
    const float around = paragraph->lines.size() > 1 ? metrics.gap : 0;
    const float height = std::max(metrics.target, paragraph->height + around);
    const Rect rect = take(page, height, width);

    const Interaction interaction = interact(page, id, Role::Button, said, rect, options.enabled);
    const std::string explanation = page.say(options.explanation);
    if (!explanation.empty()) node_of(page, interaction).value = explanation;
    bool pressed = interaction.clicked;
    if (interaction.focused && options.enabled) {
        pressed = take_key(page, KeyPress{Key::Enter}) || take_character(page, U' ') || pressed;
        if (pressed) page.parts().focus_by_keyboard = true;
    }
    if (options.enabled && options.shortcut && page.parts().layer >= page.parts().layer_before) {
        pressed = page.pressed(*options.shortcut) || pressed;
    }
    if (!interaction.visible) return pressed;

    const Look look = look_of(page, options.emphasis, interaction.hovered, interaction.held, options.enabled);
    fill(rect, look.ground, metrics.rounding);
    if (look.border != 0) outline(rect, look.border, metrics.rounding, page.palette().line_width * metrics.scale);
    const float content = icon_room + paragraph->width;
    float start = std::floor((rect.width() - content) / 2);
    // Forward is where reading goes: its arrow stands behind the word.
    const bool icon_behind = options.icon == Icon::Forward;
    if (has_icon) {
        const float at = icon_behind ? start + paragraph->width + space : start;
        draw_icon(page, options.icon, from_start(page, rect, at, icon), look.text);
        if (!icon_behind) start += icon_room;
    }
    draw_text(page, from_start(page, rect, start, paragraph->width), *paragraph, look.text, Within::Middle);
    if (interaction.focused && page.parts().focus_by_keyboard) draw_focus_ring(page, rect, metrics.rounding);
    return pressed;
}

bool primary_button(Page& page, Id id, Label label, ButtonOptions options)
{
    options.emphasis = Emphasis::Primary;
    return button(page, id, label, options);
}

std::optional<std::string> menu_bar(Page& page, Id id, Label name, std::span<const MenuEntry> entries)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    IdScope scope(page, id);
    std::optional<std::string> chosen;
    std::optional<Flow> flow;
    if (!parts.layout.in_flow) flow.emplace(page);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const MenuEntry& entry = entries[i];
        const float icon = std::round(20 * metrics.scale);
        const float icon_room = entry.icon == Icon::None ? 0 : icon + metrics.gap * 0.75f;
        const Weight weight = entry.current ? Weight::Bold : Weight::Regular;
        const Paragraph& paragraph = shape(page, entry.label, {metrics.text, weight, 0, 1});
        const Rect rect = take(page, metrics.target, paragraph.width + icon_room + 2 * metrics.padding);
        const Interaction interaction = interact(page, entry.id, Role::MenuItem, entry.label, rect, entry.enabled);
        Node& node = node_of(page, interaction);
        node.checked = entry.current;
        if (i == 0) node.value = page.say(name);
        bool pressed = interaction.clicked;
        if (interaction.focused) {
            pressed = take_key(page, KeyPress{Key::Enter}) || take_character(page, U' ') || pressed;
            const int step = page.right_to_left() ? -1 : 1;
            const bool next = take_key(page, KeyPress{step > 0 ? Key::Right : Key::Left});
            const bool previous = take_key(page, KeyPress{step > 0 ? Key::Left : Key::Right});
            if (next && i + 1 < entries.size()) parts.wanted_focus = path_of(page, entries[i + 1].id);
            if (previous && i > 0) page.focus(path_of(page, entries[i - 1].id));
        }
        if (entry.enabled && entry.shortcut) pressed = page.pressed(*entry.shortcut) || pressed;
        if (pressed && entry.enabled) chosen = entry.id;
        const Colour ground = entry.current         ? palette.chosen
                              : interaction.hovered ? palette.soft_hovered
                                                    : palette.soft;
        fill(rect, ground, metrics.rounding);
        const Colour colour = entry.enabled ? palette.text : palette.muted;
        if (icon_room > 0) draw_icon(page, entry.icon, from_start(page, rect, metrics.padding, icon), colour);
        draw_text(page, from_end(page, rect, metrics.padding, paragraph.width), paragraph, colour, Within::Middle);
        if (entry.current) {
            const float rule = std::round(3 * metrics.scale);
            fill({rect.left + metrics.gap, rect.bottom - rule, rect.right - metrics.gap, rect.bottom}, palette.accent);
        }
        if (interaction.focused && parts.focus_by_keyboard) draw_focus_ring(page, rect, metrics.rounding);
    }
    return chosen;
}

} // namespace mahalla::ui
