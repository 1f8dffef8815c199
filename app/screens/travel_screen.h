#pragma once
#include "view_model/intent.h"
#include "view_model/travel_view.h"
#include "widgets/passphrase_field.h"

namespace mahalla::ui {

/// Travel mode in an open vault: turned on and off; a supervisor lets travellers in.
DeskIntents draw_travel_screen(Page& page, const TravelView& view, SecretText& passphrase, std::string& folder);

/// What the locked screen of a vault that travels has below its passphrase field.
void draw_travelling(Page& page, const TravellingView& view, bool can_try, std::string& folder, DeskIntents& intents);

} // namespace mahalla::ui
