#pragma once
#include "base/result.h"
#include "shell/jobs.h"
#include "shell/picture.h"
#include "widgets/page.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace mahalla {

/// Auto: OpenGL 3, and software where that does not come up or is itself drawn by the processor.
enum class RendererChoice { Auto, Gl, Software };
/// "auto", "gl", "software"; fails with `Invalid` for another word.
Result<RendererChoice> renderer_from_name(std::string_view name);

struct ShellOptions {
    RendererChoice renderer = RendererChoice::Auto;
    /// Neutral: window lists and screenshots show it. Never a project, a person or a place.
    std::string title = "Mahalla";
    int width = 1280, height = 760;
    float text_size = 1; ///< The person's, 1 to 2.5, times the display's content scale.
};

/// The window: input, frames, sleep, clipboard, jobs.
///
/// Frames are drawn when something happened, three each time and then until the input is read, and when the page says
/// that it is due (a caret, a pause). Between them the process sleeps: an idle window costs no processor. One window a
/// process; main thread only, but for `wake`.
class Shell {
public:
    /// Opens the window. Fails with `Unavailable` where there is no display or the renderer asked for does not come up.
    static Result<std::unique_ptr<Shell>> open(ui::Page& page, const ShellOptions& options);
    ~Shell();
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;

    /// Draws until `close` or the person closes the window. `draw` is called within a frame; `after` once the frame is
    /// shown: there intents are applied.
    void run(const std::function<void(ui::Page&)>& draw, const std::function<void()>& after = {});
    void close();
    /// Where the person wants to close the window: false keeps it open. Without it, it closes.
    void on_close_request(std::function<bool()> may_close);
    /// Called whenever something was typed or moved in the window.
    void on_input(std::function<void()> input);
    /// Called at each turn of `run`, before a frame is drawn; gives how many seconds the window may sleep at most until
    /// it is called again, or nothing: as long as it likes.
    void each_turn(std::function<std::optional<double>()> turn);

    Jobs& jobs();
    /// A frame soon, from any thread.
    void wake();
    void set_text_size(float text_size);
    /// "gl" or "software": what came up.
    std::string_view renderer_name() const;
    /// What the window shows.
    Picture screenshot();
    /// Frames drawn since the window opened.
    std::size_t frames() const;

    /// At lock: clears the clipboard where what it holds came from here, waiting input, and the page.
    void wipe();

private:
    Shell();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mahalla
