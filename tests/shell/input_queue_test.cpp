#include "support/ui_harness.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/layout.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;
using Characters = InputQueue::Characters;

TEST_CASE("a button pressed and released within one frame is two frames")
{
    InputQueue queue;
    queue.mouse_moved(5, 6);
    queue.mouse_button(0, true);
    queue.mouse_button(0, false);
    const ui::FrameInput first = queue.take(Characters::Run);
    CHECK(first.mouse_x == 5);
    CHECK(first.mouse_down[0]);
    CHECK_FALSE(queue.empty());
    CHECK_FALSE(queue.take(Characters::Run).mouse_down[0]);
    CHECK(queue.empty());
}

TEST_CASE("keys and characters reach the frames in the order they were typed")
{
    InputQueue queue;
    for (int row = 0; row < 3; ++row) {
        queue.character(U'a');
        queue.character(U'\U0001E900');
        queue.key_pressed(ui::KeyPress{ui::Key::Enter});
    }
    for (int row = 0; row < 3; ++row) {
        CHECK(queue.take(Characters::Run).characters == U"a\U0001E900");
        CHECK(queue.take(Characters::Run).key == ui::KeyPress{ui::Key::Enter});
    }
    CHECK(queue.empty());
}

TEST_CASE("digits that choose come one a frame")
{
    InputQueue queue;
    queue.character(U'1');
    queue.character(U'3');
    CHECK(queue.take(Characters::One).characters == U"1");
    CHECK(queue.take(Characters::One).characters == U"3");
}

TEST_CASE("where the window loses the focus nothing stays held")
{
    InputQueue queue;
    queue.mouse_button(0, true);
    queue.shift_held(true);
    queue.take(Characters::Run);
    queue.focus_lost();
    const ui::FrameInput input = queue.take(Characters::Run);
    CHECK_FALSE(input.mouse_down[0]);
    CHECK_FALSE(input.shift_held);
}

TEST_CASE("a bar-code scanner's burst into three fields loses no key")
{
    UiHarness ui;
    std::vector<std::string> codes(3);
    ui.draw = [&](ui::Page& page) {
        ui::screen(page, {.id = "scan", .title = "Scan", .body = [&] {
                              for (std::size_t i = 0; i < codes.size(); ++i) {
                                  const std::string name = "Code " + std::to_string(i + 1);
                                  if (auto code = ui::text_field(page, name, name, codes[i])) codes[i] = *code;
                              }
                          }});
    };
    ui.click("Code 1");
    // Everything is there before the next frame.
    for (const std::string code : {"4006381333931", "9780201379624", "1234567890128"}) {
        for (const char digit : code) ui.queue().character(static_cast<char32_t>(digit));
        ui.queue().key_pressed(ui::KeyPress{ui::Key::Enter});
    }
    ui.settle();
    CHECK(codes == std::vector<std::string>{"4006381333931", "9780201379624", "1234567890128"});
}

TEST_CASE("twenty clicks within one frame are twenty presses")
{
    UiHarness ui;
    int presses = 0;
    ui.draw = [&](ui::Page& page) {
        ui::screen(page, {.id = "clicks", .title = "Clicks", .body = [&] {
                              if (ui::button(page, "more", "More")) ++presses;
                          }});
    };
    const ui::Rect rect = ui.node("More").rect;
    ui.queue().mouse_moved(rect.centre_x(), rect.centre_y());
    for (int i = 0; i < 20; ++i) {
        ui.queue().mouse_button(0, true);
        ui.queue().mouse_button(0, false);
    }
    ui.settle();
    CHECK(presses == 20);
}
