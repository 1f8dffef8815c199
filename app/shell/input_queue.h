#pragma once
#include "widgets/input.h"

#include <deque>
#include <variant>

namespace mahalla {

/// What the window reports, until a frame takes it.
///
/// A frame takes at most one transition of a mouse button, and nothing that came after it, so that a press and a
/// release within one frame are two frames: clicks of touch pads, and the keys a bar-code scanner sends in bursts, all
/// arrive. Keys carry the modifiers they were pressed with. One thread.
class InputQueue {
public:
    void mouse_moved(float x, float y);
    /// 0 left, 1 right, 2 middle; others are dropped.
    void mouse_button(int button, bool down);
    void wheel(float x, float y);
    void key_pressed(ui::KeyPress press);
    void character(char32_t code_point);
    /// The window lost the focus: what was held counts as let go.
    void focus_lost();
    void shift_held(bool held);

    bool empty() const { return events_.empty(); }
    /// Whether a frame takes all characters that come in a row, as a text does, or one: digits that choose count
    /// singly.
    enum class Characters { Run, One };
    /// The next frame's share; call again, a frame each, until `empty()`.
    ui::FrameInput take(Characters characters);
    /// Overwrites and forgets what waits, at lock.
    void wipe();

private:
    struct Move {
        float x, y;
    };
    struct Button {
        int button;
        bool down;
    };
    struct Wheel {
        float x, y;
    };
    struct Character {
        char32_t code_point;
    };
    struct FocusLost {};
    struct Shift {
        bool held;
    };
    using Event = std::variant<Move, Button, Wheel, ui::KeyPress, Character, FocusLost, Shift>;

    std::deque<Event> events_;
    ui::FrameInput state_; ///< Position and buttons as the last frame saw them.
};

} // namespace mahalla
