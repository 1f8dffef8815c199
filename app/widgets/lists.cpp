#include "widgets/lists.h"

#include "text/number_form.h"
#include "widgets/layout.h"
#include "widgets/rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla::ui {

namespace {

constexpr std::size_t rows_without_height = 8;

/// What row lists and tables share: one stop, a cursor, rows in sight. Returns the index acted on.
std::optional<std::size_t> row_stop(Page& page, Id id, Role role, const std::string& name, Rect rect, float row_height,
                                    std::size_t count,
                                    const std::function<Interaction(std::size_t, Rect, bool, const Interaction&)>& draw)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const std::string owner = path_of(page, id);
    const Interaction list = stop(page, id, role, name, rect);
    node_of(page, list).value = shown_number(static_cast<long long>(count), page.language());
    ListState& state = parts.lists[list.id];
    state.cursor = count == 0 ? 0 : std::min(state.cursor, count - 1);
    std::optional<std::size_t> chosen;
    bool reveal = false;
    if (list.focused && count > 0) {
        const auto leaf = static_cast<std::size_t>(std::max(1.0f, rect.height() / row_height - 1));
        reveal = move_cursor(page, state.cursor, count, leaf);
        if (take_key(page, KeyPress{Key::Enter}) || take_character(page, U' ')) chosen = state.cursor;
    }
    const bool by_keyboard = list.focused && parts.focus_by_keyboard;
    fill(rect, page.palette().card, metrics.rounding);
    IdScope scope(page, id);
    ++parts.depth;
    clipped_rows(page, owner.c_str(), rect, row_height, count, state.cursor, reveal, [&](std::size_t index, Rect row) {
        const Interaction part = draw(index, row, by_keyboard && index == state.cursor, list);
        if (!part.clicked) return;
        chosen = index;
        state.cursor = index;
    });
    --parts.depth;
    outline(rect, page.palette().line, metrics.rounding, page.palette().line_width * metrics.scale);
    if (by_keyboard && count == 0) draw_focus_ring(page, rect, metrics.rounding);
    return chosen;
}

void draw_empty(Page& page, Rect rect)
{
    const std::string said = page.say("list.empty"_text);
    note_node(page, Role::Text, said, rect);
    const Paragraph& words = shape(page, said, {page.metrics().text, Weight::Regular, 0, 1});
    draw_text(page, rect, words, page.palette().muted, Within::Centre);
}

float list_height(Page& page, float height, float row_height, std::size_t count)
{
    if (height > 0) return height * page.metrics().scale;
    return row_height * static_cast<float>(std::clamp<std::size_t>(count, 1, rows_without_height));
}

void draw_row_ground(Page& page, Rect row, bool hovered, bool is_cursor, bool is_last)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    if (hovered || is_cursor)
        fill(inset(row, 2 * metrics.scale), hovered ? palette.soft_hovered : palette.soft, metrics.rounding);
    const float line = palette.line_width * metrics.scale;
    if (!is_last)
        fill({row.left + metrics.padding, row.bottom - line, row.right - metrics.padding, row.bottom}, palette.line);
    if (is_cursor) draw_focus_ring(page, inset(row, 5 * metrics.scale), metrics.rounding - 3 * metrics.scale);
}

/// Draws a badge that ends at the row's end; returns how much of the row it takes.
float draw_row_badge(Page& page, Rect row, float from_row_end, Tone tone, const std::string& words)
{
    if (words.empty()) return 0;
    const Metrics& metrics = page.metrics();
    const Palette::Pair colours = page.palette().of(tone);
    const Paragraph& said = shape(page, words, {metrics.small_text, Weight::Bold, 0, 1});
    const float icon = metrics.small_text, height = std::round(28 * metrics.scale);
    const float width = std::ceil(said.width) + icon + 2.5f * metrics.gap;
    Rect badge = from_end(page, row, from_row_end, width);
    badge.top = std::round(row.centre_y() - height / 2);
    badge.bottom = badge.top + height;
    fill(badge, colours.ground, height / 2);
    outline(badge, with_alpha(colours.text, 0.4f), height / 2, page.palette().line_width * metrics.scale);
    draw_icon(page, icon_of(tone), from_start(page, badge, metrics.gap, icon), colours.text);
    draw_text(page, from_end(page, badge, metrics.gap, said.width), said, colours.text, Within::Middle);
    return width + metrics.gap;
}

