#pragma once
#include "base/result.h"
#include "shell/picture.h"
#include "widgets/page.h"

#include <memory>
#include <string_view>

struct GLFWwindow;

namespace mahalla {

/// Brings a page's last frame into a window. Two of equal rank: gl_renderer.cpp and window_software_renderer.cpp.
class Renderer {
public:
    virtual ~Renderer() = default;
    virtual std::string_view name() const = 0;
    virtual void show(ui::Page& page) = 0;
    virtual Picture read_back(ui::Page& page) = 0;
};

/// Fails with `Unavailable` where OpenGL 3 does not come up in the window.
Result<std::unique_ptr<Renderer>> make_gl_renderer(GLFWwindow* window);
/// True where what calls itself a graphics card is the processor: our own rasteriser is faster then.
bool gl_is_drawn_by_the_processor();

/// Fails with `Unavailable` where the window's pixels are none we know.
Result<std::unique_ptr<Renderer>> make_software_renderer(GLFWwindow* window);

} // namespace mahalla
