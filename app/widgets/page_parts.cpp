#include "widgets/page_parts.h"

#include "text/number_form.h"
#include "widgets/imgui_version.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

/// A text in the page's direction where it has letters of it, else in its own: "GPS غير متاح" begins on the right on an
/// Arabic page, "Bank (2)" keeps its brackets where they belong.
std::optional<Direction> direction_for(const Page& page, std::string_view text)
{
    if (!page.right_to_left()) return std::nullopt;
    bool has_letters = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // Hebrew, Arabic, Syriac, Thaana, N'Ko and the presentation forms begin with these bytes.
        if ((byte >= 0xD6 && byte <= 0xDF) || byte == 0xEF) return Direction::RightToLeft;
        has_letters = has_letters || (byte | 0x20) >= 'a';
    }
    return has_letters ? std::nullopt : std::optional(Direction::RightToLeft);
}

} // namespace

const Paragraph& shape(Page& page, std::string_view text, const LetterStyle& look)
{
    PageParts& parts = page.parts();
    TextStyle style;
    style.pixels = look.pixels > 0 ? look.pixels : parts.metrics.text;
    style.weight = look.weight;
    style.width = std::max(0.0f, look.width);
    style.lines_max = look.lines_max;
    style.alignment = look.centred ? Alignment::Centre : page.right_to_left() ? Alignment::Right : Alignment::Left;
    style.direction = direction_for(page, text);
    if (parts.secret_depth == 0) return parts.engine.paragraph(text, style);
    return parts.secret_paragraphs.emplace_back(parts.engine.shaped(text, style));
}

float line_height(Page& page, float pixels)
{
    float& height = page.parts().line_heights[pixels];
    if (height == 0) {
        TextStyle style;
        style.pixels = pixels;
        height = page.parts().engine.paragraph(page.language().own_name, style).height;
    }
    return height;
}

void draw_text(Page& page, Rect rect, const Paragraph& paragraph, Colour colour, Within within)
{
    // A broken paragraph's lines are placed within the width it was shaped for; an unbroken one within its own.
    float left = rect.left, box = paragraph.width;
    for (const TextLine& line : paragraph.lines) box = std::max(box, line.x + line.width);
    if (within == Within::Centre) {
        left = rect.left + (rect.width() - box) / 2;
    } else if (page.right_to_left()) {
        left = rect.right - box;
    }
    float top = rect.top;
    if (within != Within::Top) top = rect.top + std::floor((rect.height() - paragraph.height) / 2);
    page.parts().atlas->draw(*ImGui::GetWindowDrawList(), left, top, colour, paragraph);
}

Icon icon_of(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return Icon::Dot;
    case Tone::Information:
        return Icon::Information;
    case Tone::Good:
        return Icon::Done;
    case Tone::Warning:
        return Icon::Warning;
    case Tone::Problem:
        return Icon::Problem;
    }
    return Icon::Dot;
}

TextKey word_of(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
    case Tone::Information:
        return "tone.information"_text;
    case Tone::Good:
        return "tone.good"_text;
    case Tone::Warning:
        return "tone.warning"_text;
    case Tone::Problem:
        return "tone.problem"_text;
    }
    return "tone.information"_text;
}

Rect from_start(Page& page, Rect rect, float offset, float width)
{
    if (page.right_to_left()) return {rect.right - offset - width, rect.top, rect.right - offset, rect.bottom};
    return {rect.left + offset, rect.top, rect.left + offset + width, rect.bottom};
}

Rect from_end(Page& page, Rect rect, float offset, float width)
{
    return from_start(page, rect, rect.width() - offset - width, width);
}

float room(Page& page) { return page.parts().layout.right - page.parts().layout.left; }

Rect take(Page& page, float height, std::optional<float> width)
{
    PageParts& parts = page.parts();
    LayoutState& layout = parts.layout;
    const float between = parts.metrics.gap;
    if (layout.in_flow) {
        const float wide = std::min(width.value_or(room(page)), room(page));
        if (layout.flow_x > 0 && layout.flow_x + wide > room(page) + 0.5f) {
            layout.flow_y += layout.flow_height + between / 2;
            layout.flow_x = layout.flow_height = 0;
        }
        const Rect line{layout.left, layout.flow_y, layout.right, layout.flow_y + height};
        const Rect rect = from_start(page, line, layout.flow_x, wide);
        layout.flow_x += wide + between;
        if (layout.flow_at_end) layout.flow_end_width += (layout.flow_end_width > 0 ? between : 0) + wide;
        layout.flow_height = std::max(layout.flow_height, height);
        include_in_scroll_range(rect);
        return rect;
    }
    const float top = ImGui::GetCursorScreenPos().y + layout.gap_before;
    const Rect line{layout.left, top, layout.right, top + height};
    const Rect rect = width ? from_start(page, line, 0, std::min(*width, room(page))) : line;
    move_cursor_to(rect.bottom);
    include_in_scroll_range(rect);
    layout.gap_before = between;
    return rect;
}

void fill(Rect rect, Colour colour, float rounding)
{
    ImGui::GetWindowDrawList()->AddRectFilled({rect.left, rect.top}, {rect.right, rect.bottom}, colour, rounding);
}

