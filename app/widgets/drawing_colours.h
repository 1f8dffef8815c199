#pragma once
#include "drawing/drawing_role.h"
#include "widgets/theme.h"

namespace mahalla::ui {

/// How a role of a drawing looks in a theme. As on paper, the steps grow away from the ground evenly, so that who sees
/// no colours keeps their order, and letters on each step (`letters_on`) have a contrast of at least 4.5.
Colour drawing_colour(DrawingRole role, Theme theme);

} // namespace mahalla::ui
