#include "support/ui_harness.h"
#include "widgets/sample_page.h"

#include "base/text.h"
#include "widgets/layout.h"
#include "widgets/text_widgets.h"

#include <doctest/doctest.h>

#include <set>

using namespace mahalla;
using namespace mahalla::test;
using ui::Key;
using ui::KeyPress;

namespace {

struct Scene {
    explicit Scene(const UiHarness::Setup& setup = {}) : ui(setup)
    {
        ui.draw = [this](ui::Page& page) { sample.draw_interview(page); };
    }
    void show_overview()
    {
        ui.draw = [this](ui::Page& page) { sample.draw_overview(page); };
    }
    SamplePage sample;
    UiHarness ui;
};

} // namespace

TEST_CASE("pages come to rest and name every target, in both directions, in every size and theme")
{
    for (const std::string language : {"en", "ar"}) {
        for (const float scale : {1.0f, 2.0f, 2.5f}) {
            for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark, ui::Theme::Daylight}) {
                CAPTURE(language);
                CAPTURE(scale);
                Scene scene({.language = language, .scale = scale, .theme = theme});
                const std::string name = language + "_" + std::to_string(static_cast<int>(scale * 100)) + "_" +
                                         std::to_string(static_cast<int>(theme));
                for (const std::string& finding : scene.ui.audit()) FAIL_CHECK(finding);
                scene.ui.save_picture("interview_" + name);
                scene.show_overview();
                for (const std::string& finding : scene.ui.audit()) FAIL_CHECK(finding);
                scene.ui.save_picture("overview_" + name);
            }
        }
    }
}

TEST_CASE("the audit finds what has no name, what is too small and what is there twice")
{
    ui::Registry registry;
    registry.add({.id = 1, .role = ui::Role::Button, .rect = {0, 0, 100, 44}});
    registry.add({.id = 2, .role = ui::Role::Button, .label = "small", .rect = {0, 0, 20, 20}});
    registry.add({.id = 3, .role = ui::Role::Button, .label = "twice", .rect = {0, 0, 100, 44}});
    registry.add({.id = 3, .role = ui::Role::Button, .label = "twice", .rect = {0, 0, 100, 44}});
    CHECK(registry.audit(44).size() == 3);
}

TEST_CASE("an interview is filled in by keyboard alone")
{
    Scene scene;
    UiHarness& ui = scene.ui;
    ui.tab_to("I agree to take part");
    ui.type(" ");
    CHECK(scene.sample.consent);
    ui.press(Key::Enter);
    CHECK(ui.focused_label() == "Respondent's name");
    ui.type("Amina\n");
    CHECK(ui.focused_label() == "Age");
    ui.type("34\n");
    ui.type("21");
    ui.type("11");
    ui.type("1991\n");
    CHECK(ui.focused_label() == "How safe do you feel in your neighbourhood at night?");
    ui.type("3");
    CHECK(scene.sample.safety == "unsafe");
    ui.press(Key::Up);
    ui.type(" \n");
    CHECK(scene.sample.safety == "rather");
    CHECK(ui.focused_label() == "Where does your water come from?");
    ui.save_picture("keyboard_en");
    ui.type("13");
    ui.press(Key::Enter);
    CHECK(scene.sample.sources == std::vector<std::string>{"tap", "truck"});
    CHECK(ui.focused_label() == "Area");
    ui.type("mohsen");
    ui.press(Key::Enter);
    CHECK(scene.sample.area == "jm");
    CHECK(ui.focused_label() == "Area");
    ui.press(Key::Enter);
    CHECK(ui.focused_label() == "Remarks");
    ui.type("all well");
    ui.press(KeyPress{.key = Key::Enter, .control = true});
    CHECK(scene.sample.remarks == "all well");
    ui.tab_to("Next");
    ui.press(Key::Enter);
    CHECK(scene.sample.forward == 1);
    CHECK(scene.sample.name == "Amina");
    CHECK(scene.sample.age == "34");
    CHECK(scene.sample.born == "1991-11-21");
}

