#include "screens/home_screen.h"

#include "screens/enrolment_panel.h"
#include "screens/media_line.h"
#include "screens/recovery_code_panel.h"
#include "text/number_form.h"

#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

RowContent content_of(Page& page, const HomeRow& row)
{
    RowContent content;
    content.id = row.record;
    content.title = row.title.empty() ? page.say("home.sealed_record"_text) : row.title;
    content.detail = row.detail;
    content.icon = row.is_draft ? Icon::Edit : row.is_readable ? Icon::House : Icon::Lock;
    if (row.is_draft) {
        content.badge = page.say("home.draft"_text);
        content.tone = Tone::Warning;
        return content;
    }
    switch (row.journey) {
    case RecordJourney::OnlyHere:
        content.badge = page.say("home.only_here"_text);
        content.tone = Tone::Information;
        break;
    case RecordJourney::Stored:
        content.badge = page.say("home.stored"_text);
        content.tone = Tone::Neutral;
        break;
    case RecordJourney::Read:
        content.badge = page.say("home.read"_text);
        content.tone = Tone::Good;
        break;
    }
    return content;
}

void draw_brought_back(Page& page, const BroughtBack& back)
{
    if (back.is_from_stick) return banner(page, Tone::Warning, "restore.done"_text, "restore.done_what"_text);
    banner(page, Tone::Warning, page.catalogue().say("home.brought_back"_text, {{"time", back.age.time}}),
           back.is_new_device ? "home.brought_back_new"_text : "home.brought_back_same"_text);
}

void draw_count(Page& page, std::size_t count, Label what)
{
    const Card card(page);
    text(page, shown_number(static_cast<long long>(count), page.language()), TextLook::Big);
    text(page, what, TextLook::Small);
}

void draw_counts(Page& page, const JourneyCounts& counts)
{
    Columns columns(page, {1, 1, 1, 1}, 150);
    draw_count(page, counts.drafts, "home.drafts"_text);
    columns.next();
    draw_count(page, counts.only_here, "home.only_here"_text);
    columns.next();
    draw_count(page, counts.stored, "home.stored"_text);
    columns.next();
    draw_count(page, counts.read, "home.read"_text);
}

} // namespace

DeskIntents draw_home_screen(Page& page, const HomeView& view, const MediaView& media, const std::string& recovery_code,
                             std::string& folder)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "home";
    layout.title = "home.title"_text;
    layout.bar = [&] {
        std::vector<MenuEntry> entries;
        if (view.is_supervisor) {
            entries.push_back({"bundles", page.say("home.bundles"_text), Icon::Send, true, false, {}});
            entries.push_back({"results", page.say("home.results"_text), Icon::Information, true, false, {}});
        } else if (view.is_enrolled) {
            entries.push_back({"bundles", page.say("home.carry"_text), Icon::Send, true, false, {}});
        }
        entries.push_back({"copies", page.say("home.copies"_text), Icon::Save, true, false, {}});
        if (view.is_enrolled) entries.push_back({"travel", page.say("home.travel"_text), Icon::None, true, false, {}});
        entries.push_back({"theme", page.say("home.theme"_text), Icon::None, true, false, {}});
        entries.push_back({"lock", page.say("home.lock"_text), Icon::Lock, true, false, KeyPress{Key::L, true}});
        const auto chosen = menu_bar(page, "menu", "home.menu"_text, entries);
        if (chosen == "bundles") intents.push_back(intent::ShowBundles{});
        if (chosen == "results") intents.push_back(intent::ShowResults{});
        if (chosen == "copies") intents.push_back(intent::ShowCopies{});
        if (chosen == "travel") intents.push_back(intent::ShowTravel{});
        if (chosen == "theme") intents.push_back(intent::NextTheme{});
        if (chosen == "lock") intents.push_back(intent::Lock{});
    };
    layout.body = [&] {
        if (!recovery_code.empty()) draw_recovery_code(page, view.code, recovery_code, folder, intents);
        draw_media_line(page, media, intents);
        if (view.brought_back) {
            draw_brought_back(page, *view.brought_back);
            gap(page);
        }
        if (!view.is_enrolled) {
            draw_enrolment(page, view, folder, intents);
        }
        if (!view.problem.empty()) {
            banner(page, Tone::Problem, "home.problem"_text,
                   page.catalogue().say("home.problem_what"_text, {{"reason", view.problem}}));
            gap(page);
        }
        draw_counts(page, view.counts);
        gap(page, Gap::Wide);
        if (!view.forms.empty()) heading(page, "home.begin"_text);
        for (const FormCard& form : view.forms) {
            ButtonOptions options;
            options.icon = Icon::Add;
            options.emphasis = Emphasis::Primary;
            options.fills_width = true;
            if (button(page, "begin-" + form.hash, form.title, options))
                intents.push_back(intent::BeginRecord{form.hash});
            gap(page, Gap::Small);
        }
        gap(page, Gap::Wide);
        heading(page, "home.records"_text);
        const auto opened = row_list(page, "records", "home.records"_text, view.rows.size(),
                                     [&](std::size_t i) { return content_of(page, view.rows[i]); });
        if (opened) intents.push_back(intent::OpenRecord{*opened});
    };
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
