#pragma once
#include "view_model/intent.h"
#include "view_model/points_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// Earlier states of the interview: marked, and gone back to, which is undone in the same way. `name` is what is typed
/// for the next mark.
DeskIntents draw_points_screen(Page& page, const PointsView& view, std::string& name);

} // namespace mahalla::ui