TEST_CASE("Tab comes to every stop and back, and what has the focus is in sight")
{
    for (const std::string language : {"en", "ar"}) {
        Scene scene({.language = language});
        scene.ui.settle();
        std::vector<std::string> stops;
        for (const ui::Node& node : scene.ui.page().registry().nodes()) {
            if (node.focusable && node.enabled) stops.push_back(node.path);
        }
        REQUIRE(stops.size() > 10);
        for (const std::string& stop : stops) {
            scene.ui.press(Key::Tab);
            const ui::Node* focused = scene.ui.page().registry().focused();
            REQUIRE(focused != nullptr);
            CHECK(focused->path == stop);
            CHECK(focused->visible);
        }
        scene.ui.press(KeyPress{.key = Key::Tab, .shift = true});
        CHECK(scene.ui.page().focused_path() == stops[stops.size() - 2]);
    }
}

TEST_CASE("an Arabic page begins on the right")
{
    Scene english, arabic({.language = "ar"});
    const ui::Rect next = english.ui.node("Next").rect, back = english.ui.node("Back").rect;
    CHECK(back.right < next.left);
    const ui::Rect mirrored_next = arabic.ui.node("التالي").rect, mirrored_back = arabic.ui.node("السابق").rect;
    CHECK(mirrored_back.left > mirrored_next.right);
    CHECK(mirrored_back.right == doctest::Approx(1366 - back.left).epsilon(0.02));
}

TEST_CASE("the mouse does what the keyboard does")
{
    Scene scene;
    scene.ui.click("Very unsafe");
    CHECK(scene.sample.safety == "not");
    scene.ui.click("Well");
    CHECK(scene.sample.sources == std::vector<std::string>{"well"});
    scene.ui.click("Area");
    scene.ui.click("Jabal Mohsen", ui::Role::Option);
    CHECK(scene.sample.area == "jm");
    scene.ui.click("Safety", ui::Role::Section);
    CHECK(scene.sample.section == "safety");
}

TEST_CASE("a list that is open can be left by Escape and by a click beside it, nothing chosen")
{
    Scene scene;
    scene.ui.click("Area");
    CHECK(scene.ui.has("Search"));
    scene.ui.press(Key::Escape);
    CHECK_FALSE(scene.ui.has("Search"));
    CHECK(scene.ui.focused_label() == "Area");
    scene.ui.click("Area");
    scene.ui.click_at(300, 120);
    CHECK_FALSE(scene.ui.has("Search"));
    CHECK(scene.sample.area.empty());
}

TEST_CASE("a search that finds nothing says so")
{
    Scene scene;
    scene.ui.click("Area");
    scene.ui.type("area 1");
    scene.ui.save_picture("combo_en");
    scene.ui.press(KeyPress{.key = Key::A, .control = true});
    scene.ui.type("zzz");
    CHECK(scene.ui.has("Nothing matches. Try fewer letters."));
    scene.ui.press(Key::Enter);
    CHECK(scene.sample.area.empty());
}

TEST_CASE("a dialog takes the focus, keeps Tab to itself and gives the focus back")
{
    Scene scene;
    scene.ui.tab_to("Age");
    scene.sample.asks_to_leave = true;
    scene.ui.settle();
    CHECK(scene.ui.focused_label() == "Stay here");
    scene.ui.save_picture("dialog_en");
    scene.ui.press(Key::Tab);
    CHECK(scene.ui.focused_label() == "Leave");
    scene.ui.press(Key::Tab);
    CHECK(scene.ui.focused_label() == "Stay here");
    scene.ui.press(KeyPress{.key = Key::S, .control = true});
    CHECK(scene.sample.saved == 0); // what lies below does not answer
    scene.ui.press(Key::Escape);
    CHECK_FALSE(scene.sample.asks_to_leave);
    CHECK(scene.ui.focused_label() == "Age");
}

TEST_CASE("shortcuts work wherever the focus is, and letters stay letters in a field")
{
    Scene scene;
    scene.ui.click("Respondent's name");
    scene.ui.type("s");
    scene.ui.press(KeyPress{.key = Key::S, .control = true});
    CHECK(scene.sample.saved == 1);
    CHECK(scene.sample.name == "s");
    scene.ui.press(Key::F1);
    CHECK(scene.sample.menu == "help");
}

