#include "screens/unlock_screen.h"

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
}

void draw_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, DeskIntents& intents)
{
    FieldOptions field;
    field.hint = view.vault_exists ? "unlock.hint"_text : "unlock.new_hint"_text;
    bool entered = passphrase_field(page, "passphrase", "unlock.passphrase"_text, secrets.passphrase, field);
    if (!view.vault_exists) {
        FieldOptions again;
        if (view.passphrases_differ) again.problem = "unlock.differ"_text;
        entered = passphrase_field(page, "again", "unlock.again"_text, secrets.again, again);
    }
    gap(page);
    ButtonOptions options;
    options.icon = Icon::Lock;
    options.enabled = !view.working && !secrets.passphrase.empty();
    options.fills_width = true;
    const bool pressed =
        primary_button(page, "open", view.vault_exists ? "unlock.open"_text : "unlock.create"_text, options);
    if ((pressed || entered) && options.enabled) {
        if (view.vault_exists) {
            intents.push_back(intent::Unlock{});
        } else {
            intents.push_back(intent::CreateVault{});
        }
    }
}

} // namespace

DeskIntents draw_unlock_screen(Page& page, const UnlockView& view, UnlockSecrets& secrets)
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
        heading(page, view.vault_exists ? "unlock.title"_text : "unlock.new_title"_text, HeadingLevel::Page);
        text(page, "unlock.promise"_text, TextLook::Muted);
        gap(page);
        const Card card(page);
        if (view.problem && !view.working) {
            banner(page, Tone::Problem, text_of(*view.problem));
            gap(page, Gap::Small);
        }
        if (view.working) banner(page, Tone::Information, "unlock.working"_text);
        draw_form(page, view, secrets, intents);
        if (view.can_bring_back) draw_bring_back(page, view, secrets, intents);
    };
    // Nobody has to point at the one thing there is to do here.
    if (page.focused_path().empty()) page.focus("unlock/passphrase");
    screen(page, layout);
    return intents;
}

} // namespace mahalla::ui
