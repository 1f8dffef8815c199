#include "desk/desk_words.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string consent(DeskStory& story)
{
    return story.desk().interview()->session().value("/data/consent_block/consent");
}

std::string answers(DeskStory& story)
{
    const auto draft = story.desk().vault()->draft(story.desk().interview()->record());
    REQUIRE(draft);
    return std::to_string(draft->answers.size());
}

/// With the list focused: Home, then down to the first point of this label, and Enter.
void go_back(DeskStory& story, const std::string& label)
{
    story.ui.tab_to(story.ui.page().say("points.list"_text));
    int place = 0;
    for (const ui::Node& node : story.ui.page().registry().nodes()) {
        if (node.role != ui::Role::Row) continue;
        if (node.label == label) break;
        ++place;
    }
    story.ui.press(ui::Key::Home);
    for (int moves = 0; moves < place; ++moves) story.ui.press(ui::Key::Down);
    story.ui.press(ui::Key::Enter);
}

} // namespace

TEST_CASE("an interview goes back to what it was, by keyboard alone, and forward again in the same way")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            DeskStory story(setup);
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            story.enrol();
            story.unlock();
            story.click_path("home/begin-" + story.desk().vault()->charter()->content().forms[0].hash.text());
            story.ui.page().focus(story.turn_to("/data/consent_block/consent"));
            story.ui.type("1");
            CHECK(consent(story) == "yes");
            story.ui.page().focus("interview/points");
            story.ui.press(ui::Key::Enter);
            REQUIRE(story.desk().screen() == Desk::Screen::Points);
            story.ui.tab_to(story.ui.page().say("points.name"_text));
            story.ui.type("after consent\n");
            CHECK(says(story, story.ui.page().say("points.marked"_text)));
            const std::string before = answers(story);
            story.ui.page().focus("points/interview");
            story.ui.press(ui::Key::Enter);
            REQUIRE(story.desk().screen() == Desk::Screen::Interview);
            story.ui.page().focus(story.turn_to("/data/consent_block/consent"));
            story.ui.type("2");
            CHECK(consent(story) == "no");

            story.click_path("interview/points");
            check_page(story, "points_" + name);
            go_back(story, "after consent");
            REQUIRE(story.desk().screen() == Desk::Screen::Points);
            CHECK(consent(story) == "yes");
            CHECK(answers(story) == before);
            check_page(story, "points_back_" + name);
            go_back(story, story.ui.page().say("points.before_return"_text));
            CHECK(consent(story) == "no");
            // What is on the screen is what is on the disk.
            story.restart();
            story.unlock();
            const auto drafts = story.desk().vault()->drafts();
            REQUIRE(drafts.size() == 1);
            const auto draft = story.desk().vault()->draft(drafts.front());
            REQUIRE(draft);
            CHECK(std::ranges::any_of(draft->answers, [](const auto& one) {
                return one.first.text().ends_with("/consent") && one.second.value == "no";
            }));
        }
}