TEST_CASE("ten thousand rows cost what those in sight cost")
{
    Scene scene;
    scene.show_overview();
    scene.ui.settle();
    CHECK(scene.sample.rows_asked < 20);
    scene.ui.tab_to("List of households");
    scene.ui.press(Key::End);
    CHECK(scene.ui.has("Household 10000"));
    CHECK(scene.sample.rows_asked < 20);
    scene.ui.press(Key::Enter);
    CHECK(scene.sample.opened_row == "h10000");
    scene.ui.press(Key::Up);
    scene.ui.press(Key::Up);
    scene.ui.press(Key::Enter);
    CHECK(scene.sample.opened_row == "h9998");
}

TEST_CASE("a row of a table is opened by keyboard and by mouse, and tells its problem")
{
    Scene scene;
    scene.show_overview();
    scene.ui.tab_to("Members");
    scene.ui.press(Key::Down);
    scene.ui.press(Key::Enter);
    CHECK(scene.sample.opened_member == "m1");
    CHECK(scene.ui.node("Yusuf", ui::Role::Row).problem == "School is missing");
    scene.ui.click("Amina", ui::Role::Row);
    CHECK(scene.sample.opened_member == "m0");
}

TEST_CASE("choices are put into an order by digits, arrows and buttons")
{
    Scene scene;
    scene.show_overview();
    scene.ui.tab_to("What matters most?");
    scene.ui.press(Key::Down);
    scene.ui.press(Key::Enter);
    CHECK(scene.sample.order == std::vector<std::string>{"water", "school"});
    scene.ui.press(KeyPress{.key = Key::Up, .control = true});
    CHECK(scene.sample.order == std::vector<std::string>{"school", "water"});
    scene.ui.click("Move up: Light in the streets");
    CHECK(scene.sample.order == std::vector<std::string>{"school", "water", "light"});
    scene.ui.type("1");
    CHECK(scene.sample.order == std::vector<std::string>{"light", "school", "water"});
    scene.ui.click("Move down: School");
    CHECK(scene.sample.order == std::vector<std::string>{"light", "water", "school"});
}

TEST_CASE("stones are laid until none is left, never more")
{
    Scene scene;
    scene.show_overview();
    scene.ui.tab_to("Share out twenty stones");
    scene.ui.type("9");
    scene.ui.press(Key::Down);
    scene.ui.type("8");
    scene.ui.press(Key::Down);
    scene.ui.type("7");
    CHECK(scene.sample.piles == std::vector<int>{9, 8, 3});
    CHECK(scene.ui.has("All counters are placed."));
    scene.ui.type("+");
    CHECK(scene.sample.piles == std::vector<int>{9, 8, 3});
    scene.ui.click("One less: Clean water");
    scene.ui.type("+");
    CHECK(scene.sample.piles == std::vector<int>{9, 8, 3});
    CHECK_FALSE(scene.ui.node("One more: School", ui::Role::Button).enabled);
}

TEST_CASE("the same page drawn twice has the same bytes")
{
    const auto draw = [](const char* language) {
        Scene scene({.language = language});
        scene.ui.click(SamplePage::words(scene.ui.page(), "Respondent's name", "اسم المستجيب"));
        scene.ui.type("فاطمة Amina 12");
        scene.ui.press(KeyPress{.key = Key::Left, .control = true, .shift = true});
        scene.ui.save_picture(std::string("typed_") + language);
        return scene.ui.picture();
    };
    CHECK(draw("ar") == draw("ar"));
    CHECK_FALSE(draw("ar") == draw("en"));
}

TEST_CASE("where more glyphs are drawn than the texture holds, the page still comes to rest")
{
    UiHarness ui({.scale = 2.5f});
    std::string many;
    for (char32_t c = 0x1200; c < 0x1380; ++c) append_utf8(many, c);
    for (char32_t c = 0x900; c < 0x980; ++c) append_utf8(many, c);
    ui.draw = [&](ui::Page& page) {
        ui::screen(page, {.id = "glyphs", .title = "Glyphs", .body = [&] { ui::text(page, many); }});
    };
    ui.settle();
    CHECK(ui.has(many));
}
