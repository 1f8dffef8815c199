#include "screens/interview_screen.h"

#include "screens/media_line.h"
#include "screens/question_widget.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/lists.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

SectionState state_of(SectionProgress progress)
{
    switch (progress) {
    case SectionProgress::NotStarted:
        return SectionState::NotStarted;
    case SectionProgress::Started:
        return SectionState::Started;
    case SectionProgress::Done:
        return SectionState::Done;
    case SectionProgress::Problem:
        return SectionState::Problem;
    }
    return SectionState::NotStarted;
}

/// What questions outside every group are called, by where they stand.
std::string title_of(Page& page, const InterviewView& view, std::size_t section)
{
    if (!view.sections[section].title.empty()) return view.sections[section].title;
    if (section == 0) return page.say("interview.opening"_text);
    return page.say(section + 1 == view.sections.size() ? "interview.closing"_text : "interview.untitled"_text);
}

void draw_sections(Page& page, const InterviewView& view, DeskIntents& intents)
{
    progress_bar(page, "interview.progress"_text, view.done);
    gap(page);
    std::vector<Section> sections;
    for (std::size_t i = 0; i < view.sections.size(); ++i) {
        const SectionView& section = view.sections[i];
        sections.push_back({section.id, title_of(page, view, i), state_of(section.progress), section.problems, 0});
    }
    const std::string& current = view.in_row ? view.section_before : view.current;
    if (const auto chosen = section_bar(page, "sections", "interview.sections"_text, sections, current))
        intents.push_back(intent::ShowPage{*chosen});
}

void draw_roster(Page& page, const RosterView& roster, DeskIntents& intents)
{
    heading(page, roster.title, HeadingLevel::Group);
    std::vector<TableColumn> columns;
    for (const std::string& title : roster.columns) columns.push_back({title, 1, false});
    if (!roster.rows.empty()) {
        const auto row = [&](std::size_t i) {
            const RosterRow& one = roster.rows[i];
            return TableRow{one.ref, one.cells, one.problems > 0 ? Tone::Problem : Tone::Neutral,
                            one.problems > 0 ? page.say("table.problem"_text) : ""};
        };
        if (const auto opened = table(page, roster.ref, roster.title, columns, roster.rows.size(), row))
            intents.push_back(intent::ShowPage{*opened});
    } else if (!roster.can_add) {
        text(page, "interview.roster_waits"_text, TextLook::Muted);
    }
    if (roster.can_add) {
        gap(page, Gap::Small);
        ButtonOptions options;
        options.icon = Icon::Add;
        if (button(page, "add-" + roster.ref, "interview.add_row"_text, options))
            intents.push_back(intent::AddRow{roster.ref});
    }
}

void draw_page(Page& page, const InterviewView& view, PairwiseRankings& rankings, DeskIntents& intents)
{
    if (!view.page_title.empty()) heading(page, view.page_title, HeadingLevel::Page);
    for (const PageItem& item : view.items) {
        switch (item.kind) {
        case PageItem::Kind::Question:
            draw_question(page, item.question, rankings, intents);
            break;
        case PageItem::Kind::GroupTitle:
            heading(page, item.title, HeadingLevel::Group);
            break;
        case PageItem::Kind::Roster:
            draw_roster(page, item.roster, intents);
            break;
        }
        gap(page);
    }
}

void draw_actions(Page& page, const InterviewView& view, DeskIntents& intents)
{
    Flow flow(page);
    ButtonOptions back;
    back.icon = Icon::Back;
    back.enabled = !view.section_before.empty();
    if (button(page, "back", view.in_row ? "interview.to_table"_text : "interview.back"_text, back))
        intents.push_back(intent::ShowPage{view.section_before});
    ButtonOptions undo;
    undo.icon = Icon::Undo;
    undo.enabled = view.can_undo;
    undo.emphasis = Emphasis::Quiet;
    undo.shortcut = KeyPress{Key::Z, true};
    if (button(page, "undo", "interview.undo"_text, undo)) intents.push_back(intent::Undo{});
    flow.end();
    ButtonOptions next;
    next.icon = Icon::Forward;
    if (!view.section_after.empty()) {
        if (primary_button(page, "next", view.in_row ? "interview.next_row"_text : "interview.next"_text, next))
            intents.push_back(intent::ShowPage{view.section_after});
    } else if (view.in_row) {
        if (primary_button(page, "next", "interview.to_table"_text, next))
            intents.push_back(intent::ShowPage{view.section_before});
    } else {
        next.icon = Icon::Done;
        if (primary_button(page, "check", "interview.check"_text, next)) intents.push_back(intent::CheckInterview{});
    }
}

} // namespace

DeskIntents draw_interview_screen(Page& page, const InterviewView& view, const MediaView& media,
                                  PairwiseRankings& rankings)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "interview";
    layout.title = view.title;
    layout.subtitle = view.saved ? "interview.saved"_text : "interview.not_saved"_text;
    layout.bar = [&] {
        if (view.languages.size() > 1) {
            std::vector<MenuEntry> languages;
            for (const std::string& language : view.languages)
                languages.push_back({language,
                                     Language::from_code(Language::from_form_name(language).code).own_name,
                                     Icon::None,
                                     true,
                                     language == view.language,
                                     {}});
            if (const auto chosen = menu_bar(page, "languages", "interview.languages"_text, languages))
                intents.push_back(intent::ChooseInterviewLanguage{*chosen});
        }
        ButtonOptions leave;
        leave.icon = Icon::Close;
        leave.emphasis = Emphasis::Quiet;
        leave.explanation = "interview.leave_why"_text;
        if (button(page, "leave", "interview.leave"_text, leave)) intents.push_back(intent::LeaveInterview{});
    };
    layout.side = [&] {
        draw_sections(page, view, intents);
        // Not in the bar: that the answers are saved has to be seen there at any size of text.
        gap(page);
        ButtonOptions points;
        points.icon = Icon::Undo;
        points.explanation = "interview.points_why"_text;
        if (button(page, "points", "interview.points"_text, points)) intents.push_back(intent::ShowPoints{});
        draw_media_words(page, media);
    };
    layout.body = [&] {
        if (!view.saved) {
            banner(page, Tone::Problem, "interview.not_saved"_text, "interview.not_saved_what"_text);
            gap(page);
        }
        // Each page scrolls and focuses on its own: another section begins at its top.
        const IdScope scope(page, view.current);
        draw_page(page, view, rankings, intents);
    };
    layout.actions = [&] { draw_actions(page, view, intents); };
    screen(page, layout);
    if (page.pressed(KeyPress{Key::S, true})) intents.push_back(intent::SaveNow{});
    return intents;
}

} // namespace mahalla::ui
