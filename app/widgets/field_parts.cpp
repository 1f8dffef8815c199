#include "widgets/field_parts.h"

#include "base/text.h"
#include "text/caret.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

constexpr double pause_before_storing = 1.0; ///< Seconds without a key.
constexpr double caret_half_period = 0.5;
constexpr int lines_before_scrolling = 14;

struct Padding {
    float across, down;
};
Padding padding_of(const Page& page) { return {page.metrics().gap, std::round(9 * page.metrics().scale)}; }

const Paragraph& edited_paragraph(Page& page, std::string_view text, float width, const EditLook& look)
{
    PageParts& parts = page.parts();
    TextStyle style;
    style.pixels = parts.metrics.text;
    style.keeps_spaces = true;
    if (look.lines > 1) {
        style.width = width;
        style.alignment = Alignment::Natural;
    }
    // Digits and signs alone, or nothing yet, run with the page; letters with themselves.
    const bool neutral =
        direction_of(text) == Direction::LeftToRight && direction_of(std::string(text) + "ا") == Direction::RightToLeft;
    if (neutral) style.direction = page.language().direction;
    if (parts.secret_depth == 0) return parts.engine.paragraph(text, style);
    return parts.secret_paragraphs.emplace_back(parts.engine.shaped(text, style));
}

std::string clipboard_text(Page& page)
{
    const PageParts& parts = page.parts();
    return parts.clipboard.read ? parts.clipboard.read() : parts.own_clipboard;
}

void copy(Page& page, const std::string& text)
{
    PageParts& parts = page.parts();
    if (parts.secret_depth > 0) return; // the clipboard is open to every program
    if (parts.clipboard.write)
        parts.clipboard.write(text);
    else
        parts.own_clipboard = text;
}

/// What one key does to the text; `handled` where nobody else shall see it.
struct KeyOutcome {
    bool handled = false, changed = false, entered = false;
};

KeyOutcome edit_by_key(Page& page, FieldState& state, const EditLook& look, const Paragraph& paragraph, KeyPress press)
{
    TextEditor& editor = state.editor;
    const auto extend = press.shift ? TextEditor::Extend::Yes : TextEditor::Extend::No;
    const bool many = look.lines > 1;
    const std::size_t end = editor.text().size();
    KeyOutcome outcome;
    outcome.handled = true;
    if (press.alt) return {};
    switch (press.key) {
    case Key::Left:
    case Key::Right: {
        const Side side = press.key == Key::Left ? Side::Left : Side::Right;
        if (press.control)
            editor.move_by_word(paragraph, side, extend);
        else
            editor.move_beside(paragraph, side, extend);
        break;
    }
    case Key::Up:
    case Key::Down:
        if (!many) return {};
        editor.move_by_lines(paragraph, press.key == Key::Up ? -1 : 1, extend);
        break;
    case Key::Home:
        if (press.control)
            editor.move_to(0, extend);
        else
            editor.move_to_line_start(paragraph, extend);
        break;
    case Key::End:
        if (press.control)
            editor.move_to(end, extend);
        else
            editor.move_to_line_end(paragraph, extend);
        break;
    case Key::Backspace:
        outcome.changed = press.control ? editor.backspace_word() : editor.backspace();
        break;
    case Key::Delete:
        outcome.changed = press.control ? editor.remove_next_word() : editor.remove_next();
        break;
    case Key::Enter:
        if (many && !press.control)
            outcome.changed = editor.insert("\n");
        else
            outcome.entered = true;
        break;
    case Key::A:
        if (!press.control) return {};
        editor.select_all();
        break;
    case Key::C:
    case Key::X:
        if (!press.control) return {};
        if (editor.has_selection()) copy(page, editor.selected());
        if (press.key == Key::X && editor.has_selection() && page.parts().secret_depth == 0) {
            outcome.changed = editor.backspace();
        }
        break;
    case Key::V:
        if (!press.control) return {};
        outcome.changed = editor.insert(with_valid_utf8(clipboard_text(page)));
        break;
    case Key::Z:
    case Key::Y:
        if (!press.control) return {};
        outcome.changed = press.key == Key::Z && !press.shift ? editor.undo() : editor.redo();
        break;
    case Key::Escape:
        if (!state.has_unstored) return {};
        editor.begin(state.stored, false);
        state.has_unstored = state.refused = false;
        break;
    case Key::Tab:
    case Key::PageUp:
    case Key::PageDown:
    case Key::F:
    case Key::L:
    case Key::N:
    case Key::O:
    case Key::P:
    case Key::S:
    case Key::F1:
    case Key::F2:
    case Key::F3:
    case Key::F4:
    case Key::F5:
    case Key::F6:
    case Key::F7:
    case Key::F8:
    case Key::F9:
    case Key::F10:
    case Key::F11:
    case Key::F12:
        return {};
    }
    return outcome;
}

