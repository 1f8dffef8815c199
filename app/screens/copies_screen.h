#pragma once
#include "view_model/copies_view.h"
#include "view_model/intent.h"
#include "view_model/media_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// What would be left where the disk or the laptop broke: copies on this laptop, backups on sticks.
DeskIntents draw_copies_screen(Page& page, const CopiesView& view, const MediaView& media);

} // namespace mahalla::ui
