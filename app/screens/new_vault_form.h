#pragma once
#include "screens/unlock_screen.h"

namespace mahalla::ui {

/// A passphrase for a laptop that has none: six words that were drawn, typed once to show that they are written down,
/// or the person's own, typed twice.
void draw_new_vault_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, const std::string& words,
                         DeskIntents& intents);

} // namespace mahalla::ui
