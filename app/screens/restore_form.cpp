#include "screens/restore_form.h"

#include "screens/file_choice.h"
#include "widgets/button.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

namespace mahalla::ui {

void draw_restore_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, std::string& folder,
                       DeskIntents& intents)
{
    text(page, view.vault_exists ? "restore.what_damaged"_text : "restore.what"_text);
    gap(page);
    draw_file_choice(page, FilePurpose::Backup, view.restoring.backups, folder, intents);
    gap(page);
    FieldOptions field;
    field.hint = "restore.passphrase_hint"_text;
    const bool entered = passphrase_field(page, "passphrase", "unlock.passphrase"_text, secrets.passphrase, field);
    gap(page);
    ButtonOptions options;
    options.icon = Icon::Undo;
    options.fills_width = true;
    options.enabled = !view.working && !secrets.passphrase.empty() && !view.restoring.backups.chosen.empty();
    const bool pressed = primary_button(page, "restore", "restore.bring_back"_text, options);
    if ((pressed || entered) && options.enabled) intents.push_back(intent::RestoreBackup{});
    text(page, "restore.needs"_text, TextLook::Small);
    gap(page, Gap::Small);
    ButtonOptions back;
    back.icon = Icon::Back;
    back.enabled = !view.working;
    if (button(page, "no-stick", "restore.leave"_text, back)) intents.push_back(intent::FromStick{false});
}

} // namespace mahalla::ui
