#include "shell/renderer.h"
#include "widgets/glyph_atlas.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>

namespace mahalla {

namespace {

class GlRenderer : public Renderer {
public:
    explicit GlRenderer(GLFWwindow* window) : window_(window) {}
    ~GlRenderer() override { ImGui_ImplOpenGL3_Shutdown(); }

    std::string_view name() const override { return "gl"; }

    void show(ui::Page& page) override
    {
        draw(page);
        glfwSwapBuffers(window_);
    }

    Picture read_back(ui::Page& page) override
    {
        draw(page);
        Picture picture;
        glfwGetFramebufferSize(window_, &picture.width, &picture.height);
        picture.pixels.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, picture.pixels.data());
        for (int row = 0; row < picture.height / 2; ++row) { // OpenGL counts rows from below
            const auto upper = picture.pixels.begin() + static_cast<std::ptrdiff_t>(row) * picture.width;
            const auto lower =
                picture.pixels.begin() + static_cast<std::ptrdiff_t>(picture.height - 1 - row) * picture.width;
            std::swap_ranges(upper, upper + picture.width, lower);
        }
        for (std::uint32_t& pixel : picture.pixels) pixel |= 0xFF000000u;
        return picture;
    }

private:
    void draw(ui::Page& page)
    {
        ImDrawData* data = const_cast<ImDrawData*>(page.draw_data()); // the back end's signature is not const
        upload(page);
        int width = 0, height = 0;
        glfwGetFramebufferSize(window_, &width, &height);
        glViewport(0, 0, width, height);
        const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(page.palette().ground);
        glClearColor(ground.x, ground.y, ground.z, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        if (data != nullptr) ImGui_ImplOpenGL3_RenderDrawData(data);
    }

    static void upload(ui::Page& page)
    {
        const ui::TextureChange change = ui::take_texture_change(page);
        if (change.width == 0) return;
        ImFontAtlas* fonts = ImGui::GetIO().Fonts;
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(fonts->TexID)));
        glPixelStorei(GL_UNPACK_ROW_LENGTH, width);
        glTexSubImage2D(GL_TEXTURE_2D, 0, change.x, change.y, change.width, change.height, GL_RGBA, GL_UNSIGNED_BYTE,
                        pixels + 4 * (static_cast<std::ptrdiff_t>(change.y) * width + change.x));
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    }

    GLFWwindow* window_;
};

} // namespace

Result<std::unique_ptr<Renderer>> make_gl_renderer(GLFWwindow* window)
{
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);
    if (!ImGui_ImplOpenGL3_Init("#version 130")) {
        return failure(ErrorKind::Unavailable, "OpenGL 3 does not come up here; start with --renderer software.");
    }
    ImGui_ImplOpenGL3_NewFrame(); // makes the font texture: frames record its name
    return std::unique_ptr<Renderer>(std::make_unique<GlRenderer>(window));
}

bool gl_is_drawn_by_the_processor()
{
    const auto* text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view name = text == nullptr ? "" : text;
    for (const std::string_view mark : {"llvmpipe", "softpipe", "swrast", "SwiftShader", "Software Rasterizer"}) {
        if (name.find(mark) != std::string_view::npos) return true;
    }
    return name.empty();
}

} // namespace mahalla