/// Keeps the caret in the box: a single line moves sideways, many move up and down.
void scroll_to_caret(FieldState& state, const Paragraph& paragraph, const CaretPlace& place, float width, float height,
                     bool many)
{
    if (many) {
        const TextLine& line = paragraph.lines[place.line];
        state.scroll_x = 0;
        state.scroll_y = std::clamp(state.scroll_y, line.bottom - height, line.top);
        state.scroll_y = std::clamp(state.scroll_y, 0.0f, std::max(0.0f, paragraph.height - height));
        return;
    }
    const float free = width - paragraph.width;
    if (free >= 0) {
        state.scroll_x = 0;
        return;
    }
    // Measured from the box's left edge to the text's.
    const float resting = paragraph.right_to_left ? free : 0;
    const float caret = resting + place.stop.x - state.scroll_x;
    if (caret < 0) state.scroll_x += caret;
    if (caret > width) state.scroll_x += caret - width;
}

} // namespace

FieldState& field_state(Page& page, Id id) { return page.parts().fields[id_of(page, id)]; }

void begin_field(Page& page, Label label, const FieldOptions& options)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    float& gap_before = page.parts().layout.gap_before;
    if (!options.label_hidden) {
        std::string said = page.say(label);
        const std::string required = options.required ? page.say("field.required"_text) : std::string();
        const Paragraph* mark =
            required.empty() ? nullptr : &shape(page, required, {metrics.small_text, Weight::Regular, 0, 1});
        const float mark_room = mark == nullptr ? 0 : mark->width + metrics.gap;
        const Paragraph& name = shape(page, said, {metrics.text, Weight::Bold, room(page) - mark_room});
        const Rect rect = take(page, name.height);
        draw_text(page, from_start(page, rect, 0, room(page) - mark_room), name, palette.text);
        if (mark != nullptr) {
            Rect last = from_start(page, rect, std::ceil(name.width) + metrics.gap * 0.75f, mark->width);
            last.top = rect.bottom - name.lines.back().bottom + name.lines.back().baseline - mark->lines[0].baseline;
            draw_text(page, last, *mark, palette.muted);
        }
        gap_before = std::round(4 * metrics.scale);
    }
    if (const std::string hint = page.say(options.hint); !hint.empty()) {
        const Paragraph& said = shape(page, hint, {metrics.small_text, Weight::Regular, room(page)});
        draw_text(page, take(page, said.height), said, palette.muted);
        gap_before = std::round(6 * metrics.scale);
    }
}

void end_field(Page& page, const FieldOptions& options, Label own_problem)
{
    const Metrics& metrics = page.metrics();
    const std::string problem = page.say(own_problem.empty() ? options.problem : own_problem);
    float& gap_before = page.parts().layout.gap_before;
    if (!problem.empty()) {
        gap_before = std::round(6 * metrics.scale);
        const float icon = std::round(20 * metrics.scale);
        const float width = room(page) - icon - metrics.gap / 2;
        const Paragraph& said = shape(page, problem, {metrics.text, Weight::Regular, width});
        const Rect rect = take(page, std::max(icon, said.height));
        const Colour colour = page.palette().problem.text;
        Rect icon_rect = from_start(page, rect, 0, icon);
        icon_rect.top += std::round((said.lines[0].bottom - icon) / 2);
        icon_rect.bottom = icon_rect.top + icon;
        draw_icon(page, Icon::Problem, icon_rect, colour);
        draw_text(page, from_end(page, rect, 0, width), said, colour, Within::Middle);
    }
    gap_before = std::round(20 * metrics.scale);
}

void describe(Page& page, const Interaction& interaction, const FieldOptions& options, Label own_problem)
{
    Node& node = node_of(page, interaction);
    node.required = options.required;
    node.hint = page.say(options.hint);
    node.problem = page.say(own_problem.empty() ? options.problem : own_problem);
}

void draw_control_ground(Page& page, Rect rect, const Interaction& interaction, bool enabled, bool is_problem)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    fill(rect, enabled ? palette.field : palette.soft, metrics.rounding);
    const float thin = palette.line_width * metrics.scale;
    if (is_problem)
        outline(rect, palette.problem.text, metrics.rounding, 2 * thin);
    else
        outline(rect, interaction.hovered ? palette.text : palette.control_line, metrics.rounding, thin);
}