/// Empty for what has not begun, half full for what has.
void draw_state_circle(Rect place, Colour colour, bool half_full, float scale)
{
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 centre(place.centre_x(), place.centre_y());
    const float radius = place.width() * 0.38f;
    list->AddCircle(centre, radius, colour, 24, std::round(2 * scale));
    if (half_full) list->AddCircleFilled(centre, radius * 0.5f, colour, 20);
}

} // namespace

std::optional<std::string> row_list(Page& page, Id id, Label name, std::size_t count,
                                    const std::function<RowContent(std::size_t)>& row, float height)
{
    const Metrics& metrics = page.metrics();
    const Palette& palette = page.palette();
    const float title_height = line_height(page, metrics.text);
    const float detail_height = line_height(page, metrics.small_text);
    const float row_height = std::max(metrics.target, title_height + detail_height + metrics.gap * 1.5f);
    const Rect rect = take(page, list_height(page, height, row_height, count));
    std::string chosen_id;
    const std::optional<std::size_t> chosen = row_stop(
        page, id, Role::List, page.say(name), rect, row_height, count,
        [&](std::size_t index, Rect place, bool is_cursor, const Interaction& list) {
            const RowContent content = row(index);
            const Interaction part =
                interact_inside(page, content.id, Role::Row, content.title, place, list.id, node_of(page, list).path);
            Node& node = node_of(page, part);
            node.value =
                content.detail + (content.detail.empty() || content.badge.empty() ? "" : " · ") + content.badge;
            draw_row_ground(page, place, part.hovered, is_cursor, index + 1 == count);
            const float arrow = content.opens ? std::round(16 * metrics.scale) : 0;
            if (content.opens)
                draw_icon(page, Icon::Forward, from_end(page, place, metrics.padding, arrow), palette.muted);
            float at_end = metrics.padding + arrow + metrics.gap;
            at_end += draw_row_badge(page, place, at_end, content.tone, content.badge);
            float start = metrics.padding;
            if (content.icon != Icon::None) {
                const float icon = std::round(24 * metrics.scale);
                draw_icon(page, content.icon, from_start(page, place, start, icon), palette.accent);
                start += icon + metrics.gap;
            }
            const float width = place.width() - start - at_end;
            const Paragraph& title = shape(page, content.title, {metrics.text, Weight::Regular, width, 1});
            Rect words = from_start(page, place, start, width);
            if (content.detail.empty()) {
                draw_text(page, words, title, palette.text, Within::Middle);
            } else {
                const Paragraph& detail = shape(page, content.detail, {metrics.small_text, Weight::Regular, width, 1});
                words.top += std::floor((place.height() - title.height - detail.height) / 2);
                draw_text(page, words, title, palette.text);
                words.top += title.height;
                draw_text(page, words, detail, palette.muted);
            }
            return part;
        });
    if (count == 0) draw_empty(page, rect);
    if (!chosen) return std::nullopt;
    return row(*chosen).id;
}

