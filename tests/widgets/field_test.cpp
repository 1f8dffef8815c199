#include "support/ui_harness.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/passphrase_field.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;
using ui::Key;
using ui::KeyPress;

namespace {

/// One field over a button, and every answer that was handed out.
struct FieldPage {
    std::string stored;
    std::vector<std::string> answers;
    ui::TextFieldOptions text_options = {};
    ui::NumberFieldOptions number_options = {};
    bool secret = false;
    enum Kind { Text, Number, Day } kind = Text;

    void draw(ui::Page& page)
    {
        ui::screen(page, {.id = "fields", .title = "Fields", .body = [&] {
                              std::optional<ui::SecretScope> scope;
                              if (secret) scope.emplace(page);
                              std::optional<std::string> answer;
                              if (kind == Text) answer = ui::text_field(page, "name", "Name", stored, text_options);
                              if (kind == Number)
                                  answer = ui::number_field(page, "name", "Name", stored, number_options);
                              if (kind == Day) answer = ui::date_field(page, "name", "Name", stored);
                              if (answer) answers.push_back(stored = *answer);
                              ui::button(page, "go", "Go on");
                          }});
    }
};

struct Scene {
    explicit Scene(const UiHarness::Setup& setup = {}) : ui(setup)
    {
        ui.draw = [this](ui::Page& page) { fields.draw(page); };
    }
    FieldPage fields;
    UiHarness ui;
};

} // namespace

TEST_CASE("what is typed is stored after a pause, on Enter and when the focus leaves; not at each key")
{
    Scene scene;
    scene.ui.click("Name");
    scene.ui.type("Ami");
    CHECK(scene.fields.answers.empty());
    CHECK(scene.ui.page().has_unfinished_fields());
    REQUIRE(scene.ui.page().seconds_until_due().has_value());
    scene.ui.wait(1.1);
    CHECK(scene.fields.answers == std::vector<std::string>{"Ami"});
    scene.ui.type("na");
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "Amina");
    CHECK(scene.ui.focused_label() == "Go on");
    scene.ui.click("Name");
    scene.ui.press(Key::End);
    scene.ui.type("!");
    scene.ui.press(Key::Tab);
    CHECK(scene.fields.stored == "Amina!");
    CHECK(scene.fields.answers.size() == 3);
    CHECK_FALSE(scene.ui.page().has_unfinished_fields());
}

TEST_CASE("a shortcut finds what was typed already handed out")
{
    Scene scene;
    std::vector<std::string> order;
    scene.ui.draw = [&](ui::Page& page) {
        scene.fields.draw(page);
        if (!scene.fields.answers.empty() && order.empty()) order.push_back("answer");
        if (page.pressed(KeyPress{.key = Key::S, .control = true})) order.push_back("save");
    };
    scene.ui.click("Name");
    scene.ui.type("Amina");
    scene.ui.press(KeyPress{.key = Key::S, .control = true});
    CHECK(order == std::vector<std::string>{"answer", "save"});
}

TEST_CASE("answers are stored in NFC")
{
    Scene scene;
    scene.ui.click("Name");
    scene.ui.type("Re\u0301my");
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "R\u00E9my");
}

TEST_CASE("a stored answer that changes under still hands is shown; Escape goes back to it")
{
    Scene scene;
    scene.ui.click("Name");
    scene.fields.stored = "from the form";
    CHECK(scene.ui.node("Name").value == "from the form");
    scene.ui.type("x");
    CHECK(scene.ui.node("Name").value == "from the formx");
    scene.ui.press(Key::Escape);
    CHECK(scene.ui.node("Name").value == "from the form");
    CHECK(scene.fields.answers.empty());
}

