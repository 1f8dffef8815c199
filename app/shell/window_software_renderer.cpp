#include "shell/renderer.h"
#include "shell/software_rasteriser.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

// GLFW/glfw3native.h declares these among others that need the headers of XRandR.
extern "C" {
Display* glfwGetX11Display(void);
Window glfwGetX11Window(GLFWwindow* window);
}

namespace mahalla {

namespace {

constexpr unsigned long red_high = 0xFF0000, red_low = 0x0000FF;

class SoftwareRenderer : public Renderer {
public:
    SoftwareRenderer(Display* display, Window window, const XWindowAttributes& attributes)
        : display_(display), window_(window), visual_(attributes.visual),
          depth_(static_cast<unsigned>(attributes.depth)), context_(XCreateGC(display, window, 0, nullptr))
    {}
    ~SoftwareRenderer() override { XFreeGC(display_, context_); }

    std::string_view name() const override { return "software"; }

    void show(ui::Page& page) override
    {
        if (page.draw_data() == nullptr) return;
        const Picture& picture = rasteriser_.render(*page.draw_data(), page.palette().ground);
        shown_ = picture.pixels;
        if (visual_->red_mask == red_high) {
            for (std::uint32_t& pixel : shown_) {
                pixel = (pixel & 0xFF00FF00u) | (pixel & 0xFF) << 16 | (pixel >> 16 & 0xFF);
            }
        }
        XImage* image =
            XCreateImage(display_, visual_, depth_, ZPixmap, 0, reinterpret_cast<char*>(shown_.data()),
                         static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), 32, 0);
        if (image == nullptr) return;
        XPutImage(display_, window_, context_, image, 0, 0, 0, 0, static_cast<unsigned>(picture.width),
                  static_cast<unsigned>(picture.height));
        XFlush(display_);
        image->data = nullptr; // the pixels are ours
        XDestroyImage(image);
    }

    Picture read_back(ui::Page& page) override
    {
        return page.draw_data() == nullptr ? Picture() : rasteriser_.render(*page.draw_data(), page.palette().ground);
    }

private:
    Display* display_;
    Window window_;
    Visual* visual_;
    unsigned depth_;
    GC context_;
    SoftwareRasteriser rasteriser_;
    std::vector<std::uint32_t> shown_; ///< In the window's order of channels.
};

} // namespace

Result<std::unique_ptr<Renderer>> make_software_renderer(GLFWwindow* window)
{
    Display* display = glfwGetX11Display();
    if (display == nullptr) {
        return failure(ErrorKind::Unavailable, "The software renderer needs an X11 display; start with --renderer gl.");
    }
    const Window native = glfwGetX11Window(window);
    XWindowAttributes attributes;
    XGetWindowAttributes(display, native, &attributes);
    const bool known = (attributes.depth == 24 || attributes.depth == 32) &&
                       (attributes.visual->red_mask == red_high || attributes.visual->red_mask == red_low);
    if (!known) {
        return failure(ErrorKind::Unavailable, "The display has no 24-bit colours; start with --renderer gl.");
    }
    return std::unique_ptr<Renderer>(std::make_unique<SoftwareRenderer>(display, native, attributes));
}

} // namespace mahalla
