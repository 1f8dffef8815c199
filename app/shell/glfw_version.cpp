#include "shell/glfw_version.h"

#include <GLFW/glfw3.h>

namespace mahalla {

bool start_windowing([[maybe_unused]] bool needs_x11)
{
#if GLFW_VERSION_MAJOR > 3 || (GLFW_VERSION_MAJOR == 3 && GLFW_VERSION_MINOR >= 4)
    // 3.4 chooses Wayland where it can; 3.3 as distributions build it knows X11 only.
    glfwInitHint(GLFW_PLATFORM, needs_x11 ? GLFW_PLATFORM_X11 : GLFW_ANY_PLATFORM);
#endif
    return glfwInit() == GLFW_TRUE;
}

} // namespace mahalla
