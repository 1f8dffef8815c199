#include "text/normal_form.h"
#include "text/number_form.h"
#include "widgets/choices.h"
#include "widgets/field_parts.h"
#include "widgets/imgui_version.h"
#include "widgets/rows.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace mahalla::ui {

namespace {

constexpr std::size_t choices_without_search = 8;
constexpr std::size_t rows_in_sight = 7;

/// The choices that hold every word of the search; remembered until the search or the list changes.
void find_matches(ListState& state, std::span<const Choice> choices)
{
    if (state.matched_search == state.search && state.matched_count == choices.size()) return;
    state.matched_search = state.search;
    state.matched_count = choices.size();
    state.matches.clear();
    state.cursor = 0;
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded_for_search(state.search) + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (words.empty()) {
            state.matches.push_back(i);
            continue;
        }
        const std::string label = folded_for_search(choices[i].label);
        const bool all = std::all_of(words.begin(), words.end(),
                                     [&](const std::string& w) { return label.find(w) != std::string::npos; });
        if (all) state.matches.push_back(i);
    }
}

/// The open list: search, matches, and the choice made in this frame.
std::optional<std::size_t> open_list(Page& page, ListState& state, const std::string& name,
                                     std::span<const Choice> choices, std::string_view value, Rect rect, bool& close)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    std::optional<std::size_t> chosen;
    const bool searches = choices.size() > choices_without_search;
    find_matches(state, choices);
    bool reveal = std::exchange(state.reveal, false);
    reveal = move_cursor(page, state.cursor, state.matches.size(), rows_in_sight) || reveal;
    if (take_key(page, KeyPress{Key::Enter}) && state.cursor < state.matches.size())
        chosen = state.matches[state.cursor];
    if (take_key(page, KeyPress{Key::Escape})) close = true;

    Rect rows = inset(rect, metrics.gap / 2);
    if (searches) {
        EditLook look;
        look.icon = Icon::Search;
        look.placeholder = page.say("field.search"_text);
        look.limits.characters_max = 200;
        const float height = edit_height(page, "search", state.search, rows.width(), look);
        Rect field = rows;
        field.bottom = field.top + height;
        const EditOutcome outcome =
            edit_text(page, "search", Role::TextField, page.say("field.search"_text), field, state.search, look, true);
        if (outcome.changed) {
            FieldState& search = field_state(page, "search");
            search.has_unstored = false;
            state.search = search.editor.text();
            find_matches(state, choices);
            reveal = true;
        }
        rows.top = field.bottom + metrics.gap / 2;
        const std::string count =
            state.matches.empty()
                ? page.say("field.no_match"_text)
                : page.catalogue().say_counted("field.matches"_text, static_cast<long long>(state.matches.size()));
        const Paragraph& said = shape(page, count, {metrics.small_text, Weight::Regular, rows.width(), 1});
        const Rect line{rows.left, rows.top, rows.right, rows.top + said.height};
        note_node(page, Role::Text, count, line);
        draw_text(page, line, said, page.palette().muted);
        rows.top = line.bottom + metrics.gap / 2;
    }
    const Interaction list = searches ? Interaction{} : stop(page, "list", Role::List, name, rows);
    const std::string owner = searches ? path_of(page, "search") : path_of(page, "list");
    const ImGuiID owner_id = searches ? id_of(page, "search") : list.id;
    ++parts.depth;
    clipped_rows(page, "rows", rows, metrics.target, state.matches.size(), state.cursor, reveal,
                 [&](std::size_t index, Rect row) {
                     const Choice& choice = choices[state.matches[index]];
                     const Interaction part = interact_inside(page, "choice/" + choice.value, Role::Option,
                                                              choice.label, row, owner_id, owner);
                     node_of(page, part).checked = choice.value == value;
                     if (part.clicked) chosen = state.matches[index];
                     RowLook look;
                     look.mark = Mark::Radio;
                     look.on = choice.value == value;
                     look.hovered = part.hovered;
                     look.is_cursor = index == state.cursor && parts.focus_by_keyboard;
                     look.bordered = false;
                     draw_choice_row(page, row, choice.label, look);
                 });
    --parts.depth;
    return chosen;
}

} // namespace