float edit_height(Page& page, Id id, std::string_view shown, float width, const EditLook& look)
{
    const FieldState& state = field_state(page, id);
    const std::string_view text = state.editing ? std::string_view(state.editor.text()) : shown;
    const Padding padding = padding_of(page);
    const float line = line_height(page, page.metrics().text);
    if (look.lines == 1) return std::max(page.metrics().target, line + padding.down);
    const float needed = edited_paragraph(page, text, width - 2 * padding.across, look).height;
    const float least = line * static_cast<float>(look.lines), most = line * lines_before_scrolling;
    return std::clamp(needed, least, std::max(least, most)) + 2 * padding.down;
}

EditOutcome edit_text(Page& page, Id id, Role role, const std::string& label, Rect rect, std::string_view shown,
                      const EditLook& look, bool enabled)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    FieldState& state = field_state(page, id);
    EditOutcome outcome;
    outcome.interaction = interact(page, id, role, label, rect, enabled);
    const Interaction& interaction = outcome.interaction;
    const bool many = look.lines > 1;
    TextEditor::Limits limits = look.limits;
    limits.line_feeds = many;
    limits.keeps_undo = parts.secret_depth == 0;
    state.editor.set_limits(limits);

    // The stored answer starts the typing, and replaces it where it changed under hands that are still.
    if (interaction.focused && !state.editing) {
        state.editor.begin(shown, parts.focus_by_keyboard && !many);
        state.editing = true;
        state.has_unstored = false;
    } else if (state.editing && shown != state.stored && !state.has_unstored && shown != state.editor.text()) {
        state.editor.begin(shown, false);
        state.refused = false;
        if (!interaction.focused) state.editing = false;
    }
    state.stored = shown;
    if (!interaction.focused && state.editing && !state.refused) {
        outcome.left = true;
        state.editing = false;
    }

    if (!interaction.visible && !interaction.focused) { // of a long page only what is in sight is shaped
        if (parts.secret_depth == 0) {
            node_of(page, interaction).value = outcome.left || state.editing ? state.editor.text() : std::string(shown);
        }
        return outcome;
    }

    const Padding padding = padding_of(page);
    const float icon = look.icon == Icon::None ? 0 : std::round(20 * metrics.scale) + metrics.gap * 0.75f;
    const Paragraph* unit =
        look.unit.empty() ? nullptr : &shape(page, look.unit, {metrics.text, Weight::Regular, 0, 1});
    const float unit_room = unit == nullptr ? 0 : unit->width + metrics.gap;
    Rect inner = from_start(page, rect, padding.across + icon, rect.width() - 2 * padding.across - icon - unit_room);
    inner.top += padding.down;
    inner.bottom -= padding.down;
    const auto current_text = [&] {
        return state.editing || outcome.left ? std::string_view(state.editor.text()) : shown;
    };
    const Paragraph* paragraph = &edited_paragraph(page, current_text(), inner.width(), look);
    const auto origin = [&] {
        ImVec2 at(inner.left, inner.top - state.scroll_y);
        if (!many) {
            const float free = inner.width() - paragraph->width;
            if (look.centred && free > 0)
                at.x += free / 2;
            else if (paragraph->right_to_left)
                at.x += free;
            at.x -= state.scroll_x;
            at.y = inner.top + std::floor((inner.height() - paragraph->height) / 2);
        }
        return at;
    };

    if (interaction.focused && enabled) {
        parts.focus_takes_text = true;
        const ImGuiIO& io = ImGui::GetIO();
        const ImVec2 at = origin();
        const ImVec2 mouse(io.MousePos.x - at.x, io.MousePos.y - at.y);
        if (interaction.hovered && io.MouseClicked[0]) {
            const auto extend = parts.input.shift_held ? TextEditor::Extend::Yes : TextEditor::Extend::No;
            state.editor.move_to(byte_at(*paragraph, mouse.x, mouse.y), extend);
            if (io.MouseDoubleClicked[0]) state.editor.select_word(state.editor.caret());
            state.dragging = !io.MouseDoubleClicked[0];
            state.last_change = parts.now;
        } else if (state.dragging && io.MouseDown[0]) {
            state.editor.move_to(byte_at(*paragraph, mouse.x, mouse.y), TextEditor::Extend::Yes);
        }
        if (!io.MouseDown[0]) state.dragging = false;

        if (!parts.input.characters.empty()) {
            outcome.changed = state.editor.insert(to_utf8(parts.input.characters));
            parts.input.characters.clear();
        } else if (parts.input.key) {
            const KeyOutcome key = edit_by_key(page, state, look, *paragraph, *parts.input.key);
            outcome.changed = key.changed;
            outcome.entered = key.entered;
            if (key.handled) {
                parts.input.key.reset();
                state.last_change = parts.now; // the caret shows at once where it went
            }
        }
        const bool handled_here = parts.frame_key && !parts.input.key && outcome.changed;
        outcome.flushed = parts.frame_key && !handled_here &&
                          (parts.frame_key->control || parts.frame_key->alt || parts.frame_key->key >= Key::F1);
        if (outcome.changed) {
            state.has_unstored = true;
            state.last_change = parts.now;
            parts.another_frame = true;
            paragraph = &edited_paragraph(page, current_text(), inner.width(), look);
        }
    }
    if (parts.secret_depth == 0) node_of(page, interaction).value = std::string(current_text());
    node_of(page, interaction).secret = parts.secret_depth > 0;
    if (!interaction.visible) return outcome;

    draw_control_ground(page, rect, interaction, enabled, look.is_problem);
    if (icon > 0) {
        const Rect place = from_start(page, rect, padding.across, std::round(20 * metrics.scale));
        draw_icon(page, look.icon, place, palette.muted);
    }
    if (unit != nullptr) {
        draw_text(page, from_end(page, rect, padding.across, unit->width), *unit, palette.muted, Within::Middle);
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float caret_width = std::max(2.0f, std::round(2 * metrics.scale));
    list->PushClipRect({inner.left - caret_width, rect.top}, {inner.right + caret_width, rect.bottom}, true);
    const CaretPlace place = caret_place(*paragraph, std::min(state.editor.caret(), current_text().size()));
    if (interaction.focused) {
        scroll_to_caret(state, *paragraph, place, inner.width(), inner.height(), many);
    } else {
        state.scroll_x = state.scroll_y = 0;
    }
    const ImVec2 at = origin();
    if (interaction.focused && state.editor.has_selection()) {
        for (const TextLine& line : paragraph->lines) {
            for (const CaretStop& stop : line.stops) {
                if (stop.byte < state.editor.selection_from() || stop.byte >= state.editor.selection_to()) continue;
                fill({at.x + std::min(stop.x, stop.x_end), at.y + line.top, at.x + std::max(stop.x, stop.x_end),
                      at.y + line.bottom},
                     palette.selection);
            }
        }
    }
    if (current_text().empty() && !look.placeholder.empty()) {
        const Paragraph& hint =
            shape(page, look.placeholder, {metrics.text, Weight::Regular, inner.width(), look.lines});
        draw_text(page, inner, hint, palette.muted, many ? Within::Top : Within::Middle);
    }
    parts.atlas->draw(*list, at.x, at.y, enabled ? palette.text : palette.muted, *paragraph);
    if (interaction.focused && enabled) {
        const double phase = std::fmod(parts.now - state.last_change, 2 * caret_half_period);
        if (!parts.still) due_in(page, caret_half_period - std::fmod(phase, caret_half_period) + 0.01);
        if (parts.still || phase < caret_half_period) {
            const TextLine& line = paragraph->lines[place.line];
            const float x = std::round(at.x + place.stop.x - caret_width / 2);
            const float top = at.y + line.top + 2, bottom = at.y + line.bottom - 2;
            fill({x, top, x + caret_width, bottom}, palette.accent);
            // Where directions mix, a flag shows to which side the next letter goes.
            const bool mixed = place.stop.right_to_left != (page.right_to_left());
            if (mixed && !current_text().empty()) {
                const float flag = 5 * metrics.scale * (place.stop.right_to_left ? -1.0f : 1.0f);
                const float middle = x + caret_width / 2;
                list->AddTriangleFilled({middle, top}, {middle + flag, top}, {middle, top + std::abs(flag)},
                                        palette.accent);
            }
        }
    }
    list->PopClipRect();
    if (interaction.focused) outline(rect, palette.focus, metrics.rounding, std::round(2.5f * metrics.scale));
    return outcome;
}

bool is_to_be_stored(Page& page, FieldState& state, const EditOutcome& outcome)
{
    if (!state.has_unstored) return false;
    PageParts& parts = page.parts();
    const double waited = parts.now - state.last_change;
    const bool paused = waited >= pause_before_storing;
    if (outcome.entered || outcome.left || outcome.flushed || paused) {
        state.has_unstored = false;
        return true;
    }
    due_in(page, pause_before_storing - waited + 0.01);
    parts.unfinished = true;
    return false;
}

} // namespace mahalla::ui
