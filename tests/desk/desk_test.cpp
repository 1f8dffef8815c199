#include "crypto/scan_text.h"
#include "desk/desk_story.h"
#include "qr_code/qr_reader.h"
#include "widgets/choices.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a vault made at the desk shows its recovery code once, and takes part in the project after the reply")
{
    DeskStory story;
    story.click_path("unlock/own-words");
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(DeskStory::passphrase);
    story.ui.page().focus("unlock/again");
    story.ui.type("something else\n");
    CHECK(story.desk().screen() == Desk::Screen::Unlock);
    story.ui.page().focus("unlock/again");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    REQUIRE(story.desk().screen() == Desk::Screen::Home);
    CHECK(story.ui.text().find("Recovery code") != std::string::npos);
    CHECK(story.ui.audit().empty());
    story.ui.save_picture("home_new");
    // A camera before the screen reads the request that the desk wrote into a file.
    const auto scanned = read_qr_code(to_png(story.ui.picture()));
    REQUIRE(scanned);
    const auto request = request_of_scan_text(as_text(*scanned));
    REQUIRE(request);
    const auto parsed = EnrolmentRequest::parse(*request);
    REQUIRE(parsed);
    CHECK(story.ui.text().find(parsed->fingerprint()) != std::string::npos);
    story.enrol_what_the_desk_made();
    story.unlock();
    CHECK(story.ui.text().find("Recovery code") == std::string::npos);
    CHECK(story.ui.has("Household assessment"));
}

TEST_CASE("a camera reads the request in either direction of writing and at any size")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            CAPTURE(language);
            CAPTURE(scale);
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            DeskStory story(setup);
            story.click_path("unlock/own-words");
            for (const char* field : {"unlock/passphrase", "unlock/again"}) {
                story.ui.page().focus(field);
                story.ui.type(DeskStory::passphrase);
            }
            story.ui.type("\n");
            REQUIRE(story.desk().screen() == Desk::Screen::Home);
            CHECK(story.ui.audit().empty());
            story.ui.save_picture(std::string("home_new_") + language + (scale > 1 ? "_200" : "_100"));
            // A person scrolls until all of it is there.
            auto scanned = read_qr_code(to_png(story.ui.picture()));
            for (int turns = 0; !scanned && turns < 100; ++turns) {
                story.ui.queue().mouse_moved(600, 500);
                story.ui.queue().wheel(0, -1);
                story.settle();
                scanned = read_qr_code(to_png(story.ui.picture()));
            }
            REQUIRE(scanned);
            CHECK(request_of_scan_text(as_text(*scanned)));
        }
}

TEST_CASE("a wrong passphrase opens nothing and says that nothing is lost")
{
    DeskStory story;
    story.enrol();
    story.settle();
    story.ui.page().focus("unlock/passphrase");
    story.ui.type("not this one\n");
    CHECK(story.desk().vault() == nullptr);
    CHECK(story.ui.text().find("This is not the passphrase") != std::string::npos);
}

TEST_CASE("every answer given at the desk is there after a kill")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    story.begin("Household assessment");
    story.ui.click("Yes", ui::Role::Radio);
    story.settle();
    REQUIRE(story.desk().interview() != nullptr);
    const RecordId record = story.desk().interview()->record();
    CHECK(story.desk().interview()->session().value("/data/consent_block/consent") == "yes");
    story.restart();
    story.unlock();
    REQUIRE(story.desk().vault() != nullptr);
    const auto draft = story.desk().vault()->draft(record);
    REQUIRE(draft);
    bool found = false;
    for (const auto& [path, answer] : draft->answers)
        found = found || (path.text().ends_with("/consent") && answer.value == "yes");
    CHECK(found);
}

TEST_CASE("locking leaves nothing of the interview on the page")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    story.begin("Household assessment");
    story.desk().lock();
    story.settle();
    CHECK(story.desk().vault() == nullptr);
    CHECK(story.desk().interview() == nullptr);
    CHECK_FALSE(story.ui.has("Household assessment"));
    CHECK(story.ui.has("Passphrase"));
}

TEST_CASE("where the choices are numbers, a typed digit is that number and not a place in the list")
{
    UiHarness ui;
    std::string answer;
    const std::vector<ui::Choice> days = {{"0", "0"}, {"1", "1"}, {"2", "2"}, {"3", "3"}};
    ui.draw = [&](ui::Page& page) {
        if (const auto chosen = ui::radio_list(page, "days", "Days", days, answer)) answer = *chosen;
    };
    ui.tab_to("Days");
    ui.type("2");
    CHECK(answer == "2");
    ui.type("0");
    CHECK(answer == "0");
    ui.type("7");
    CHECK(answer == "0");
}
