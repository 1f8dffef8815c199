#include "desk/desk_words.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a new laptop is offered six words of the person's language, which open it once they were typed")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            DeskStory story(setup);
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            story.settle();
            check_page(story, "words_" + name);
            const std::string words = story.words_drawn();
            CHECK(std::count(words.begin(), words.end(), ' ') == 5);
            // A screen reader's list and what tests see hold no secret.
            CHECK(story.ui.text().find(words) == std::string::npos);
            type_into(story, "unlock/passphrase", "something else\n");
            CHECK(story.desk().vault() == nullptr);
            CHECK(says(story, "words.differ"_text));
            story.click_path("unlock/other-words");
            const std::string others = story.words_drawn();
            CHECK(others != words);
            type_into(story, "unlock/passphrase", words + "\n");
            CHECK(story.desk().vault() == nullptr);
            type_into(story, "unlock/passphrase", others + "\n");
            REQUIRE(story.desk().vault() != nullptr);
            story.desk().lock();
            type_into(story, "unlock/passphrase", others + "\n");
            CHECK(story.desk().vault() != nullptr);
        }
}

TEST_CASE("who forgot the passphrase types the recovery sheet's words and sets another, by keyboard alone")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            DeskStory story(setup);
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            const std::string sheet = story.make_vault_without_project();
            story.settle();
            story.ui.tab_to(say(story, "unlock.forgotten"_text));
            story.ui.press(ui::Key::Enter);
            check_page(story, "recovery_" + name);
            const auto fill = [&](const std::string& words) {
                type_into(story, "unlock/sheet", words);
                type_into(story, "unlock/new", "heron copper tide");
                type_into(story, "unlock/again", "heron copper tide\n");
            };
            fill("these are no words of a sheet");
            CHECK(story.desk().vault() == nullptr);
            check_page(story, "recovery_mistyped_" + name);
            fill(sheet);
            REQUIRE(story.desk().vault() != nullptr);
            story.desk().lock();
            CHECK_FALSE(Vault::unlock(story.vault_folder(), Secret::copy_of(DeskStory::passphrase), story.store()));
            CHECK(Vault::unlock(story.vault_folder(), Secret::copy_of("heron copper tide"), story.store()));
        }
}

TEST_CASE("the words of another laptop's sheet open nothing and change nothing")
{
    DeskStory other, story;
    const std::string sheet = other.make_vault_without_project();
    story.make_vault_without_project();
    story.click_path("unlock/forgotten");
    type_into(story, "unlock/sheet", sheet);
    type_into(story, "unlock/new", "heron copper tide");
    type_into(story, "unlock/again", "heron copper tide\n");
    CHECK(story.desk().vault() == nullptr);
    CHECK(says(story, "recovery.refused"_text));
    story.click_path("unlock/remembered");
    story.unlock();
}