std::optional<std::string> table(Page& page, Id id, Label name, std::span<const TableColumn> columns, std::size_t count,
                                 const std::function<TableRow(std::size_t)>& row, float height)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    const float total = std::accumulate(columns.begin(), columns.end(), 0.0f,
                                        [](float sum, const TableColumn& column) { return sum + column.weight; });
    const float icon = std::round(18 * metrics.scale);
    const float ends = metrics.padding + icon + metrics.gap;
    const auto cell_of = [&](Rect place, std::size_t column) {
        float before = 0;
        for (std::size_t i = 0; i < column; ++i) before += columns[i].weight;
        const float free = place.width() - 2 * ends;
        return from_start(page, place, ends + free * before / total,
                          free * columns[column].weight / total - metrics.gap);
    };
    const auto draw_cell = [&](Rect cell, std::size_t column, const std::string& words, const LetterStyle& style,
                               Colour colour) {
        LetterStyle cut = style;
        cut.width = 0;
        const Paragraph* paragraph = &shape(page, words, cut);
        if (paragraph->width > cell.width()) {
            cut.width = cell.width();
            cut.lines_max = 1;
            paragraph = &shape(page, words, cut);
        }
        const float width = std::min(paragraph->width, cell.width());
        draw_text(page, columns[column].is_number ? from_end(page, cell, 0, width) : from_start(page, cell, 0, width),
                  *paragraph, colour, Within::Middle);
    };

    const float row_height = std::max(metrics.target, line_height(page, metrics.text) + metrics.gap);
    const Rect rect = take(page, row_height + list_height(page, height, row_height, count));
    const Rect head{rect.left, rect.top, rect.right, rect.top + row_height};
    fill(head, palette.soft, metrics.rounding);
    for (std::size_t column = 0; column < columns.size(); ++column) {
        draw_cell(cell_of(head, column), column, columns[column].title, {metrics.small_text, Weight::Bold},
                  palette.muted);
    }
    const Rect body{rect.left, head.bottom, rect.right, rect.bottom};
    const std::optional<std::size_t> chosen = row_stop(
        page, id, Role::Table, page.say(name), body, row_height, count,
        [&](std::size_t index, Rect place, bool is_cursor, const Interaction& list) {
            const TableRow content = row(index);
            std::string label = content.cells.empty() ? content.id : content.cells.front();
            if (label.empty()) label = shown_number(static_cast<long long>(index + 1), page.language());
            const Interaction part =
                interact_inside(page, content.id, Role::Row, label, place, list.id, node_of(page, list).path);
            node_of(page, part).problem = content.problem;
            draw_row_ground(page, place, part.hovered, is_cursor, index + 1 == count);
            ++parts.depth;
            for (std::size_t column = 0; column < std::min(columns.size(), content.cells.size()); ++column) {
                const Rect cell = cell_of(place, column);
                Node& node = note_node(page, Role::Cell, columns[column].title, cell);
                node.value = content.cells[column];
                draw_cell(cell, column, content.cells[column], {metrics.text, Weight::Regular}, palette.text);
            }
            --parts.depth;
            const bool has_problem = !content.problem.empty();
            const Tone tone = has_problem ? Tone::Problem : content.tone;
            if (tone != Tone::Neutral) {
                draw_icon(page, icon_of(tone), from_start(page, place, metrics.padding, icon), palette.of(tone).text);
            }
            if (content.opens)
                draw_icon(page, Icon::Forward, from_end(page, place, metrics.padding, std::round(16 * metrics.scale)),
                          palette.muted);
            return part;
        });
    if (count == 0) draw_empty(page, body);
    if (!chosen) return std::nullopt;
    return row(*chosen).id;
}

