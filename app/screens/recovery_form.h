#pragma once
#include "screens/unlock_screen.h"

namespace mahalla::ui {

/// Nobody remembers the passphrase: the words of the recovery sheet open the vault, and another passphrase is set.
void draw_recovery_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, DeskIntents& intents);

} // namespace mahalla::ui
