#include "widgets/instruments.h"

#include "text/number_form.h"
#include "widgets/field_parts.h"
#include "widgets/rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla::ui {

namespace {

/// A square button inside an instrument, for mouse and finger; the keyboard has its own ways.
bool small_button(Page& page, Id id, const std::string& label, Icon icon, Rect rect, const Interaction& owner,
                  std::string_view owner_path, bool enabled)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    const Interaction part = interact_inside(page, id, Role::Button, label, rect, owner.id, owner_path, enabled);
    const Colour ground = !enabled ? palette.soft : part.hovered ? palette.soft_hovered : palette.field;
    fill(rect, ground, metrics.rounding);
    outline(rect, enabled ? palette.control_line : palette.line, metrics.rounding, palette.line_width * metrics.scale);
    draw_icon(page, icon, inset(rect, rect.width() * 0.28f), enabled ? palette.text : palette.control_line);
    return part.clicked;
}

const Choice* choice_of(std::span<const Choice> choices, std::string_view value)
{
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return c.value == value; });
    return found == choices.end() ? nullptr : &*found;
}

/// The order without unknown and doubled values, then what it lacks.
std::vector<std::string> whole_order(std::span<const Choice> choices, std::span<const std::string> order,
                                     std::size_t& placed)
{
    std::vector<std::string> whole;
    for (const std::string& value : order) {
        const bool known = choice_of(choices, value) != nullptr;
        if (known && std::find(whole.begin(), whole.end(), value) == whole.end()) whole.push_back(value);
    }
    placed = whole.size();
    for (const Choice& choice : choices) {
        if (std::find(whole.begin(), whole.end(), choice.value) == whole.end()) whole.push_back(choice.value);
    }
    return whole;
}

/// Moves the value at `from` to place `to`; what was not placed yet becomes placed.
void move_value(std::vector<std::string>& whole, std::size_t& placed, std::size_t from, std::size_t to)
{
    if (from >= placed) {
        std::rotate(whole.begin() + static_cast<std::ptrdiff_t>(placed),
                    whole.begin() + static_cast<std::ptrdiff_t>(from),
                    whole.begin() + static_cast<std::ptrdiff_t>(from) + 1);
        from = placed++;
    }
    to = std::min(to, placed - 1);
    const auto begin = whole.begin();
    const auto first = static_cast<std::ptrdiff_t>(from), last = static_cast<std::ptrdiff_t>(to);
    if (from < to)
        std::rotate(begin + first, begin + first + 1, begin + last + 1);
    else
        std::rotate(begin + last, begin + first, begin + first + 1);
}

bool takes_plus(Page& page) { return take_character(page, U'+') || take_character(page, U'='); }
bool takes_minus(Page& page) { return take_character(page, U'-') || take_character(page, U'_'); }

} // namespace

