#pragma once
#include <optional>
#include <string>

namespace mahalla::ui {

/// The keys the widgets know. Space, digits and letters arrive as characters, as the keyboard layout makes them; the
/// letters here are pressed together with Control or Alt.
enum class Key {
    Tab,
    Enter,
    Escape,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Delete,
    Backspace,
    A,
    C,
    F,
    L,
    N,
    O,
    P,
    S,
    V,
    X,
    Y,
    Z,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
};

/// A key going down (or repeating), with what was held at that moment.
struct KeyPress {
    Key key = Key::Enter;
    bool control = false;
    bool shift = false;
    bool alt = false;

    bool operator==(const KeyPress&) const = default;
};

/// What a frame is told: one key or a run of characters, at most one transition a button; what else happened waits for
/// the next frame, so that nothing overtakes and nothing is lost.
struct FrameInput {
    std::optional<KeyPress> key;
    std::u32string characters; ///< Every plane of Unicode.
    float mouse_x = -1, mouse_y = -1;
    bool mouse_moved = false;
    bool mouse_down[3] = {false, false, false}; ///< Left, right, middle.
    bool shift_held = false;
    float wheel_x = 0, wheel_y = 0;
};

} // namespace mahalla::ui
