#include "shell/shell.h"

#include "shell/glfw_keys.h"
#include "shell/glfw_version.h"
#include "shell/input_queue.h"
#include "shell/renderer.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstring>

namespace mahalla {

namespace {

constexpr int frames_after_event = 3; ///< Layouts settle within them: what is measured in one is used in the next.
constexpr double longest_sleep = 3600;

} // namespace

Result<RendererChoice> renderer_from_name(std::string_view name)
{
    if (name == "auto") return RendererChoice::Auto;
    if (name == "gl") return RendererChoice::Gl;
    if (name == "software") return RendererChoice::Software;
    return failure(ErrorKind::Invalid, "The renderer is one of auto, gl, software.");
}

struct Shell::Parts {
    explicit Parts(ui::Page& its_page) : page(its_page), jobs([this] { wake(); }) {}

    void wake()
    {
        woken.store(true);
        if (window != nullptr) glfwPostEmptyEvent();
    }

    ui::Page& page;
    GLFWwindow* window = nullptr;
    std::unique_ptr<Renderer> renderer;
    InputQueue queue;
    std::atomic<bool> woken = false;
    Jobs jobs;
    float text_size = 1;
    int frames_wanted = frames_after_event;
    std::size_t frames = 0;
    std::function<void()> input;
    std::function<std::optional<double>()> turn;
    std::optional<double> turn_within; ///< What the last turn said.
    std::function<bool()> may_close;
    std::string copied;

    void happened()
    {
        if (input) input();
        frames_wanted = frames_after_event;
    }
    void apply_scale()
    {
        float x = 1, y = 1;
        glfwGetWindowContentScale(window, &x, &y);
        page.set_scale(std::max(x, y) * text_size);
        frames_wanted = frames_after_event;
    }
    Result<void> make_window(const ShellOptions& options, bool gl);
    Result<void> bring_up(const ShellOptions& options);
    void listen();
    void share_clipboard();
    void frame(const std::function<void(ui::Page&)>& draw, const std::function<void()>& after);
    void sleep();
    bool has_work() const { return frames_wanted > 0 || !queue.empty() || page.wants_another_frame(); }

    static Parts& of(GLFWwindow* window) { return *static_cast<Parts*>(glfwGetWindowUserPointer(window)); }
};

Result<void> Shell::Parts::make_window(const ShellOptions& options, bool gl)
{
    glfwDefaultWindowHints();
    if (gl) {
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
    } else {
        glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
    }
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
    if (window == nullptr) {
        return failure(ErrorKind::Unavailable, "The window does not open; start with --renderer software.");
    }
    auto made = gl ? make_gl_renderer(window) : make_software_renderer(window);
    if (!made) {
        glfwDestroyWindow(window);
        window = nullptr;
        return tl::unexpected(made.error());
    }
    renderer = std::move(*made);
    return {};
}

Result<void> Shell::Parts::bring_up(const ShellOptions& options)
{
    if (options.renderer != RendererChoice::Auto) return make_window(options, options.renderer == RendererChoice::Gl);
    if (make_window(options, true)) {
        if (!gl_is_drawn_by_the_processor()) return {};
        renderer.reset();
        glfwDestroyWindow(window);
        window = nullptr;
        if (make_window(options, false)) return {};
        return make_window(options, true);
    }
    return make_window(options, false);
}

void Shell::Parts::listen()
{
    glfwSetWindowUserPointer(window, this);
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        Parts& parts = of(w);
        int width = 1, height = 1, pixels_across = 1, pixels_down = 1;
        glfwGetWindowSize(w, &width, &height);
        glfwGetFramebufferSize(w, &pixels_across, &pixels_down);
        parts.queue.mouse_moved(static_cast<float>(x * pixels_across / std::max(1, width)),
                                static_cast<float>(y * pixels_down / std::max(1, height)));
        parts.happened();
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
        of(w).queue.mouse_button(button, action == GLFW_PRESS);
        of(w).happened();
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
        of(w).queue.wheel(static_cast<float>(x), static_cast<float>(y));
        of(w).happened();
    });
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
        Parts& parts = of(w);
        if (key == GLFW_KEY_LEFT_SHIFT || key == GLFW_KEY_RIGHT_SHIFT) parts.queue.shift_held(action != GLFW_RELEASE);
        if (action == GLFW_RELEASE) return;
        if (const auto press = key_press_of(key, scancode, modifiers)) parts.queue.key_pressed(*press);
        parts.happened();
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned code_point) {
        of(w).queue.character(static_cast<char32_t>(code_point));
        of(w).happened();
    });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
        if (focused == GLFW_FALSE) of(w).queue.focus_lost();
        of(w).frames_wanted = frames_after_event;
    });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).frames_wanted = frames_after_event; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).frames_wanted = frames_after_event; });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w).apply_scale(); });
}