std::optional<std::vector<std::string>> ranking_list(Page& page, Id id, Label label, std::span<const Choice> choices,
                                                     std::span<const std::string> order, const FieldOptions& options)
{
    begin_field(page, label, options);
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    std::size_t placed = 0;
    std::vector<std::string> whole = whole_order(choices, order, placed);
    const float between = std::round(6 * metrics.scale), square = metrics.target;
    const float number_room = std::round(40 * metrics.scale);
    const float words_width = room(page) - 2 * square - number_room - 2 * metrics.padding - metrics.gap;
    const auto height_of = [&](const std::string& value) {
        const Paragraph& words =
            shape(page, choice_of(choices, value)->label, {metrics.text, Weight::Regular, words_width});
        return std::max(square + between, words.height + metrics.gap);
    };
    float height = 0;
    for (const std::string& value : whole) height += height_of(value) + between;
    const Rect rect = take(page, std::max(0.0f, height - between));

    const Interaction group = stop(page, id, Role::Ranking, page.say(label), rect, options.enabled);
    describe(page, group, options);
    for (std::size_t i = 0; i < placed; ++i) {
        Node& node = node_of(page, group);
        node.value += (i == 0 ? "" : ", ") + choice_of(choices, whole[i])->label;
    }
    ListState& state = parts.lists[group.id];
    const bool by_keyboard = group.focused && parts.focus_by_keyboard;
    bool changed = false, reveal = false;
    const auto move = [&](std::size_t from, std::size_t to) {
        const std::string value = whole[from];
        move_value(whole, placed, from, to);
        state.cursor = static_cast<std::size_t>(std::find(whole.begin(), whole.end(), value) - whole.begin());
        changed = reveal = true;
    };
    if (group.focused && options.enabled && !whole.empty()) {
        state.cursor = std::min(state.cursor, whole.size() - 1);
        const std::size_t at = state.cursor;
        const bool up = take_key(page, KeyPress{.key = Key::Up, .control = true}) || takes_plus(page);
        const bool down = take_key(page, KeyPress{.key = Key::Down, .control = true}) || takes_minus(page);
        if (up && (at > 0 || at >= placed))
            move(at, at >= placed ? placed : at - 1);
        else if (down && at < placed)
            move(at, at + 1);
        else if (take_character(page, U' ') && at >= placed)
            move(at, placed);
        else if (const std::optional<int> digit = take_digit(page); digit && *digit > 0) {
            move(at, static_cast<std::size_t>(*digit - 1));
        }
        reveal = move_cursor(page, state.cursor, whole.size()) || reveal;
        if (take_key(page, KeyPress{Key::Enter})) {
            if (state.cursor >= placed)
                move(state.cursor, placed);
            else
                page.focus_next();
        }
    }

    const std::string owner = path_of(page, id);
    IdScope scope(page, id);
    ++parts.depth;
    float top = rect.top;
    std::optional<std::pair<std::size_t, std::size_t>> clicked;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const Choice& choice = *choice_of(choices, whole[i]);
        const Rect row{rect.left, top, rect.right, top + height_of(whole[i])};
        top = row.bottom + between;
        const bool is_placed = i < placed;
        const std::string place = shown_number(static_cast<long long>(i + 1), page.language());
        Node& node = note_node(page, Role::Option, choice.label, row);
        node.value =
            is_placed ? page.catalogue().say("rank.place"_text, {{"place", place}}) : page.say("rank.not_placed"_text);
        if (reveal && i == state.cursor) reveal_rect(page, row);
        fill(row, is_placed ? palette.chosen : palette.field, metrics.rounding);
        outline(row, is_placed ? palette.accent : palette.line, metrics.rounding, palette.line_width * metrics.scale);
        const Rect number = from_start(page, row, metrics.padding / 2, number_room);
        const LetterStyle bold{metrics.section, Weight::Bold, 0, 1};
        if (is_placed)
            draw_text(page, number, shape(page, place, bold), palette.accent, Within::Centre);
        else
            draw_text(page, number, shape(page, "–", bold), palette.muted, Within::Centre);
        draw_text(page, from_start(page, row, number_room + metrics.padding, words_width),
                  shape(page, choice.label, {metrics.text, Weight::Regular, words_width}), palette.text,
                  Within::Middle);
        IdScope row_scope(page, choice.value);
        const float button_top = std::round(row.centre_y() - square / 2);
        const auto button_at = [&](float from_row_end) {
            Rect button = from_end(page, row, from_row_end, square);
            button.top = button_top;
            button.bottom = button_top + square;
            return button;
        };
        const bool can_rise = options.enabled && (!is_placed || i > 0);
        const bool can_fall = options.enabled && is_placed && i + 1 < placed;
        const TextArgument named{"choice", choice.label};
        if (small_button(page, "up", page.catalogue().say("rank.up"_text, {named}), is_placed ? Icon::Up : Icon::Add,
                         button_at(square + between * 1.5f), group, owner, can_rise)) {
            clicked = {i, is_placed ? i - 1 : placed};
        }
        if (small_button(page, "down", page.catalogue().say("rank.down"_text, {named}), Icon::Down,
                         button_at(between / 2), group, owner, can_fall)) {
            clicked = {i, i + 1};
        }
        if (by_keyboard && i == state.cursor) draw_focus_ring(page, inset(row, 3 * metrics.scale), metrics.rounding);
    }
    --parts.depth;
    if (clicked) move(clicked->first, clicked->second);
    end_field(page, options);
    if (!changed) return std::nullopt;
    whole.resize(placed);
    return whole;
}

