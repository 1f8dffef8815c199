#include "screens/check_screen.h"

#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

DeskIntents draw_check_screen(Page& page, const CheckView& view)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "check";
    layout.title = "check.title"_text;
    layout.body = [&] {
        if (!view.problem.empty()) {
            banner(page, Tone::Problem, "check.problem"_text, view.problem);
            gap(page);
        }
        if (view.is_complete()) {
            banner(page, Tone::Good, "check.complete"_text, "check.complete_what"_text);
            return;
        }
        banner(page, Tone::Warning, "check.incomplete"_text, "check.incomplete_what"_text);
        gap(page);
        const auto row = [&](std::size_t i) {
            const CheckRow& one = view.rows[i];
            RowContent content;
            content.id = one.ref;
            content.title = one.label.empty() ? one.ref : one.label;
            content.detail = one.message;
            content.icon = one.is_missing ? Icon::Edit : Icon::Problem;
            content.badge = page.say(one.is_missing ? "check.missing"_text : "check.wrong"_text);
            content.tone = one.is_missing ? Tone::Warning : Tone::Problem;
            return content;
        };
        if (const auto chosen = row_list(page, "unmet", "check.list"_text, view.rows.size(), row))
            intents.push_back(intent::ShowQuestion{*chosen});
    };
    layout.actions = [&] {
        Flow flow(page);
        ButtonOptions back;
        back.icon = Icon::Back;
        if (button(page, "back", "check.back"_text, back)) intents.push_back(intent::ShowPage{});
        flow.end();
        ButtonOptions finish;
        finish.icon = Icon::Lock;
        finish.enabled = view.is_complete();
        if (primary_button(page, "finish", "check.finish"_text, finish)) intents.push_back(intent::Finalise{});
    };
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
