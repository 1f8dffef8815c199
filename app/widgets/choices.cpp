#include "widgets/choices.h"

#include "text/number_form.h"
#include "widgets/field_parts.h"
#include "widgets/rows.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

bool is_digit(std::string_view label) { return label.size() == 1 && label[0] >= '0' && label[0] <= '9'; }

/// Where choices are numbers themselves ("0 days", shown as 0), a digit means that number, never a place in the list.
bool has_numbers(std::span<const Choice> choices)
{
    return std::any_of(choices.begin(), choices.end(), [](const Choice& choice) { return is_digit(choice.label); });
}

/// The choice that a typed digit means.
std::optional<std::size_t> place_of_digit(std::span<const Choice> choices, int digit)
{
    if (!has_numbers(choices)) {
        const auto place = static_cast<std::size_t>(digit == 0 ? 9 : digit - 1);
        return place < choices.size() ? std::optional(place) : std::nullopt;
    }
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (is_digit(choices[i].label) && choices[i].label[0] - '0' == digit) return i;
    return std::nullopt;
}

/// The rows of a group that is one stop: draws and notes them, moves the cursor, and returns the row to act on.
std::optional<std::size_t> choose_among(Page& page, Id id, Role group_role, Role row_role, Mark mark,
                                        const std::string& name, std::span<const Choice> choices,
                                        const std::function<bool(const Choice&)>& is_on, const FieldOptions& options)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const float between = std::round(6 * metrics.scale);
    const float width = room(page);
    float height = 0;
    for (const Choice& choice : choices) height += choice_row_height(page, choice.label, width, mark) + between;
    const Rect rect = take(page, std::max(0.0f, height - between));

    const Interaction group = stop(page, id, group_role, name, rect, options.enabled);
    describe(page, group, options);
    ListState& state = parts.lists[group.id];
    const bool by_keyboard = group.focused && parts.focus_by_keyboard;
    const bool are_numbers = has_numbers(choices);
    std::optional<std::size_t> chosen;
    bool reveal = false;
    if (group.focused && options.enabled && !choices.empty()) {
        reveal = move_cursor(page, state.cursor, choices.size());
        if (take_character(page, U' ')) chosen = state.cursor;
        if (const std::optional<int> digit = take_digit(page)) {
            if (const auto index = place_of_digit(choices, *digit)) chosen = state.cursor = *index;
            parts.focus_by_keyboard = true;
        }
        if (take_key(page, KeyPress{Key::Enter})) page.focus_next();
    }

    const std::string owner = path_of(page, id);
    IdScope scope(page, id);
    ++parts.depth;
    float top = rect.top;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        const float row_height = choice_row_height(page, choice.label, width, mark);
        const Rect row{rect.left, top, rect.right, top + row_height};
        top += row_height + between;
        const Interaction part =
            interact_inside(page, choice.value, row_role, choice.label, row, group.id, owner, options.enabled);
        node_of(page, part).checked = is_on(choice);
        if (part.clicked) {
            chosen = i;
            state.cursor = i;
        }
        if (reveal && i == state.cursor) reveal_rect(page, row);
        if (!part.visible) continue;
        RowLook look;
        look.mark = mark;
        look.on = is_on(choice);
        look.enabled = options.enabled;
        look.hovered = part.hovered;
        look.is_cursor = by_keyboard && i == state.cursor;
        if (by_keyboard && i < 9 && !are_numbers)
            look.key = shown_number(static_cast<long long>(i + 1), page.language());
        draw_choice_row(page, row, choice.label, look);
    }
    --parts.depth;
    return chosen;
}

} // namespace

std::optional<bool> checkbox(Page& page, Id id, Label label, bool checked, const FieldOptions& options)
{
    const std::string said = page.say(label);
    const std::string hint = page.say(options.hint);
    const Rect rect = take(page, choice_row_height(page, said, room(page), Mark::Tick));
    const Interaction interaction = interact(page, id, Role::Checkbox, said, rect, options.enabled);
    describe(page, interaction, options);
    bool pressed = interaction.clicked;
    if (interaction.focused && options.enabled) {
        pressed = take_character(page, U' ') || pressed;
        if (take_key(page, KeyPress{Key::Enter})) page.focus_next();
    }
    node_of(page, interaction).checked = checked != pressed;
    if (interaction.visible) {
        RowLook look;
        look.mark = Mark::Tick;
        look.on = checked != pressed;
        look.enabled = options.enabled;
        look.hovered = interaction.hovered;
        draw_choice_row(page, rect, said, look);
        if (interaction.focused && page.parts().focus_by_keyboard) draw_focus_ring(page, rect, page.metrics().rounding);
    }
    if (!hint.empty()) {
        page.parts().layout.gap_before = std::round(4 * page.metrics().scale);
        const Paragraph& words = shape(page, hint, {page.metrics().small_text, Weight::Regular, room(page)});
        draw_text(page, take(page, words.height), words, page.palette().muted);
    }
    end_field(page, options);
    page.parts().layout.gap_before = page.metrics().gap;
    if (!pressed) return std::nullopt;
    return !checked;
}

std::optional<std::string> radio_list(Page& page, Id id, Label label, std::span<const Choice> choices,
                                      std::string_view value, const FieldOptions& options)
{
    begin_field(page, label, options);
    const std::size_t before = page.parts().registry.nodes().size();
    const std::optional<std::size_t> index = choose_among(
        page, id, Role::RadioGroup, Role::Radio, Mark::Radio, page.say(label), choices,
        [&](const Choice& choice) { return choice.value == value; }, options);
    Node& group = page.parts().registry.nodes()[before];
    for (const Choice& choice : choices) {
        if (choice.value == value) group.value = choice.label;
    }
    std::optional<std::string> chosen;
    if (index && choices[*index].value != value) chosen = choices[*index].value;
    if (group.focused && options.enabled && !value.empty() && take_key(page, KeyPress{Key::Delete})) chosen = "";
    end_field(page, options);
    return chosen;
}

std::optional<std::vector<std::string>> multi_select(Page& page, Id id, Label label, std::span<const Choice> choices,
                                                     std::span<const std::string> values, const FieldOptions& options)
{
    begin_field(page, label, options);
    const auto is_on = [&](const Choice& choice) {
        return std::find(values.begin(), values.end(), choice.value) != values.end();
    };
    const std::size_t before = page.parts().registry.nodes().size();
    const std::optional<std::size_t> index =
        choose_among(page, id, Role::SelectGroup, Role::Option, Mark::Tick, page.say(label), choices, is_on, options);
    Node& group = page.parts().registry.nodes()[before];
    for (const Choice& choice : choices) {
        if (is_on(choice)) group.value += (group.value.empty() ? "" : ", ") + choice.label;
    }
    end_field(page, options);
    if (!index) return std::nullopt;
    std::vector<std::string> chosen;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (is_on(choices[i]) != (i == *index)) chosen.push_back(choices[i].value);
    }
    return chosen;
}

} // namespace mahalla::ui
