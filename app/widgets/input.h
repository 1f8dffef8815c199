#pragma once
#include <string>
#include <vector>

namespace mahalla::ui {

/// The keys the widgets know; everything else arrives as characters, as the keyboard layout makes them.
enum class Key {
    Tab,
    Enter,
    Escape,
    Space,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
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
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
};

/// A key going down (or repeating), with what was held at that moment.
struct KeyPress {
    Key key = Key::Enter;
    bool control = false;
    bool shift = false;
    bool alt = false;

    bool operator==(const KeyPress&) const = default;
};

/// What happened since the last frame; at most one transition a button, so that no click is lost.
struct FrameInput {
    std::vector<KeyPress> keys; ///< In the order they were pressed.
    std::u32string characters;  ///< Every plane of Unicode.
    float mouse_x = -1, mouse_y = -1;
    bool mouse_moved = false;
    bool mouse_down[3] = {false, false, false}; ///< Left, right, middle.
    bool shift_held = false;
    float wheel_x = 0, wheel_y = 0;
};

} // namespace mahalla::ui
