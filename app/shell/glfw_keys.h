#pragma once
#include "widgets/input.h"

#include <optional>

namespace mahalla {

/// Our key for one of GLFW's, with what is held; nothing for keys that only make characters. Letters are taken with
/// Control or Alt only, by the person's keyboard layout where it has Latin letters, else by their place on the
/// keyboard.
std::optional<ui::KeyPress> key_press_of(int key, int scancode, int modifiers);

} // namespace mahalla
