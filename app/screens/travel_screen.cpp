#include "screens/travel_screen.h"

#include "screens/file_choice.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/module_square.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

TextKey text_of(ErrorKind problem)
{
    switch (problem) {
    case ErrorKind::Refused:
        return "unlock.wrong"_text;
    case ErrorKind::NotFound:
    case ErrorKind::Unavailable:
        return "travel.unavailable"_text;
    case ErrorKind::Corrupt:
    case ErrorKind::Invalid:
        return "travel.not_possible"_text;
    }
    return "travel.unavailable"_text;
}

void draw_own(Page& page, const TravelView& view, SecretText& passphrase, DeskIntents& intents)
{
    heading(page, view.is_travelling ? "travel.on_title"_text : "travel.off_title"_text);
    if (view.turned) {
        banner(page, Tone::Good, view.is_travelling ? "travel.turned_on"_text : "travel.turned_off"_text);
        gap(page, Gap::Small);
    }
    text(page, view.is_travelling ? "travel.on_what"_text : "travel.off_what"_text);
    gap(page);
    const Card card(page);
    if (view.working) banner(page, Tone::Information, "unlock.working"_text);
    if (view.problem) {
        banner(page, Tone::Problem, text_of(*view.problem));
        gap(page, Gap::Small);
    }
    FieldOptions field;
    field.hint = "travel.passphrase_hint"_text;
    const bool entered = passphrase_field(page, "passphrase", "unlock.passphrase"_text, passphrase, field);
    gap(page);
    ButtonOptions options;
    options.icon = Icon::Lock;
    options.enabled = !view.working && !passphrase.empty();
    const bool pressed =
        button(page, "turn", view.is_travelling ? "travel.turn_off"_text : "travel.turn_on"_text, options);
    if ((pressed || entered) && options.enabled) intents.push_back(intent::TurnTravel{!view.is_travelling});
}

void draw_answering(Page& page, const TravelView& view, std::string& folder, DeskIntents& intents)
{
    heading(page, "travel.answer_title"_text);
    text(page, "travel.answer_what"_text, TextLook::Muted);
    gap(page, Gap::Small);
    if (!view.written.empty()) {
        banner(page, Tone::Good, "travel.answer_written"_text, view.written);
        gap(page, Gap::Small);
    }
    if (view.answer_problem) {
        banner(page, Tone::Problem,
               *view.answer_problem == ErrorKind::Unavailable ? "travel.answer_not_written"_text
               : *view.answer_problem == ErrorKind::Refused   ? "travel.not_for_you"_text
                                                              : "travel.no_challenge"_text);
        gap(page, Gap::Small);
    }
    if (!view.asking) return draw_file_choice(page, FilePurpose::Challenge, view.challenges, folder, intents);
    const Card card(page, Tone::Warning);
    fact(page, "travel.who"_text, view.asking->who);
    fact(page, "travel.device"_text, view.asking->device);
    text(page, "travel.compare"_text);
    text(page, view.asking->digits, TextLook::Big);
    text(page, "travel.hear"_text, TextLook::Strong);
    gap(page);
    Flow flow(page);
    ButtonOptions yes;
    yes.icon = Icon::Done;
    if (button(page, "answer", "travel.answer"_text, yes)) intents.push_back(intent::AnswerChallenge{});
    ButtonOptions no;
    no.icon = Icon::Close;
    if (button(page, "drop", "travel.drop"_text, no)) intents.push_back(intent::DropChallenge{});
}

} // namespace

DeskIntents draw_travel_screen(Page& page, const TravelView& view, SecretText& passphrase, std::string& folder)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "travel";
    layout.title = "travel.title"_text;
    layout.bar = [&] {
        ButtonOptions options;
        options.icon = Icon::Back;
        options.emphasis = Emphasis::Quiet;
        if (button(page, "home", "travel.home"_text, options)) intents.push_back(intent::ShowHome{});
    };
    layout.body = [&] {
        if (view.can_answer) {
            draw_answering(page, view, folder, intents);
            gap(page, Gap::Wide);
        }
        if (view.can_travel)
            draw_own(page, view, passphrase, intents);
        else
            text(page, "travel.no_project"_text);
    };
    screen(page, layout);
    return intents;
}

void draw_travelling(Page& page, const TravellingView& view, bool can_try, std::string& folder, DeskIntents& intents)
{
    ButtonOptions ask;
    ask.icon = Icon::Send;
    ask.fills_width = true;
    ask.enabled = can_try;
    if (button(page, "ask", view.digits.empty() ? "travelling.ask"_text : "travelling.ask_again"_text, ask))
        intents.push_back(intent::AskToBeLetIn{});
    if (!view.digits.empty()) {
        gap(page);
        text(page, "travelling.read_aloud"_text);
        text(page, view.digits, TextLook::Big);
        gap(page, Gap::Small);
        module_square(page, "travelling.code"_text, view.code_side, view.code);
        gap(page, Gap::Small);
        if (view.was_written) banner(page, Tone::Good, "travelling.written"_text);
        if (view.not_written) banner(page, Tone::Problem, "travelling.not_written"_text);
        ButtonOptions write;
        write.icon = Icon::Save;
        if (button(page, "write", "travelling.write"_text, write)) intents.push_back(intent::WriteChallenge{folder});
    }
    gap(page, Gap::Wide);
    heading(page, "travelling.answer_title"_text, HeadingLevel::Group);
    text(page, "travelling.answer_what"_text, TextLook::Muted);
    draw_file_choice(page, FilePurpose::Answer, view.answers, folder, intents);
    gap(page);
    ButtonOptions open;
    open.icon = Icon::Lock;
    open.fills_width = true;
    open.enabled = can_try && !view.answers.chosen.empty();
    if (primary_button(page, "open-with-answer", "travelling.open"_text, open))
        intents.push_back(intent::OpenWithAnswer{});
    text(page, "travelling.open_needs"_text, TextLook::Small);
}

} // namespace mahalla::ui
