#include "screens/results_screen.h"

#include "screens/feedback_panel.h"
#include "screens/file_choice.h"
#include "screens/result_choices.h"
#include "screens/results_picture_panel.h"
#include "widgets/button.h"
#include "widgets/choices.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

void draw_table(Page& page, const ResultsView& view)
{
    heading(page, view.title);
    if (view.of_those_interviewed) text(page, "results.of_those_interviewed"_text, TextLook::Muted);
    std::vector<TableColumn> columns;
    for (const std::string& column : view.columns) columns.push_back({column, 5, false});
    columns.push_back({page.say("results.estimate"_text), 2, true});
    columns.push_back({page.say("results.interval"_text), 3, true});
    columns.push_back({page.say("results.interviewed"_text), 2, true});
    bool hidden = false;
    for (const ResultRow& row : view.rows) hidden = hidden || row.is_hidden;
    (void)table(page, "table", "results.table"_text, columns, view.rows.size(), [&](std::size_t i) {
        TableRow row{std::to_string(i), view.rows[i].cells, Tone::Neutral, {}};
        row.opens = false;
        return row;
    });
    gap(page, Gap::Small);
    if (hidden) note(page, "results.hidden"_text);
    text(page, view.rule, TextLook::Small);
}

/// Of what the result is made.
void draw_question(Page& page, const ResultsView& view, DeskIntents& intents)
{
    if (const auto indicator =
            combo(page, "indicator", "results.indicator"_text, choices_of(view.indicators), view.indicator))
        intents.push_back(intent::ChooseTable{*indicator, view.by});
    gap(page);
    if (const auto by = multi_select(page, "by", "results.by"_text, choices_of(view.disaggregations), view.by))
        intents.push_back(intent::ChooseTable{view.indicator, *by});
}

/// What else can be made of the results, and for it.
void draw_further(Page& page, const ResultsView& view, std::string& folder, DeskIntents& intents)
{
    gap(page, Gap::Wide);
    draw_feedback_panel(page, view.feedback, folder, intents);
    if (view.rows.empty() || view.by.size() != 1) return;
    gap(page, Gap::Wide);
    heading(page, "results.outlines"_text);
    text(page, "results.outlines_what"_text, TextLook::Muted);
    gap(page, Gap::Small);
    draw_file_choice(page, FilePurpose::Outlines, view.outlines, folder, intents);
    if (view.outlines_refused) banner(page, Tone::Problem, "results.outlines_refused"_text);
    if (view.has_outlines) banner(page, Tone::Good, "results.outlines_read"_text);
}

void draw_result(Page& page, const ResultsView& view, std::string& folder, DeskIntents& intents)
{
    if (view.working) banner(page, Tone::Information, "results.working"_text);
    if (view.rows.empty()) return;
    draw_kinds(page, view, intents);
    gap(page);
    if (view.kind) return draw_result_picture(page, view, folder, intents);
    draw_table(page, view);
}

} // namespace

DeskIntents draw_results_screen(Page& page, const ResultsView& view, std::string& folder)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "results";
    layout.title = "results.title"_text;
    layout.width = BodyWidth::Full;
    layout.bar = [&] {
        ButtonOptions options;
        options.icon = Icon::Back;
        options.emphasis = Emphasis::Quiet;
        if (button(page, "home", "results.home"_text, options)) intents.push_back(intent::ShowHome{});
    };
    layout.body = [&] {
        if (!view.problem.empty()) banner(page, Tone::Problem, "results.problem"_text, view.problem);
        if (!view.published.empty()) banner(page, Tone::Good, "results.published"_text, view.published);
        if (view.indicators.empty()) {
            text(page, "results.none"_text);
            return;
        }
        Columns columns(page, {1, 2}, 340);
        // The question and its result beside each other, so that a change is seen at once; where there is no room for
        // that, nothing comes between them.
        draw_question(page, view, intents);
        if (!columns.is_stacked()) draw_further(page, view, folder, intents);
        columns.next();
        draw_result(page, view, folder, intents);
        if (columns.is_stacked()) draw_further(page, view, folder, intents);
    };
    if (!view.rows.empty() && !view.servers.empty()) {
        layout.actions = [&] {
            Flow flow(page);
            flow.end();
            for (const std::string& server : view.servers) {
                ButtonOptions publish;
                publish.icon = Icon::Send;
                publish.enabled = !view.working;
                if (primary_button(page, "publish-" + server, "results.publish"_text, publish))
                    intents.push_back(intent::Publish{server});
            }
        };
    }
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
