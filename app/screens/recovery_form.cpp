#include "screens/recovery_form.h"

#include "text/number_form.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

void draw_recovery_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, DeskIntents& intents)
{
    text(page, "recovery.what"_text);
    gap(page);
    const std::string look_at =
        view.mistyped_word == 0
            ? page.say("recovery.mistyped"_text)
            : page.catalogue().say(
                  "recovery.mistyped_word"_text,
                  {{"number", shown_number(static_cast<long long>(view.mistyped_word), page.language())}});
    FieldOptions sheet;
    sheet.hint = "recovery.words_hint"_text;
    if (view.sheet_refused) sheet.problem = "recovery.refused"_text;
    if (view.sheet_mistyped) sheet.problem = look_at;
    static_cast<void>(passphrase_field(page, "sheet", "recovery.words"_text, secrets.sheet, sheet));
    FieldOptions next;
    next.hint = "unlock.new_hint"_text;
    static_cast<void>(passphrase_field(page, "new", "recovery.new"_text, secrets.passphrase, next));
    FieldOptions again;
    if (view.passphrases_differ) again.problem = "unlock.differ"_text;
    const bool entered = passphrase_field(page, "again", "unlock.again"_text, secrets.again, again);
    gap(page);
    ButtonOptions options;
    options.icon = Icon::Lock;
    options.fills_width = true;
    options.enabled = !view.working && !secrets.sheet.empty() && !secrets.passphrase.empty();
    const bool pressed = primary_button(page, "recover", "recovery.open"_text, options);
    if ((pressed || entered) && options.enabled) intents.push_back(intent::Recover{});
    gap(page, Gap::Small);
    ButtonOptions back;
    back.icon = Icon::Back;
    if (button(page, "remembered", "recovery.back"_text, back)) intents.push_back(intent::ForgotPassphrase{false});
}

} // namespace mahalla::ui