std::optional<std::string> section_bar(Page& page, Id id, Label name, std::span<const Section> sections,
                                       std::string_view current)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    const float icon = std::round(20 * metrics.scale);
    const auto state_words = [&](const Section& section) {
        switch (section.state) {
        case SectionState::NotStarted:
            return page.say("section.not_started"_text);
        case SectionState::Started:
            return page.say("section.started"_text);
        case SectionState::Done:
            return page.say("section.done"_text);
        case SectionState::Problem:
            return page.catalogue().say_counted("section.problems"_text, section.problems);
        }
        return std::string();
    };
    const auto indent = [&](const Section& section) { return metrics.gap * static_cast<float>(section.depth); };
    const auto height_of = [&](const Section& section) {
        const float width = room(page) - icon - 2.5f * metrics.gap - indent(section);
        return std::max(metrics.target, shape(page, section.title, {metrics.text, Weight::Bold, width}).height +
                                            line_height(page, metrics.small_text) + metrics.gap);
    };
    float height = 0;
    for (const Section& section : sections) height += height_of(section);
    const Rect rect = take(page, height);
    const Interaction bar = stop(page, id, Role::List, page.say(name), rect);
    ListState& state = parts.lists[bar.id];
    std::optional<std::string> chosen;
    bool reveal = false;
    if (!bar.focused) {
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (sections[i].id == current) state.cursor = i;
        }
    } else if (!sections.empty()) {
        reveal = move_cursor(page, state.cursor, sections.size());
        if (take_key(page, KeyPress{Key::Enter}) || take_character(page, U' ')) chosen = sections[state.cursor].id;
    }
    const std::string owner = path_of(page, id);
    IdScope scope(page, id);
    ++parts.depth;
    float top = rect.top;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const Section& section = sections[i];
        const Rect row{rect.left, top, rect.right, top + height_of(section)};
        top = row.bottom;
        const Interaction part = interact_inside(page, section.id, Role::Section, section.title, row, bar.id, owner);
        const bool is_current = section.id == current;
        const std::string words = state_words(section);
        Node& node = node_of(page, part);
        node.value = words;
        node.checked = is_current;
        if (part.clicked) chosen = section.id;
        if (reveal && i == state.cursor) reveal_rect(page, row);
        if (!part.visible) continue;
        const Rect ground = inset(row, 2 * metrics.scale);
        if (is_current)
            fill(ground, palette.chosen, metrics.rounding);
        else if (part.hovered)
            fill(ground, palette.soft_hovered, metrics.rounding);
        const float start = metrics.gap * 0.75f + indent(section);
        const Tone tone = section.state == SectionState::Done      ? Tone::Good
                          : section.state == SectionState::Problem ? Tone::Problem
                                                                   : Tone::Neutral;
        const Rect icon_rect = from_start(page, row, start, icon);
        if (section.state == SectionState::NotStarted) {
            draw_state_circle(icon_rect, palette.muted, false, metrics.scale);
        } else if (section.state == SectionState::Started) {
            draw_state_circle(icon_rect, palette.accent, true, metrics.scale);
        } else {
            const Colour colour = tone == Tone::Neutral ? palette.accent : palette.of(tone).text;
            draw_icon(page, icon_of(tone), icon_rect, colour);
        }
        const float width = row.width() - start - icon - 1.5f * metrics.gap;
        const Weight weight = is_current ? Weight::Bold : Weight::Regular;
        const Paragraph& title = shape(page, section.title, {metrics.text, weight, width});
        const Paragraph& detail = shape(page, words, {metrics.small_text, Weight::Regular, width, 1});
        Rect place = from_start(page, row, start + icon + metrics.gap * 0.75f, width);
        place.top += std::floor((row.height() - title.height - detail.height) / 2);
        draw_text(page, place, title, palette.text);
        place.top += title.height;
        draw_text(page, place, detail, tone == Tone::Problem ? palette.problem.text : palette.muted);
        if (bar.focused && parts.focus_by_keyboard && i == state.cursor) {
            draw_focus_ring(page, inset(row, 4 * metrics.scale), metrics.rounding);
        }
    }
    --parts.depth;
    if (!chosen || *chosen == current) return std::nullopt;
    return chosen;
}

std::optional<std::string> tabs(Page& page, Id id, Label name, std::span<const Choice> pages, std::string_view current)
{
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Palette& palette = page.palette();
    std::optional<std::string> chosen;
    IdScope scope(page, id);
    Flow flow(page);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const Choice& entry = pages[i];
        const bool is_current = entry.value == current;
        const Paragraph& title =
            shape(page, entry.label, {metrics.text, is_current ? Weight::Bold : Weight::Regular, 0, 1});
        const Rect rect = take(page, metrics.target, title.width + 2 * metrics.padding);
        const Interaction interaction = interact(page, entry.value, Role::Tab, entry.label, rect);
        Node& node = node_of(page, interaction);
        node.checked = is_current;
        if (i == 0) node.hint = page.say(name);
        bool pressed = interaction.clicked;
        if (interaction.focused) {
            pressed = take_key(page, KeyPress{Key::Enter}) || take_character(page, U' ') || pressed;
            const bool mirrored = page.right_to_left();
            if (take_key(page, KeyPress{mirrored ? Key::Left : Key::Right}) && i + 1 < pages.size()) {
                page.focus(path_of(page, pages[i + 1].value));
            }
            if (take_key(page, KeyPress{mirrored ? Key::Right : Key::Left}) && i > 0) {
                page.focus(path_of(page, pages[i - 1].value));
            }
        }
        if (pressed && !is_current) chosen = entry.value;
        if (interaction.hovered && !is_current) fill(rect, palette.soft_hovered, metrics.rounding);
        draw_text(page, rect, title, is_current ? palette.accent : palette.text, Within::Centre);
        const float rule = std::round((is_current ? 4 : 1) * metrics.scale);
        fill({rect.left, rect.bottom - rule, rect.right, rect.bottom}, is_current ? palette.accent : palette.line);
        if (interaction.focused && parts.focus_by_keyboard)
            draw_focus_ring(page, inset(rect, 4 * metrics.scale), metrics.rounding);
    }
    return chosen;
}

} // namespace mahalla::ui
