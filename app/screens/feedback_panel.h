#pragma once
#include "view_model/intent.h"
#include "view_model/results_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// A sheet for a neighbourhood: of which area, in which language, and where to.
void draw_feedback_panel(Page& page, const FeedbackChoice& view, std::string& folder, DeskIntents& intents);

} // namespace mahalla::ui