void outline(Rect rect, Colour colour, float rounding, float thickness)
{
    ImGui::GetWindowDrawList()->AddRect({rect.left, rect.top}, {rect.right, rect.bottom}, colour, rounding, 0,
                                        thickness);
}

Rect inset(Rect rect, float by) { return {rect.left + by, rect.top + by, rect.right - by, rect.bottom - by}; }

Colour with_alpha(Colour colour, float alpha)
{
    return (colour & 0x00FFFFFFu) | static_cast<Colour>(alpha * 255.0f + 0.5f) << 24;
}

void draw_focus_ring(Page& page, Rect rect, float rounding)
{
    const float scale = page.metrics().scale;
    outline(inset(rect, -3 * scale), page.palette().focus, rounding + 3 * scale, std::round(3 * scale));
}

ImGuiID id_of(Page& page, Id id)
{
    const std::string path = path_of(page, id);
    return ImHashStr(path.data(), path.size());
}

std::string path_of(Page& page, Id id)
{
    const std::string& scope = page.parts().scope;
    return scope.empty() ? std::string(id) : scope + "/" + std::string(id);
}

Node& note_node(Page& page, Role role, std::string label, Rect rect)
{
    const PageParts& parts = page.parts();
    Node node;
    node.role = role;
    node.label = std::move(label);
    node.rect = rect;
    node.depth = parts.depth;
    node.layer = parts.layer;
    node.path = parts.scope;
    node.visible = is_in_sight(rect);
    node.secret = parts.secret_depth > 0;
    return page.parts().registry.add(std::move(node));
}

Node& node_of(Page& page, const Interaction& interaction) { return page.parts().registry.nodes()[interaction.node]; }

Interaction stop(Page& page, Id id, Role role, std::string label, Rect rect, bool enabled)
{
    PageParts& parts = page.parts();
    const std::string path = path_of(page, id);
    Interaction interaction;
    interaction.id = id_of(page, id);
    interaction.visible = is_in_sight(rect);
    if (enabled && !parts.wanted_focus.empty() && parts.wanted_focus == path) {
        parts.wanted_focus.clear();
        set_focus(page, interaction.id, path, true);
    }
    interaction.focused = parts.focus == interaction.id;
    if (interaction.focused && parts.reveal_focus) {
        parts.reveal_focus = false;
        reveal_rect(page, rect);
    }
    Node& node = note_node(page, role, std::move(label), rect);
    node.id = interaction.id;
    node.path = path;
    node.focusable = true;
    node.focused = interaction.focused;
    node.enabled = enabled;
    interaction.node = parts.registry.nodes().size() - 1;
    return interaction;
}

Interaction interact(Page& page, Id id, Role role, std::string label, Rect rect, bool enabled)
{
    Interaction interaction = stop(page, id, role, std::move(label), rect, enabled);
    const Press press = press_on(interaction.id, rect, interaction.visible);
    if (!enabled) return interaction;
    interaction.hovered = press.hovered;
    interaction.held = press.held;
    interaction.clicked = press.clicked;
    if (press.held && !interaction.focused) {
        set_focus(page, interaction.id, path_of(page, id), false);
        interaction.focused = true;
        node_of(page, interaction).focused = true;
    }
    return interaction;
}

Interaction interact_inside(Page& page, Id id, Role role, std::string label, Rect rect, ImGuiID owner,
                            std::string_view owner_path, bool enabled)
{
    PageParts& parts = page.parts();
    Interaction interaction;
    interaction.id = id_of(page, id);
    const Press press = press_on(interaction.id, rect, interaction.visible);
    if (enabled) {
        interaction.hovered = press.hovered;
        interaction.held = press.held;
        interaction.clicked = press.clicked;
        if (press.held && parts.focus != owner) set_focus(page, owner, owner_path, false);
    }
    Node& node = note_node(page, role, std::move(label), rect);
    node.id = interaction.id;
    node.path = path_of(page, id);
    node.enabled = enabled;
    interaction.node = parts.registry.nodes().size() - 1;
    return interaction;
}

bool take_key(Page& page, KeyPress press)
{
    std::optional<KeyPress>& key = page.parts().input.key;
    if (key != press) return false;
    key.reset();
    return true;
}

bool take_character(Page& page, char32_t character)
{
    std::u32string& characters = page.parts().input.characters;
    if (characters.empty() || characters.front() != character) return false;
    characters.erase(0, 1);
    return true;
}

std::optional<int> take_digit(Page& page)
{
    std::u32string& characters = page.parts().input.characters;
    if (characters.empty()) return std::nullopt;
    const std::optional<int> digit = digit_value(characters.front());
    if (digit) characters.erase(0, 1);
    return digit;
}

void reveal_rect(Page& page, Rect rect)
{
    if (bring_into_sight(rect, page.metrics().wide_gap)) page.parts().another_frame = true;
}

void set_focus(Page& page, ImGuiID id, std::string_view path, bool by_keyboard)
{
    PageParts& parts = page.parts();
    parts.focus = id;
    parts.focus_path = path;
    parts.reveal_focus = by_keyboard;
    parts.focus_by_keyboard = by_keyboard;
    parts.focus_takes_text = false;
    parts.another_frame = true;
}

void due_in(Page& page, double seconds)
{
    std::optional<double>& due = page.parts().due;
    due = due ? std::min(*due, seconds) : seconds;
}

} // namespace mahalla::ui