std::optional<std::string> combo(Page& page, Id id, Label label, std::span<const Choice> choices,
                                 std::string_view value, const FieldOptions& options)
{
    begin_field(page, label, options);
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    const std::string name = page.say(label);
    const auto current =
        std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return c.value == value; });
    const bool has_value = current != choices.end() && !value.empty();
    const std::string shown = has_value ? current->label : page.say("field.choose"_text);
    const Rect rect =
        take(page, std::max(metrics.target, choice_row_height(page, shown, room(page), Mark::None)), room(page));
    const Interaction interaction = interact(page, id, Role::Combo, name, rect, options.enabled);
    describe(page, interaction, options);
    ListState& state = parts.lists[interaction.id];
    Node& node = node_of(page, interaction);
    if (has_value) node.value = current->label;
    node.expanded = state.open;
    std::optional<std::string> chosen;
    bool open = interaction.clicked;
    if (interaction.focused && options.enabled && !state.open) {
        open = take_key(page, KeyPress{Key::Down}) || take_key(page, KeyPress{.key = Key::Down, .alt = true}) ||
               take_character(page, U' ') || open;
        if (take_key(page, KeyPress{Key::Enter})) page.focus_next();
        if (!value.empty() && take_key(page, KeyPress{Key::Delete})) chosen = "";
        if (!open && !parts.input.characters.empty()) open = true; // typing starts the search
    }
    draw_control_ground(page, rect, interaction, options.enabled, !options.problem.empty());
    const float arrow = std::round(18 * metrics.scale);
    draw_icon(page, Icon::Down, from_end(page, rect, metrics.padding, arrow), palette.muted);
    const float width = rect.width() - 2 * metrics.padding - arrow - metrics.gap;
    draw_text(page, from_start(page, rect, metrics.padding, width),
              shape(page, shown, {metrics.text, Weight::Regular, width, 2}), has_value ? palette.text : palette.muted,
              Within::Middle);
    if (interaction.focused && (parts.focus_by_keyboard || state.open)) {
        outline(rect, palette.focus, metrics.rounding, std::round(2.5f * metrics.scale));
    }

    const std::string popup = "combo/" + path_of(page, id);
    if (open && options.enabled) {
        ImGui::OpenPopup(popup.c_str());
        state.open = true;
        state.search.clear();
        state.matched_count = choices.size() + 1;
        find_matches(state, choices);
        state.cursor = has_value ? static_cast<std::size_t>(current - choices.begin()) : 0;
        state.reveal = true;
        // At once, so that the letter that opened the list is the search's first.
        parts.wanted_focus = path_of(page, id) + (choices.size() > choices_without_search ? "/search" : "/list");
        parts.another_frame = true;
    }
    if (state.open) {
        const bool searches = choices.size() > choices_without_search;
        const std::size_t rows = std::clamp<std::size_t>(choices.size(), 1, rows_in_sight);
        const float small_line = line_height(page, metrics.small_text);
        const float height = metrics.target * static_cast<float>(rows) + metrics.gap +
                             (searches ? metrics.target + metrics.gap + small_line + 4 * metrics.scale : 0);
        const ImVec2 display = ImGui::GetIO().DisplaySize;
        const float below = display.y - rect.bottom - metrics.gap, above = rect.top - metrics.gap;
        const bool goes_up = below < height && above > below;
        const float fits = std::min(height, goes_up ? above : below);
        const Rect place{rect.left, goes_up ? rect.top - fits : rect.bottom, rect.right,
                         goes_up ? rect.top : rect.bottom + fits};
        ImGui::SetNextWindowPos(ImVec2(place.left, place.top));
        ImGui::SetNextWindowSize(ImVec2(place.width(), place.height()));
        ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, metrics.rounding);
        ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, std::round(1.5f * metrics.scale));
        ImGui::PushStyleColor(ImGuiCol_Border, palette.control_line);
        bool close = false, beside = false;
        if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav)) {
            ++parts.layer;
            const LayoutState outside = parts.layout;
            const IdScope scope(page, id);
            const std::optional<std::size_t> index = open_list(page, state, name, choices, value, place, close);
            if (index) {
                if (choices[*index].value != value) chosen = choices[*index].value;
                close = true;
            }
            if (close) ImGui::CloseCurrentPopup();
            parts.layout = outside;
            --parts.layer;
            ImGui::EndPopup();
        } else {
            close = beside = true; // what was clicked there keeps the focus
        }
        ImGui::PopStyleColor();
        ImGui::PopStyleVar(2);
        if (close) {
            state.open = false;
            explicit_bzero(state.search.data(), state.search.size());
            state.search.clear();
            if (!beside) page.focus(path_of(page, id));
        }
    }
    end_field(page, options);
    return chosen;
}

} // namespace mahalla::ui
