#include "shell/glfw_keys.h"

#include <GLFW/glfw3.h>

#include <utility>

namespace mahalla {

namespace {

using ui::Key;

constexpr std::pair<int, Key> plain_keys[] = {
    {GLFW_KEY_TAB, Key::Tab},        {GLFW_KEY_ENTER, Key::Enter},
    {GLFW_KEY_KP_ENTER, Key::Enter}, {GLFW_KEY_ESCAPE, Key::Escape},
    {GLFW_KEY_LEFT, Key::Left},      {GLFW_KEY_RIGHT, Key::Right},
    {GLFW_KEY_UP, Key::Up},          {GLFW_KEY_DOWN, Key::Down},
    {GLFW_KEY_HOME, Key::Home},      {GLFW_KEY_END, Key::End},
    {GLFW_KEY_PAGE_UP, Key::PageUp}, {GLFW_KEY_PAGE_DOWN, Key::PageDown},
    {GLFW_KEY_DELETE, Key::Delete},  {GLFW_KEY_BACKSPACE, Key::Backspace},
    {GLFW_KEY_F1, Key::F1},          {GLFW_KEY_F2, Key::F2},
    {GLFW_KEY_F3, Key::F3},          {GLFW_KEY_F4, Key::F4},
    {GLFW_KEY_F5, Key::F5},          {GLFW_KEY_F6, Key::F6},
    {GLFW_KEY_F7, Key::F7},          {GLFW_KEY_F8, Key::F8},
    {GLFW_KEY_F9, Key::F9},          {GLFW_KEY_F10, Key::F10},
    {GLFW_KEY_F11, Key::F11},        {GLFW_KEY_F12, Key::F12},
};

constexpr std::pair<char, Key> letters[] = {
    {'a', Key::A}, {'c', Key::C}, {'f', Key::F}, {'l', Key::L}, {'n', Key::N}, {'o', Key::O},
    {'p', Key::P}, {'s', Key::S}, {'v', Key::V}, {'x', Key::X}, {'y', Key::Y}, {'z', Key::Z},
};

/// The Latin letter a key stands for, 0 for none.
char letter_of(int key, int scancode)
{
    const char* name = glfwGetKeyName(key, scancode);
    if (name != nullptr && name[0] != '\0' && name[1] == '\0') {
        if (name[0] >= 'a' && name[0] <= 'z') return name[0];
        if (name[0] >= 'A' && name[0] <= 'Z') return static_cast<char>(name[0] - 'A' + 'a');
    }
    return key >= GLFW_KEY_A && key <= GLFW_KEY_Z ? static_cast<char>('a' + key - GLFW_KEY_A) : '\0';
}

} // namespace

std::optional<ui::KeyPress> key_press_of(int key, int scancode, int modifiers)
{
    ui::KeyPress press;
    press.control = (modifiers & GLFW_MOD_CONTROL) != 0;
    press.shift = (modifiers & GLFW_MOD_SHIFT) != 0;
    press.alt = (modifiers & GLFW_MOD_ALT) != 0;
    for (const auto& [theirs, ours] : plain_keys) {
        if (theirs != key) continue;
        press.key = ours;
        return press;
    }
    if (!press.control && !press.alt) return std::nullopt;
    const char letter = letter_of(key, scancode);
    for (const auto& [theirs, ours] : letters) {
        if (theirs != letter) continue;
        press.key = ours;
        return press;
    }
    return std::nullopt;
}

} // namespace mahalla
