#pragma once
#include "view_model/intent.h"
#include "view_model/unlock_view.h"
#include "widgets/passphrase_field.h"

namespace mahalla::ui {

/// What is typed stays in locked memory and is handed to nobody but who opens the vault.
struct UnlockSecrets {
    SecretText passphrase;
    SecretText again; ///< While making a vault.
    SecretText sheet; ///< The words of a recovery sheet.
};

/// `words`, where they are not empty, were drawn for a new vault; shown as a secret.
DeskIntents draw_unlock_screen(Page& page, const UnlockView& view, UnlockSecrets& secrets, const std::string& words,
                               std::string& folder);

} // namespace mahalla::ui
