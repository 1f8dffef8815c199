#pragma once
#include "screens/unlock_screen.h"

namespace mahalla::ui {

/// A vault brought back from a stick, where none is here or the one that is here is damaged.
void draw_restore_form(Page& page, const UnlockView& view, UnlockSecrets& secrets, std::string& folder,
                       DeskIntents& intents);

} // namespace mahalla::ui
