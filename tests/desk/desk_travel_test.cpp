#include "crypto/scan_text.h"
#include "desk/desk_words.h"
#include "qr_code/qr_reader.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<std::filesystem::path> files_on(DeskStory& story, const std::string& ending)
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(story.disk().files_of("stick")))
        if (entry.path().extension() == ending) found.push_back(entry.path());
    return found;
}

} // namespace

TEST_CASE("over a border and back by keyboard: travel mode on, a challenge on a stick, the answer, off again")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            DeskStory story(setup);
            story.enrol_under_supervisor();
            story.unlock();
            story.click_path("home/menu/travel");
            REQUIRE(story.desk().screen() == Desk::Screen::Travel);
            check_page(story, "travel_off_" + name);
            type_into(story, "travel/passphrase", "not this one\n");
            CHECK(story.ui.has(say(story, "travel.turn_on"_text)));
            type_into(story, "travel/passphrase", std::string(DeskStory::passphrase) + "\n");
            CHECK(story.ui.has(say(story, "travel.turn_off"_text)));
            check_page(story, "travel_on_" + name);
            story.ui.press(ui::KeyPress{ui::Key::L, true});

            // On the way the passphrase opens nothing.
            story.settle();
            CHECK(story.ui.has(say(story, "travelling.title"_text)));
            check_page(story, "travelling_" + name);
            type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
            REQUIRE(story.desk().vault() == nullptr);
            CHECK(story.ui.has(say(story, "travelling.code"_text)));
            story.disk().put_in("stick");
            press(story, "travelling.write"_text);
            CHECK(story.ui.text().find(say(story, "travelling.written"_text)) != std::string::npos);
            check_page(story, "travelling_asked_" + name);
            const auto challenges = files_on(story, ".challenge");
            REQUIRE(challenges.size() == 1);
            CHECK(challenges.front().filename().string().size() == 8 + std::string(".challenge").size());
            const std::string screen = story.ui.text();

            // The supervisor's laptop.
            story.sit_at(story.supervisor_folder());
            story.unlock();
            story.click_path("home/menu/travel");
            check_page(story, "travel_answering_" + name);
            story.ui.tab_to(say(story, "files.found"_text));
            story.ui.press(ui::Key::Enter);
            SystemDisk disk;
            const auto challenge = TravelChallenge::parse(*disk.read(challenges.front(), 4096));
            REQUIRE(challenge);
            CHECK(screen.find(challenge->fingerprint()) != std::string::npos);
            CHECK(story.ui.text().find(challenge->fingerprint()) != std::string::npos);
            CHECK(files_on(story, ".answer").empty()); // not before the digits were compared
            check_page(story, "travel_compare_" + name);
            press(story, "travel.answer"_text);
            REQUIRE(files_on(story, ".answer").size() == 1);
            check_page(story, "travel_answered_" + name);

            // Back at the traveller's.
            story.sit_at(story.vault_folder());
            story.settle();
            story.ui.tab_to(say(story, "files.look"_text));
            story.ui.press(ui::Key::Enter);
            story.ui.tab_to(say(story, "files.found"_text));
            story.ui.press(ui::Key::Enter);
            type_into(story, "unlock/passphrase", "not this one\n");
            REQUIRE(story.desk().vault() == nullptr);
            CHECK(story.ui.text().find(say(story, "travelling.refused"_text)) != std::string::npos);
            type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
            REQUIRE(story.desk().vault() != nullptr);
            story.click_path("home/menu/travel");
            type_into(story, "travel/passphrase", std::string(DeskStory::passphrase) + "\n");
            CHECK(story.ui.has(say(story, "travel.turn_on"_text)));
            story.desk().lock();
            story.unlock();
        }
}

TEST_CASE("a photograph of a travelling laptop's screen is as good as the file")
{
    DeskStory story;
    story.enrol_under_supervisor();
    {
        auto vault = Vault::unlock(story.vault_folder(), Secret::copy_of(DeskStory::passphrase), story.store());
        REQUIRE(vault);
        REQUIRE(vault->begin_travel(Secret::copy_of(DeskStory::passphrase)));
    }
    story.restart();
    type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
    story.disk().put_in("stick");
    // A person scrolls until all of it is there.
    Bytes picture = to_png(story.ui.picture());
    for (int turns = 0; !read_qr_code(picture) && turns < 100; ++turns) {
        story.ui.queue().mouse_moved(600, 500);
        story.ui.queue().wheel(0, -1);
        story.settle();
        picture = to_png(story.ui.picture());
    }
    const auto text = read_qr_code(picture);
    REQUIRE(text);
    REQUIRE(challenge_of_scan_text(as_text(*text)));
    SystemDisk disk;
    REQUIRE(disk.write(story.disk().files_of("stick") / "photo.PNG", picture));
    story.sit_at(story.supervisor_folder());
    story.unlock();
    story.click_path("home/menu/travel");
    story.ui.tab_to("Found there");
    story.ui.press(ui::Key::Enter);
    CHECK(says(story, "The traveller reads these digits to you:"));
    press(story, "travel.drop"_text);
    CHECK_FALSE(says(story, "The traveller reads these digits to you:"));
    CHECK(files_on(story, ".answer").empty());
}

TEST_CASE("a laptop comes into its project at the desk: the reply from a stick, the digits compared, and only then")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            DeskStory story(setup);
            story.make_vault_without_project();
            story.unlock();
            story.disk().put_in("stick");
            const std::string digits = story.put_reply_on("stick");
            SystemDisk disk;
            REQUIRE(disk.write(story.disk().files_of("stick") / "other.reply", as_bytes("no reply")));
            press(story, "files.look"_text);
            story.ui.click("other.reply");
            CHECK(story.ui.text().find(say(story, "enrolment.no_reply"_text)) != std::string::npos);
            check_page(story, "enrolment_no_reply_" + name);
            story.ui.click("team4.reply");
            CHECK(story.ui.text().find(digits) != std::string::npos);
            check_page(story, "enrolment_compare_" + name);
            CHECK(story.desk().vault()->certificate() == nullptr);
            press(story, "enrolment.refuse"_text);
            CHECK(story.desk().vault()->certificate() == nullptr);
            press(story, "files.look"_text);
            story.ui.click("team4.reply");
            press(story, "enrolment.accept"_text);
            REQUIRE(story.desk().vault()->certificate() != nullptr);
            CHECK(story.ui.has("Household assessment"));
        }
}
