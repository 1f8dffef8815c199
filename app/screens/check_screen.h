#pragma once
#include "view_model/check_view.h"
#include "view_model/intent.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// The end of the form: what is missing, each a step away; or the record is complete and may be finished.
DeskIntents draw_check_screen(Page& page, const CheckView& view);

} // namespace mahalla::ui
