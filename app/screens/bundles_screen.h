#pragma once
#include "view_model/bundles_view.h"
#include "view_model/intent.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// Bundles of a folder or a stick: looked at first, merged at the person's word; and one's own written for carrying.
DeskIntents draw_bundles_screen(Page& page, const BundlesView& view, std::string& folder);

} // namespace mahalla::ui