void Shell::Parts::share_clipboard()
{
    ui::Page::Clipboard clipboard;
    clipboard.read = [this] {
        const char* text = glfwGetClipboardString(window);
        return std::string(text == nullptr ? "" : text);
    };
    clipboard.write = [this](const std::string& text) {
        copied = text;
        glfwSetClipboardString(window, text.c_str());
    };
    page.set_clipboard(std::move(clipboard));
}

void Shell::Parts::frame(const std::function<void(ui::Page&)>& draw, const std::function<void()>& after)
{
    int width = 0, height = 0;
    glfwGetFramebufferSize(window, &width, &height);
    if (width <= 0 || height <= 0) { // made small: nothing to draw, nothing to lose
        frames_wanted = 0;
        queue.take(InputQueue::Characters::Run);
        return;
    }
    frames_wanted = std::max(0, frames_wanted - 1);
    const auto characters = page.takes_text() ? InputQueue::Characters::Run : InputQueue::Characters::One;
    page.begin_frame(queue.take(characters), static_cast<float>(width), static_cast<float>(height), glfwGetTime());
    draw(page);
    page.end_frame();
    renderer->show(page);
    ++frames;
    if (after) after();
}

void Shell::Parts::sleep()
{
    if (has_work()) {
        glfwPollEvents();
        return;
    }
    double seconds = longest_sleep;
    if (const auto due = page.seconds_until_due()) seconds = std::min(seconds, *due);
    const double now = glfwGetTime();
    if (turn_within) seconds = std::min(seconds, *turn_within);
    const bool is_due = page.seconds_until_due().has_value();
    glfwWaitEventsTimeout(std::max(0.001, seconds));
    if (woken.exchange(false)) frames_wanted = frames_after_event;
    if (is_due && glfwGetTime() - now >= seconds - 0.002) frames_wanted = std::max(frames_wanted, 1);
}

Shell::Shell() = default;

Result<std::unique_ptr<Shell>> Shell::open(ui::Page& page, const ShellOptions& options)
{
    if (!start_windowing(options.renderer == RendererChoice::Software)) {
        return failure(ErrorKind::Unavailable, "There is no display to open a window on.");
    }
    std::unique_ptr<Shell> shell(new Shell());
    shell->parts_ = std::make_unique<Parts>(page);
    Parts& parts = *shell->parts_;
    page.draw_data(); // makes the page's ImGui context the current one: the renderer attaches to it
    if (auto up = parts.bring_up(options); !up) return tl::unexpected(up.error());
    parts.text_size = options.text_size;
    parts.listen();
    parts.share_clipboard();
    parts.apply_scale();
    return shell;
}

Shell::~Shell()
{
    if (!parts_) return;
    parts_->jobs.request_stop();
    wipe();
    parts_->page.set_clipboard({});
    parts_->renderer.reset();
    GLFWwindow* window = parts_->window;
    parts_.reset(); // the jobs' thread ends before the window it would wake
    if (window != nullptr) glfwDestroyWindow(window);
    glfwTerminate();
}

void Shell::run(const std::function<void(ui::Page&)>& draw, const std::function<void()>& after)
{
    Parts& parts = *parts_;
    parts.frames_wanted = frames_after_event;
    for (;;) {
        if (glfwWindowShouldClose(parts.window) != 0) {
            if (!parts.may_close || parts.may_close()) return;
            glfwSetWindowShouldClose(parts.window, GLFW_FALSE);
            parts.frames_wanted = frames_after_event;
        }
        if (parts.jobs.deliver()) parts.frames_wanted = frames_after_event;
        if (parts.turn) parts.turn_within = parts.turn();
        if (parts.has_work()) parts.frame(draw, after);
        if (glfwWindowShouldClose(parts.window) == 0) parts.sleep();
    }
}

void Shell::close()
{
    parts_->may_close = nullptr; // the program decided: nobody is asked
    glfwSetWindowShouldClose(parts_->window, GLFW_TRUE);
}

void Shell::on_close_request(std::function<bool()> may_close) { parts_->may_close = std::move(may_close); }

void Shell::on_input(std::function<void()> input) { parts_->input = std::move(input); }

void Shell::each_turn(std::function<std::optional<double>()> turn) { parts_->turn = std::move(turn); }

Jobs& Shell::jobs() { return parts_->jobs; }
void Shell::wake() { parts_->wake(); }

void Shell::set_text_size(float text_size)
{
    parts_->text_size = text_size;
    parts_->apply_scale();
}

std::string_view Shell::renderer_name() const { return parts_->renderer->name(); }
Picture Shell::screenshot() { return parts_->renderer->read_back(parts_->page); }
std::size_t Shell::frames() const { return parts_->frames; }

void Shell::wipe()
{
    Parts& parts = *parts_;
    if (parts.window != nullptr && !parts.copied.empty()) {
        const char* text = glfwGetClipboardString(parts.window);
        if (text != nullptr && parts.copied == text) glfwSetClipboardString(parts.window, "");
        explicit_bzero(parts.copied.data(), parts.copied.size());
        parts.copied.clear();
    }
    parts.queue.wipe();
    parts.page.wipe();
}

} // namespace mahalla
