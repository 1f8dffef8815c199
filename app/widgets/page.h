#pragma once
#include "text/text_catalogue.h"
#include "text/text_engine.h"
#include "widgets/input.h"
#include "widgets/label.h"
#include "widgets/registry.h"
#include "widgets/theme.h"

#include <functional>
#include <memory>
#include <optional>

struct ImDrawData;

namespace mahalla::ui {

struct PageParts;

/// What the widgets are drawn on: one window's frame, its registry, its focus, its language, scale and theme.
///
/// A frame is `begin_frame`, widgets, `end_frame`. Widgets are functions `button(page, id, label)`; those with an
/// answer take what is stored and return what the person changed it to, or nothing: nothing is stored here but
/// half-typed text, scroll positions and what is open. Texts and values handed in are copied where they must outlive
/// the call.
///
/// Keyboard: Tab and Shift+Tab walk what was drawn, in drawing order; a list or group is one stop, arrows move within
/// it, digits choose, Space ticks, Enter goes to the next stop (or presses a button). Nothing needs the mouse.
///
/// Right-to-left follows the language: widgets are laid out from a logical start and mirrored in one function.
/// One thread. One page at a time.
class Page {
public:
    /// `engine` and the catalogue outlive the page.
    Page(TextEngine& engine, std::shared_ptr<const TextCatalogue> catalogue);
    ~Page();
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    // Settings, changed between frames.
    void set_catalogue(std::shared_ptr<const TextCatalogue> catalogue);
    const TextCatalogue& catalogue() const;
    const Language& language() const { return catalogue().language(); }
    bool right_to_left() const { return language().direction == Direction::RightToLeft; }
    /// Content scale of the display times the person's text size, 1 to 2.5.
    void set_scale(float scale);
    void set_theme(Theme theme);
    Theme theme() const;
    const Palette& palette() const;
    const Metrics& metrics() const;
    /// Where copied text goes and comes from; without it, copying stays inside the program.
    struct Clipboard {
        std::function<std::string()> read;
        std::function<void(const std::string&)> write;
    };
    void set_clipboard(Clipboard clipboard);
    /// Tests and pictures: the caret does not blink.
    void set_still(bool still);

    // Frames: the shell's and the harness's side.
    void begin_frame(const FrameInput& input, float width, float height, double seconds);
    void end_frame();
    /// What the last frame drew, for a renderer; nullptr before the first.
    const ImDrawData* draw_data() const;
    /// Seconds until the page would look different without any input (caret, a pause that stores an answer).
    std::optional<double> seconds_until_due() const;
    /// True where characters go into a text: a run of them is one frame's. Elsewhere each is a frame of its own.
    bool takes_text() const;
    /// True where the drawing just changed something a frame more must show.
    bool wants_another_frame() const;

    // The drawing's side.
    /// The letters of the page, for a drawing that it is to show.
    TextEngine& letters();
    const Registry& registry() const;
    std::string say(Label label) const;
    /// True once in the frame the key went down, where no field takes it as text. `KeyPress{Key::S, true}` is Ctrl+S.
    bool pressed(KeyPress key);
    /// Gives the focus to what is drawn under this path, at once or when it is drawn next.
    void focus(std::string_view path);
    void focus_next();
    /// The path of what has the focus; empty for none.
    std::string_view focused_path() const;
    /// Leaves a text half typed or refused ("12a" in a number field); screens ask before they go on.
    bool has_unfinished_fields() const;

    /// At lock: forgets half-typed text, undo, what is copied, focus and scroll; overwrites the registry and the text
    /// cache.
    void wipe();

    PageParts& parts() { return *parts_; }

private:
    std::unique_ptr<PageParts> parts_;
};

/// Prefixes the ids of what is drawn while it lives: `IdScope household(page, record_id);`.
class IdScope {
public:
    IdScope(Page& page, Id id);
    ~IdScope();
    IdScope(const IdScope&) = delete;
    IdScope& operator=(const IdScope&) = delete;

private:
    Page& page_;
    std::size_t length_before_;
};

/// While it lives, everything drawn is secret: its values reach neither registry, cache, undo nor clipboard.
class SecretScope {
public:
    explicit SecretScope(Page& page);
    ~SecretScope();
    SecretScope(const SecretScope&) = delete;
    SecretScope& operator=(const SecretScope&) = delete;

private:
    Page& page_;
};

} // namespace mahalla::ui
