#include "widgets/field.h"

#include "base/number.h"
#include "text/normal_form.h"
#include "text/number_form.h"
#include "widgets/field_parts.h"
#include "widgets/layout.h"

#include <algorithm>
#include <cmath>

namespace mahalla::ui {

namespace {

/// Gives the focus to a field in the first frame it is drawn.
void focus_when_new(Page& page, Id id, bool wanted)
{
    if (wanted && page.parts().fields.count(id_of(page, id)) == 0) page.focus(path_of(page, id));
}

std::string number_problem(std::string_view typed, const std::optional<std::string>& number, bool decimals, Page& page)
{
    if (typed.empty()) return {};
    if (!number) return page.say("field.not_a_number"_text);
    if (!decimals && number->find('.') != std::string::npos) return page.say("field.not_whole"_text);
    return {};
}

enum DatePart { Day, Month, Year };

std::array<std::string, 3> parts_of(std::string_view stored)
{
    const std::optional<Date> date = date_from_text(stored);
    if (!date) return {};
    return {std::to_string(unsigned(date->day())), std::to_string(unsigned(date->month())),
            std::to_string(int(date->year()))};
}

/// The day that was typed: "" for none of the parts, nothing where it is not whole or does not exist.
std::optional<std::string> date_of(const std::array<std::string, 3>& parts)
{
    if (parts[Day].empty() && parts[Month].empty() && parts[Year].empty()) return "";
    const auto day = integer_from_text(parts[Day]), month = integer_from_text(parts[Month]);
    const auto year = integer_from_text(parts[Year]);
    if (!day || !month || !year || parts[Year].size() != 4) return std::nullopt;
    if (*day < 1 || *day > 31 || *month < 1 || *month > 12 || *year < 1) return std::nullopt;
    const Date date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(static_cast<unsigned>(*month)),
                    std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date_to_text(date)) : std::nullopt;
}

bool is_whole_date(const std::array<std::string, 3>& parts)
{
    return !parts[Day].empty() && !parts[Month].empty() && parts[Year].size() >= 4;
}

} // namespace

std::optional<std::string> text_field(Page& page, Id id, Label label, std::string_view value,
                                      const TextFieldOptions& options)
{
    focus_when_new(page, id, options.starts_focused);
    begin_field(page, label, options.field);
    EditLook look;
    look.lines = std::max(1, options.lines);
    look.placeholder = page.say(options.placeholder);
    if (options.characters_max > 0) look.limits.characters_max = options.characters_max;
    look.is_problem = !options.field.problem.empty();
    FieldState& state = field_state(page, id);
    const bool same = state.editing && to_nfc(state.editor.text()) == value;
    const std::string shown = same ? state.editor.text() : std::string(value);
    const Rect rect = take(page, edit_height(page, id, shown, room(page), look), room(page));
    const EditOutcome outcome =
        edit_text(page, id, Role::TextField, page.say(label), rect, shown, look, options.field.enabled);
    describe(page, outcome.interaction, options.field);
    const bool each = options.commit == Commit::EachChange && outcome.changed;
    if (each) state.has_unstored = false;
    std::optional<std::string> stored;
    if (each || is_to_be_stored(page, state, outcome)) stored = to_nfc(state.editor.text());
    if (outcome.entered && options.submitted != nullptr)
        *options.submitted = true;
    else if (outcome.entered)
        page.focus_next();
    end_field(page, options.field);
    return stored;
}

std::optional<std::string> number_field(Page& page, Id id, Label label, std::string_view value,
                                        const NumberFieldOptions& options)
{
    focus_when_new(page, id, options.starts_focused);
    begin_field(page, label, options.field);
    FieldState& state = field_state(page, id);
    // "1." means the stored 1 and may become 1.5: what is being typed stays as it is.
    const bool same = state.editing && stored_number(state.editor.text(), page.language()) == value;
    const std::string shown = same ? state.editor.text() : shown_number(value, page.language());
    const auto typed = [&] { return state.editing ? state.editor.text() : shown; };
    std::string problem;
    if (state.refused) {
        problem = number_problem(typed(), stored_number(typed(), page.language()), options.decimals, page);
    }
    EditLook look;
    look.unit = page.say(options.unit);
    look.limits.characters_max = 64;
    look.is_problem = !problem.empty() || !options.field.problem.empty();
    const float width = std::min(room(page), 320 * page.metrics().scale);
    const Rect rect = take(page, edit_height(page, id, shown, width, look), width);
    const EditOutcome outcome =
        edit_text(page, id, Role::NumberField, page.say(label), rect, shown, look, options.field.enabled);
    describe(page, outcome.interaction, options.field, problem);

    std::optional<std::string> stored;
    if (is_to_be_stored(page, state, outcome)) {
        const std::optional<std::string> number = stored_number(state.editor.text(), page.language());
        state.refused = !number_problem(state.editor.text(), number, options.decimals, page).empty();
        if (!state.refused)
            stored = number;
        else
            state.editing = true; // what is wrong stays to be seen, wherever the focus is
        page.parts().another_frame = true;
    }
    if (outcome.entered && !state.refused) page.focus_next();
    if (state.refused) page.parts().unfinished = true;
    end_field(page, options.field, problem);
    return stored;
}

