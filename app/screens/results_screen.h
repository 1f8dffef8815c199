#pragma once
#include "view_model/intent.h"
#include "view_model/results_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// A protected table: chosen, looked at, published.
DeskIntents draw_results_screen(Page& page, const ResultsView& view);

} // namespace mahalla::ui