TEST_CASE("copy, cut and paste go through the machine's clipboard, but not from a secret")
{
    Scene scene;
    scene.fields.stored = "نعم yes";
    scene.ui.click("Name");
    scene.ui.press(KeyPress{.key = Key::A, .control = true});
    scene.ui.press(KeyPress{.key = Key::X, .control = true});
    CHECK(scene.ui.clipboard == "نعم yes");
    CHECK(scene.ui.node("Name").value.empty());
    scene.ui.press(KeyPress{.key = Key::V, .control = true});
    scene.ui.press(KeyPress{.key = Key::V, .control = true});
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "نعم yesنعم yes");

    Scene hidden;
    hidden.fields.secret = true;
    hidden.fields.stored = "hidden";
    hidden.ui.click("Name");
    hidden.ui.press(KeyPress{.key = Key::A, .control = true});
    hidden.ui.press(KeyPress{.key = Key::C, .control = true});
    CHECK(hidden.ui.clipboard.empty());
    CHECK(hidden.ui.node("Name").value.empty());
    CHECK(hidden.ui.node("Name").secret);
}

TEST_CASE("what is typed as a secret is not kept by the text cache")
{
    Scene scene;
    scene.fields.secret = true;
    scene.ui.click("Name");
    text_engine().wipe();
    scene.ui.settle();
    const std::size_t before = text_engine().counts().cached;
    scene.ui.type("forty winters");
    CHECK(text_engine().counts().cached == before);
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "forty winters");
}

TEST_CASE("Enter makes a new line in a field of many lines, Control and Enter goes on")
{
    Scene scene;
    scene.fields.text_options.lines = 3;
    scene.ui.click("Name");
    scene.ui.type("one\ntwo");
    scene.ui.press(Key::Up);
    scene.ui.press(Key::Home);
    scene.ui.type("0 ");
    scene.ui.press(KeyPress{.key = Key::Enter, .control = true});
    CHECK(scene.fields.stored == "0 one\ntwo");
    CHECK(scene.ui.focused_label() == "Go on");
}

TEST_CASE("a click puts the caret where it falls, in both directions")
{
    Scene scene({.language = "ar"});
    scene.fields.stored = "باب";
    const ui::Rect rect = scene.ui.node("Name").rect;
    scene.ui.click_at(rect.right - 14, rect.centre_y());
    scene.ui.type("ن");
    CHECK(scene.ui.node("Name").value == "نباب");
    scene.ui.press(Key::Enter);
    scene.ui.click_at(rect.left + 30, rect.centre_y());
    scene.ui.type("z");
    CHECK(scene.ui.node("Name").value == "نبابz");
}

TEST_CASE("numbers are typed in any digits, shown in the language's, stored in one form")
{
    Scene scene({.language = "ar"});
    scene.fields.kind = FieldPage::Number;
    scene.fields.number_options.decimals = true;
    scene.ui.click("Name");
    scene.ui.type("١٢٫٥");
    scene.ui.press(Key::Tab);
    CHECK(scene.fields.stored == "12.5");
    scene.ui.click("Name");
    scene.ui.press(KeyPress{.key = Key::A, .control = true});
    scene.ui.type("34");
    scene.ui.press(Key::Tab);
    CHECK(scene.fields.stored == "34");
    CHECK(scene.ui.node("Name").value == "٣٤");
}

TEST_CASE("what is no number stays to be seen with the reason, and is not stored")
{
    Scene scene;
    scene.fields.kind = FieldPage::Number;
    scene.ui.click("Name");
    scene.ui.type("12a");
    CHECK(scene.ui.node("Name").problem.empty()); // nobody is scolded while typing
    scene.ui.press(Key::Tab);
    CHECK(scene.fields.answers.empty());
    CHECK_FALSE(scene.ui.node("Name").problem.empty());
    CHECK(scene.ui.node("Name").value == "12a");
    CHECK(scene.ui.page().has_unfinished_fields());
    scene.ui.click("Name");
    scene.ui.press(Key::Backspace);
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "12");
    CHECK(scene.ui.node("Name").problem.empty());
    CHECK_FALSE(scene.ui.page().has_unfinished_fields());
}