std::optional<std::string> date_field(Page& page, Id id, Label label, std::string_view value,
                                      const FieldOptions& options)
{
    begin_field(page, label, options);
    PageParts& parts = page.parts();
    const Metrics& metrics = parts.metrics;
    const Language& language = page.language();
    FieldState& draft = field_state(page, id);
    if (draft.has_date_parts && date_of(draft.date_parts) == std::string(value)) draft.has_date_parts = false;
    if (!draft.has_date_parts) draft.date_parts = parts_of(value);
    const bool whole = is_whole_date(draft.date_parts);
    const std::optional<std::string> before = date_of(draft.date_parts);
    const std::string problem = whole && !before ? page.say("field.not_a_date"_text) : std::string();

    const TextKey names[3] = {"field.day"_text, "field.month"_text, "field.year"_text};
    const float widths[3] = {96, 96, 140};
    const DatePart day_first[3] = {Day, Month, Year}, year_first[3] = {Year, Month, Day};
    const DatePart* order = language.day_first ? day_first : year_first;
    std::optional<std::string> stored;
    IdScope scope(page, id);
    static constexpr Id ids[3] = {"day", "month", "year"};
    float left_over = 0;
    const float caption = line_height(page, metrics.small_text);
    const float box = edit_height(page, ids[0], "", 0, {});
    const Rect row = take(page, caption + box);
    for (int place = 0; place < 3; ++place) {
        const DatePart part = order[place];
        const float width = widths[part] * metrics.scale;
        const Rect column = from_start(page, row, left_over, width);
        left_over += width + metrics.gap;
        const std::string name = page.say(names[part]);
        draw_text(page, column, shape(page, name, {metrics.small_text, Weight::Regular, 0, 1}), page.palette().muted);
        EditLook look;
        look.centred = true;
        look.limits.characters_max = part == Year ? 4 : 2;
        look.is_problem = !problem.empty() || !options.problem.empty();
        const std::string shown = shown_number(draft.date_parts[part], language);
        const EditOutcome outcome =
            edit_text(page, ids[part], Role::DateField, page.say(label) + ": " + name,
                      {column.left, column.top + caption, column.right, column.bottom}, shown, look, options.enabled);
        describe(page, outcome.interaction, options, problem);
        FieldState& field = field_state(page, ids[part]);
        if (outcome.changed) {
            field.has_unstored = false;
            draft.date_parts[part] = stored_number(field.editor.text(), language).value_or(field.editor.text());
            draft.has_date_parts = true;
            const std::optional<std::string> date = date_of(draft.date_parts);
            if (date && *date != value) stored = date;
            const bool full = grapheme_boundaries(field.editor.text()).size() - 1 == look.limits.characters_max;
            if (full && field.editor.caret() == field.editor.text().size() && place < 2) page.focus_next();
        }
        if (outcome.entered) page.focus_next();
    }
    if (draft.has_date_parts && !date_of(draft.date_parts)) parts.unfinished = true;
    if (const std::optional<std::string> date = date_of(draft.date_parts); date && !date->empty()) {
        parts.layout.gap_before = std::round(6 * metrics.scale);
        const std::string words = shown_date(*date_from_text(*date), language);
        const Paragraph& said = shape(page, words, {metrics.text, Weight::Regular, room(page)});
        const Rect rect = take(page, said.height);
        note_node(page, Role::Text, words, rect);
        draw_text(page, rect, said, page.palette().muted);
    }
    end_field(page, options, problem);
    return stored;
}

} // namespace mahalla::ui
