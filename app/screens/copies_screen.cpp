#include "screens/copies_screen.h"

#include "screens/media_line.h"
#include "text/number_form.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

std::string said(Page& page, const CopyAge& age)
{
    const std::string days =
        age.days == 0 ? page.say("copies.today"_text) : page.catalogue().say_counted("copies.days"_text, age.days);
    return page.catalogue().say("copies.age"_text, {{"time", age.time}, {"age", days}});
}

RowContent content_of(Page& page, const SnapshotRow& row, std::size_t place)
{
    RowContent content;
    content.id = "copy-" + std::to_string(place);
    content.opens = false;
    content.icon = row.is_sound ? Icon::Done : Icon::Problem;
    content.tone = row.is_sound ? Tone::Good : Tone::Problem;
    content.badge = page.say(row.is_sound ? "copies.sound"_text : "copies.damaged"_text);
    content.title = row.age.time.empty() ? page.say("copies.no_time"_text) : said(page, row.age);
    if (!row.is_sound) return content;
    const auto number = [&](std::size_t count) { return shown_number(static_cast<long long>(count), page.language()); };
    content.detail =
        page.catalogue().say("copies.holds"_text, {{"drafts", number(row.drafts)}, {"events", number(row.events)}});
    return content;
}

void draw_laptop(Page& page, const CopiesView& view, DeskIntents& intents)
{
    heading(page, "copies.laptop"_text);
    text(page, "copies.laptop_what"_text, TextLook::Muted);
    gap(page, Gap::Small);
    if (view.was_taken) banner(page, Tone::Good, "copies.taken"_text);
    if (view.problem)
        banner(page, Tone::Problem, "copies.not_taken"_text,
               *view.problem == ErrorKind::Corrupt ? "copies.not_taken_damaged"_text : "copies.not_taken_full"_text);
    ButtonOptions take;
    take.icon = Icon::Save;
    take.enabled = !view.checking && !view.taking;
    if (button(page, "take", "copies.take"_text, take)) intents.push_back(intent::TakeSnapshot{});
    gap(page, Gap::Small);
    if (view.taking) banner(page, Tone::Information, "copies.taking"_text);
    if (view.checking) banner(page, Tone::Information, "copies.checking"_text);
    if (view.snapshots.empty()) {
        if (!view.checking) text(page, "copies.none"_text);
        return;
    }
    (void)row_list(page, "snapshots", "copies.laptop"_text, view.snapshots.size(),
                   [&](std::size_t i) { return content_of(page, view.snapshots[i], i); });
}

void draw_sticks(Page& page, const CopiesView& view, const MediaView& media, DeskIntents& intents)
{
    heading(page, "copies.sticks"_text);
    text(page, "copies.sticks_what"_text, TextLook::Muted);
    gap(page, Gap::Small);
    draw_media_line(page, media, intents);
    fact(page, "copies.last_backup"_text,
         view.newest_backup ? said(page, *view.newest_backup) : page.say("copies.no_backup"_text),
         view.newest_backup ? Tone::Neutral : Tone::Warning);
    if (view.newest_backup)
        fact(page, "copies.media"_text, shown_number(static_cast<long long>(view.media), page.language()));
    if (view.outdated > 0)
        banner(page, Tone::Warning,
               page.catalogue().say_counted("copies.outdated"_text, static_cast<long long>(view.outdated)),
               "copies.outdated_what"_text);
}

} // namespace

DeskIntents draw_copies_screen(Page& page, const CopiesView& view, const MediaView& media)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "copies";
    layout.title = "copies.title"_text;
    layout.bar = [&] {
        ButtonOptions options;
        options.icon = Icon::Back;
        options.emphasis = Emphasis::Quiet;
        if (button(page, "home", "copies.home"_text, options)) intents.push_back(intent::ShowHome{});
    };
    layout.body = [&] {
        draw_sticks(page, view, media, intents);
        gap(page, Gap::Wide);
        draw_laptop(page, view, intents);
    };
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