TEST_CASE("a person who stops to think in the middle of a number finds it as it was")
{
    Scene scene;
    scene.fields.kind = FieldPage::Number;
    scene.fields.number_options.decimals = true;
    scene.ui.click("Name");
    scene.ui.type("1.");
    scene.ui.wait(2);
    CHECK(scene.fields.stored == "1");
    CHECK(scene.ui.node("Name").value == "1.");
    scene.ui.type("5");
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "1.5");
}

TEST_CASE("letters that are stored in another form stay under the caret as they were typed")
{
    Scene scene;
    scene.ui.click("Name");
    scene.ui.type("Re\u0301my");
    scene.ui.press(Key::Left);
    scene.ui.wait(2);
    CHECK(scene.fields.stored == "R\u00E9my");
    scene.ui.type("x");
    scene.ui.press(Key::Enter);
    CHECK(scene.fields.stored == "R\u00E9mxy");
}

TEST_CASE("a whole number takes no decimals")
{
    Scene scene;
    scene.fields.kind = FieldPage::Number;
    scene.ui.click("Name");
    scene.ui.type("1.5");
    scene.ui.press(Key::Tab);
    CHECK(scene.fields.answers.empty());
    CHECK(scene.ui.node("Name").problem.find("whole") != std::string::npos);
}

TEST_CASE("a date is typed as numbers, moves on by itself and is told in words")
{
    Scene scene;
    scene.fields.kind = FieldPage::Day;
    scene.ui.click("Name: Day");
    scene.ui.type("21");
    CHECK(scene.ui.focused_label() == "Name: Month");
    scene.ui.type("11");
    CHECK(scene.fields.answers.empty());
    scene.ui.type("1985");
    CHECK(scene.fields.stored == "1985-11-21");
    CHECK(scene.ui.has("Thursday, 21 November 1985"));
}

TEST_CASE("a day that does not exist is not stored")
{
    Scene scene;
    scene.fields.kind = FieldPage::Day;
    scene.ui.click("Name: Day");
    scene.ui.type("31");
    scene.ui.type("02");
    scene.ui.type("2020");
    CHECK(scene.fields.answers.empty());
    CHECK_FALSE(scene.ui.node("Name: Year").problem.empty());
    CHECK(scene.ui.page().has_unfinished_fields());
}

TEST_CASE("a passphrase is in the secret memory only")
{
    UiHarness ui;
    ui::SecretText secret;
    bool entered = false;
    ui.draw = [&](ui::Page& page) {
        ui::screen(page, {.id = "unlock", .title = "Unlock", .body = [&] {
                              entered = ui::passphrase_field(page, "passphrase", "Passphrase", secret) || entered;
                          }});
    };
    ui.click("Passphrase");
    text_engine().wipe();
    ui.settle();
    const std::size_t cached = text_engine().counts().cached;
    ui.type("correct horse é");
    CHECK(std::string(secret.bytes().data(), secret.bytes().size()) == "correct horse é");
    CHECK(text_engine().counts().cached == cached);
    CHECK(ui.text().find("correct") == std::string::npos);
    ui.press(Key::Backspace);
    CHECK(secret.length() == 14);
    ui.press(KeyPress{.key = Key::C, .control = true});
    CHECK(ui.clipboard.empty());
    ui.press(Key::Enter);
    CHECK(entered);
    secret.clear();
    CHECK(secret.empty());
}

TEST_CASE("a passphrase that would not fit is cut, never written beyond its memory")
{
    ui::SecretText secret;
    for (int i = 0; i < 2000; ++i) secret.append(U'م');
    CHECK(secret.bytes().size() == ui::SecretText::bytes_max);
    for (int i = 0; i < 2000; ++i) secret.remove_last();
    CHECK(secret.empty());
}

TEST_CASE("wiping the page forgets what was half typed")
{
    Scene scene;
    scene.ui.click("Name");
    scene.ui.type("half typed");
    scene.ui.page().wipe();
    CHECK(scene.ui.node("Name").value.empty());
    CHECK(scene.ui.focused_label().empty());
}
