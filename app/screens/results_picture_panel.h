#pragma once
#include "view_model/intent.h"
#include "view_model/results_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// As what the table can be shown, to be chosen.
void draw_kinds(Page& page, const ResultsView& view, DeskIntents& intents);

/// The picture of the table as wide as there is room, and how to save it; why there is none.
void draw_result_picture(Page& page, const ResultsView& view, std::string& folder, DeskIntents& intents);

/// What became of a file.
void draw_written(Page& page, const WrittenFile& file);

} // namespace mahalla::ui
