#include "shell/input_queue.h"

namespace mahalla {

void InputQueue::mouse_moved(float x, float y)
{
    if (!events_.empty() && std::holds_alternative<Move>(events_.back()))
        events_.back() = Move{x, y};
    else
        events_.push_back(Move{x, y});
}

void InputQueue::mouse_button(int button, bool down)
{
    if (button >= 0 && button < 3) events_.push_back(Button{button, down});
}

void InputQueue::wheel(float x, float y) { events_.push_back(Wheel{x, y}); }
void InputQueue::key_pressed(ui::KeyPress press) { events_.push_back(press); }
void InputQueue::character(char32_t code_point) { events_.push_back(Character{code_point}); }
void InputQueue::focus_lost() { events_.push_back(FocusLost{}); }
void InputQueue::shift_held(bool held) { events_.push_back(Shift{held}); }

ui::FrameInput InputQueue::take(Characters characters)
{
    ui::FrameInput input = state_;
    std::u32string typed; // Apart: what is remembered of a frame would keep it.
    bool full = false;
    while (!events_.empty() && !full) {
        const Event& event = events_.front();
        const bool has_typed = input.key.has_value() || !typed.empty();
        if (const auto* move = std::get_if<Move>(&event)) {
            input.mouse_x = move->x;
            input.mouse_y = move->y;
            input.mouse_moved = true;
        } else if (const auto* button = std::get_if<Button>(&event)) {
            if (has_typed) break;
            input.mouse_down[button->button] = button->down;
            full = true;
        } else if (const auto* wheel = std::get_if<Wheel>(&event)) {
            input.wheel_x += wheel->x;
            input.wheel_y += wheel->y;
        } else if (const auto* press = std::get_if<ui::KeyPress>(&event)) {
            if (has_typed) break;
            input.key = *press;
            full = true;
        } else if (const auto* character = std::get_if<Character>(&event)) {
            typed += character->code_point;
            full = characters == Characters::One;
        } else if (const auto* shift = std::get_if<Shift>(&event)) {
            if (has_typed) break;
            input.shift_held = shift->held;
        } else {
            for (bool& down : input.mouse_down) down = false;
            input.shift_held = false;
            full = true;
        }
        events_.pop_front();
    }
    state_ = input;
    state_.key.reset();
    state_.mouse_moved = false;
    state_.wheel_x = state_.wheel_y = 0;
    // What was taken still stands in the blocks that a queue keeps: they go back to the heap, which overwrites them.
    if (events_.empty() && !typed.empty()) std::deque<Event>().swap(events_);
    input.characters = std::move(typed);
    return input;
}

void InputQueue::wipe()
{
    for (Event& event : events_) event = FocusLost{};
    std::deque<Event>().swap(events_);
}

} // namespace mahalla
