#pragma once
#include "view_model/home_view.h"
#include "view_model/intent.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// Before a laptop is in a project: its request as digits and QR code, then the reply and the project's digits.
void draw_enrolment(Page& page, const HomeView& view, std::string& folder, DeskIntents& intents);

} // namespace mahalla::ui