std::optional<std::vector<int>> counters(Page& page, Id id, Label label, std::span<const Choice> items,
                                         std::span<const int> counts, int total, const FieldOptions& options)
{
    begin_field(page, label, options);
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    std::vector<int> laid(items.size(), 0);
    for (std::size_t i = 0; i < std::min(items.size(), counts.size()); ++i) laid[i] = std::max(0, counts[i]);
    int left = std::max(0, total - std::accumulate(laid.begin(), laid.end(), 0));

    // What is left, in words, before the items.
    const std::string remaining =
        left == 0 ? page.say("piling.all_placed"_text) : page.catalogue().say_counted("piling.left"_text, left);
    const Tone tone = left == 0 ? Tone::Good : Tone::Information;
    {
        const Paragraph& words = shape(page, remaining, {metrics.text, Weight::Bold, 0, 1});
        const float icon = std::round(22 * metrics.scale);
        const Rect line = take(page, std::max(icon, words.height) + metrics.gap);
        note_node(page, Role::Text, remaining, line);
        fill(line, palette.of(tone).ground, metrics.rounding);
        draw_icon(page, icon_of(tone), from_start(page, line, metrics.padding, icon), palette.of(tone).text);
        draw_text(page, from_start(page, line, metrics.padding + icon + metrics.gap, words.width), words,
                  palette.of(tone).text, Within::Middle);
        parts.layout.gap_before = metrics.gap / 2;
    }
    const float square = metrics.target, between = std::round(6 * metrics.scale);
    const float count_room = std::round(56 * metrics.scale);
    const float buttons = 2 * square + count_room + metrics.gap;
    const float words_width = room(page) - buttons - 2 * metrics.padding;
    const auto height_of = [&](const Choice& item) {
        const Paragraph& words = shape(page, item.label, {metrics.text, Weight::Regular, words_width});
        const float bar = std::round(8 * metrics.scale) + between;
        return std::max(square + between, words.height + bar + metrics.gap);
    };
    float height = 0;
    for (const Choice& item : items) height += height_of(item) + between;
    const Rect rect = take(page, std::max(0.0f, height - between));
    const Interaction group = stop(page, id, Role::Counter, page.say(label), rect, options.enabled);
    describe(page, group, options);
    node_of(page, group).value = remaining;
    ListState& state = parts.lists[group.id];
    const bool by_keyboard = group.focused && parts.focus_by_keyboard;
    bool changed = false, reveal = false;
    const auto lay = [&](std::size_t item, int count) {
        const int wanted = std::clamp(count, 0, laid[item] + left);
        if (wanted == laid[item]) return;
        left += laid[item] - wanted;
        laid[item] = wanted;
        changed = true;
    };
    if (group.focused && options.enabled && !items.empty()) {
        state.cursor = std::min(state.cursor, items.size() - 1);
        const Key more = page.right_to_left() ? Key::Left : Key::Right;
        const Key less = page.right_to_left() ? Key::Right : Key::Left;
        if (takes_plus(page) || take_key(page, KeyPress{more})) lay(state.cursor, laid[state.cursor] + 1);
        if (takes_minus(page) || take_key(page, KeyPress{less})) lay(state.cursor, laid[state.cursor] - 1);
        if (const std::optional<int> digit = take_digit(page)) lay(state.cursor, *digit);
        reveal = move_cursor(page, state.cursor, items.size());
        if (take_key(page, KeyPress{Key::Enter})) page.focus_next();
    }
    const std::string owner = path_of(page, id);
    IdScope scope(page, id);
    ++parts.depth;
    float top = rect.top;
    std::optional<std::pair<std::size_t, int>> clicked;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Choice& item = items[i];
        const Rect row{rect.left, top, rect.right, top + height_of(item)};
        top = row.bottom + between;
        const std::string count = shown_number(laid[i], page.language());
        note_node(page, Role::Option, item.label, row).value = count;
        if (reveal && i == state.cursor) reveal_rect(page, row);
        fill(row, palette.field, metrics.rounding);
        outline(row, palette.line, metrics.rounding, palette.line_width * metrics.scale);
        const Paragraph& words = shape(page, item.label, {metrics.text, Weight::Regular, words_width});
        const float bar = std::round(8 * metrics.scale);
        Rect text_rect = from_start(page, row, metrics.padding, words_width);
        text_rect.top += std::floor((row.height() - words.height - bar - between) / 2);
        draw_text(page, text_rect, words, palette.text);
        const float bar_top = text_rect.top + words.height + between / 2;
        const Rect track{text_rect.left, bar_top, text_rect.right, bar_top + bar};
        fill(track, palette.soft, bar / 2);
        if (laid[i] > 0 && total > 0) {
            const float width = track.width() * static_cast<float>(laid[i]) / static_cast<float>(total);
            fill(from_start(page, track, 0, std::max(bar, width)), palette.accent, bar / 2);
        }
        IdScope row_scope(page, item.value);
        const auto place = [&](float from_row_end, float width) {
            Rect part = from_end(page, row, from_row_end, width);
            part.top = std::round(row.centre_y() - square / 2);
            part.bottom = part.top + square;
            return part;
        };
        const TextArgument named{"item", item.label};
        if (small_button(page, "take", page.catalogue().say("piling.take"_text, {named}), Icon::Remove,
                         place(between + square + count_room, square), group, owner, options.enabled && laid[i] > 0)) {
            clicked = {i, laid[i] - 1};
        }
        draw_text(page, place(between + square, count_room), shape(page, count, {metrics.section, Weight::Bold, 0, 1}),
                  palette.text, Within::Centre);
        if (small_button(page, "add", page.catalogue().say("piling.add"_text, {named}), Icon::Add,
                         place(between, square), group, owner, options.enabled && left > 0)) {
            clicked = {i, laid[i] + 1};
        }
        if (by_keyboard && i == state.cursor) draw_focus_ring(page, inset(row, 3 * metrics.scale), metrics.rounding);
    }
    --parts.depth;
    if (clicked) {
        state.cursor = clicked->first;
        lay(clicked->first, clicked->second);
    }
    end_field(page, options);
    if (!changed) return std::nullopt;
    return laid;
}

} // namespace mahalla::ui
