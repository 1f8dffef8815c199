#pragma once
#include "view_model/intent.h"
#include "view_model/results_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// A protected table: chosen, looked at as a table or a picture, saved, published; sheets for neighbourhoods.
DeskIntents draw_results_screen(Page& page, const ResultsView& view, std::string& folder);

} // namespace mahalla::ui
