#pragma once
#include "drawing/drawing.h"
#include "widgets/page.h"

#include <memory>

namespace mahalla::ui {

/// How many millimetres of a drawing there is room for where the next widget goes, with letters of 8 points as large as
/// small text. Whoever makes a drawing for the page makes it so wide, and everything on it grows with the text size.
float drawing_room(Page& page);

/// Shows a drawing in the theme's colours, smaller where it is wider than the room. Its letters are the list's, of the
/// next smaller whole number of pixels, so a line may be a little narrower than on paper and never wider.
///
/// Who does not see it is told its title and, a text each, the lines of its description. It is no stop of the Tab key:
/// there is nothing to do in it, and the page scrolls.
void picture(Page& page, Id id, const std::shared_ptr<const Drawing>& drawing);

} // namespace mahalla::ui
