#include "screens/new_vault_form.h"

#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

namespace {

bool draw_words(Page& page, const UnlockView& view, UnlockSecrets& secrets, const std::string& words,
                DeskIntents& intents)
{
    {
        const SecretScope secret(page);
        banner(page, Tone::Warning, "words.what"_text, words);
    }
    gap(page, Gap::Small);
    {
        Flow flow(page);
        ButtonOptions other;
        other.icon = Icon::Undo;
        if (button(page, "other-words", "words.other"_text, other)) intents.push_back(intent::OtherWords{});
        ButtonOptions own;
        own.icon = Icon::Edit;
        if (button(page, "own-words", "words.own"_text, own)) intents.push_back(intent::OwnWords{true});
    }
    gap(page);
    FieldOptions field;
    field.hint = "words.type_hint"_text;
    if (view.passphrases_differ) field.problem = "words.differ"_text;
    return passphrase_field(page, "passphrase", "words.type"_text, secrets.passphrase, field);
}

bool draw_own(Page& page, const UnlockView& view, UnlockSecrets& secrets, DeskIntents& intents)
{
    FieldOptions field;
    field.hint = "unlock.new_hint"_text;
    static_cast<void>(passphrase_field(page, "passphrase", "unlock.passphrase"_text, secrets.passphrase, field));
    FieldOptions again;
    if (view.passphrases_differ) again.problem = "unlock.differ"_text;
    const bool entered = passphrase_field(page, "again", "unlock.again"_text, secrets.again, again);
    gap(page, Gap::Small);
    ButtonOptions drawn;
    drawn.icon = Icon::Back;
    if (button(page, "drawn-words", "words.drawn"_text, drawn)) intents.push_back(intent::OwnWords{false});
    return entered;
}

} // namespace

void draw_new_vault_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, const std::string& words,
                         DeskIntents& intents)
{
    const bool entered =
        view.own_words ? draw_own(page, view, secrets, intents) : draw_words(page, view, secrets, words, intents);
    gap(page);
    ButtonOptions options;
    options.icon = Icon::Lock;
    options.enabled = !view.working && !secrets.passphrase.empty();
    options.fills_width = true;
    const bool pressed = primary_button(page, "open", "unlock.create"_text, options);
    if ((pressed || entered) && options.enabled) intents.push_back(intent::CreateVault{});
}

} // namespace mahalla::ui
