#pragma once

namespace mahalla::ui {

/// Drawn from lines, so that no font is needed and both directions work: arrows are mirrored, ticks are not.
enum class Icon {
    None,
    Information,
    Done,
    Warning,
    Problem,
    Forward,
    Back,
    Up,
    Down,
    Add,
    Remove,
    Search,
    Close,
    Lock,
    Menu,
    Edit,
    Person,
    House,
    Send,
    Save,
    Calendar,
    Dot,
    Help,
    Undo,
};

} // namespace mahalla::ui
