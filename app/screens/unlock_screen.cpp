#include "screens/unlock_screen.h"

#include "screens/new_vault_form.h"
#include "screens/recovery_form.h"
#include "screens/restore_form.h"
#include "screens/travel_screen.h"
#include "widgets/button.h"
#include "widgets/choices.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

TextKey text_of(ErrorKind problem)
{
    switch (problem) {
    case ErrorKind::Refused:
        return "unlock.wrong"_text;
    case ErrorKind::Unavailable:
        return "unlock.unavailable"_text;
    case ErrorKind::Corrupt:
        return "unlock.corrupt"_text;
    case ErrorKind::NotFound:
        return "unlock.not_found"_text;
    case ErrorKind::Invalid:
        return "unlock.invalid"_text;
    }
    return "unlock.unavailable"_text;
}

void draw_from_stick(Page& page, const UnlockView& view, DeskIntents& intents)
{
    ButtonOptions stick;
    stick.icon = Icon::Save;
    stick.enabled = !view.working;
    if (button(page, "from-stick", "restore.title"_text, stick)) intents.push_back(intent::FromStick{true});
}

void draw_bring_back(Page& page, const UnlockView& view, const UnlockSecrets& secrets, DeskIntents& intents)
{
    gap(page, Gap::Wide);
    heading(page, "unlock.bring_back_title"_text, HeadingLevel::Group);
    text(page, "unlock.bring_back_what"_text);
    gap(page, Gap::Small);
    if (view.no_copy) {
        banner(page, Tone::Problem, "unlock.no_copy"_text, "unlock.no_copy_what"_text);
        gap(page, Gap::Small);
    }
    ButtonOptions options;
    options.icon = Icon::Undo;
    options.fills_width = true;
    options.enabled = !view.working && !secrets.passphrase.empty();
    options.explanation = "unlock.bring_back_needs"_text;
    if (button(page, "bring-back", "unlock.bring_back"_text, options)) intents.push_back(intent::BringBackSnapshot{});
    text(page, "unlock.bring_back_needs"_text, TextLook::Small);
    gap(page, Gap::Small);
    draw_from_stick(page, view, intents);
}

void draw_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, const std::string& words,
               std::string& folder, DeskIntents& intents)
{
    if (view.is_travelling) {
        FieldOptions field;
        field.hint = "travelling.what"_text;
        const bool entered = passphrase_field(page, "passphrase", "unlock.passphrase"_text, secrets.passphrase, field);
        const bool can_try = !view.working && !secrets.passphrase.empty();
        gap(page);
        if (entered && can_try) {
            if (view.travelling.answers.chosen.empty())
                intents.push_back(intent::AskToBeLetIn{});
            else
                intents.push_back(intent::OpenWithAnswer{});
        }
        return draw_travelling(page, view.travelling, can_try, folder, intents);
    }
    if (view.restoring.is_chosen) return draw_restore_form(page, view, secrets, folder, intents);
    if (!view.vault_exists) {
        draw_new_vault_form(page, view, secrets, words, intents);
        gap(page, Gap::Small);
        return draw_from_stick(page, view, intents);
    }
    if (view.recovering) return draw_recovery_form(page, view, secrets, intents);
    FieldOptions field;
    field.hint = "unlock.hint"_text;
    const bool entered = passphrase_field(page, "passphrase", "unlock.passphrase"_text, secrets.passphrase, field);
    gap(page);
    ButtonOptions options;
    options.icon = Icon::Lock;
    options.enabled = !view.working && !secrets.passphrase.empty();
    options.fills_width = true;
    const bool pressed = primary_button(page, "open", "unlock.open"_text, options);
    if ((pressed || entered) && options.enabled) intents.push_back(intent::Unlock{});
    gap(page, Gap::Small);
    ButtonOptions forgotten;
    forgotten.icon = Icon::Help;
    forgotten.enabled = !view.working;
    if (button(page, "forgotten", "unlock.forgotten"_text, forgotten))
        intents.push_back(intent::ForgotPassphrase{true});
}

} // namespace

DeskIntents draw_unlock_screen(Page& page, const UnlockView& view, UnlockSecrets& secrets, const std::string& words,
                               std::string& folder)
{
    DeskIntents intents;
    ScreenLayout layout;
    layout.id = "unlock";
    layout.title = "app.name"_text;
    layout.bar = [&] {
        std::vector<MenuEntry> languages;
        for (const LanguageChoice& language : view.languages)
            languages.push_back({language.code, language.name, Icon::None, true, language.code == view.language, {}});
        if (const auto chosen = menu_bar(page, "languages", "unlock.languages"_text, languages))
            intents.push_back(intent::ChooseLanguage{*chosen});
    };
    layout.body = [&] {
        heading(page,
                view.restoring.is_chosen ? "restore.title"_text
                : view.recovering        ? "recovery.title"_text
                : view.is_travelling     ? "travelling.title"_text
                : view.vault_exists      ? "unlock.title"_text
                                         : "unlock.new_title"_text,
                HeadingLevel::Page);
        text(page, "unlock.promise"_text, TextLook::Muted);
        gap(page);
        const Card card(page);
        if (view.problem && !view.working) {
            banner(page, Tone::Problem,
                   view.answer_refused           ? "travelling.refused"_text
                   : view.restoring.is_no_backup ? "restore.no_backup"_text
                                                 : text_of(*view.problem));
            gap(page, Gap::Small);
        }
        if (view.working) banner(page, Tone::Information, "unlock.working"_text);
        draw_form(page, view, secrets, words, folder, intents);
        if (view.can_bring_back && !view.restoring.is_chosen) draw_bring_back(page, view, secrets, intents);
    };
    // Nobody has to point at the one thing there is to do here.
    if (page.focused_path().empty()) page.focus(view.recovering ? "unlock/sheet" : "unlock/passphrase");
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
