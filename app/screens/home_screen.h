#pragma once
#include "view_model/home_view.h"
#include "view_model/intent.h"
#include "view_model/media_view.h"
#include "widgets/page.h"

namespace mahalla::ui {

/// Today. `recovery_code`, where it is not empty, is shown once above everything, as a secret.
DeskIntents draw_home_screen(Page& page, const HomeView& view, const MediaView& media, const std::string& recovery_code,
                             std::string& folder);

} // namespace mahalla::ui
