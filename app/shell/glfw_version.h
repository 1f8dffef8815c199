#pragma once

namespace mahalla {

/// What differs between GLFW 3.3 and 3.4: everything that does stands here.

/// Starts GLFW; where the software renderer draws, on X11, which it knows how to draw into. False where there is no
/// display.
bool start_windowing(bool needs_x11);

} // namespace mahalla
