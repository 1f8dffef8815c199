#pragma once
#include "view_model/intent.h"
#include "view_model/interview_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// The interview: sections at the side, the page of one section, the next step always in reach.
DeskIntents draw_interview_screen(Page& page, const InterviewView& view);

} // namespace mahalla::ui
