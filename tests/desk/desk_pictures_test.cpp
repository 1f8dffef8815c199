#include "desk/desk_story.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Walks through every section of the interview, checking each page; writes its pictures where they are asked for.
void walk(DeskStory& story, const std::string& name)
{
    for (int section = 0; section < 30; ++section) {
        const auto findings = story.ui.audit();
        for (const std::string& finding : findings) MESSAGE(name << " " << section << ": " << finding);
        CHECK(findings.empty());
        story.ui.save_picture(name + "_" + std::to_string(section));
        // The rest of the questionnaire follows from consent.
        const std::string consent = story.desk().interview()->form().title.starts_with("Household")
                                        ? "/data/consent_block/consent"
                                        : "/data/session/group_consent";
        const auto here = story.desk().interview()->session().find(consent);
        const ui::Node* question = here ? story.ui.page().registry().find_path(
                                              "interview/" + consent.substr(0, consent.rfind('/')) + "/" + consent)
                                        : nullptr;
        if (question != nullptr) {
            story.ui.page().focus(question->path);
            story.ui.type("1");
        }
        const ui::Node* next = story.ui.page().registry().find_path("interview/next");
        if (next == nullptr) return;
        story.ui.click_at(next->rect.centre_x(), next->rect.centre_y());
    }
}

} // namespace

TEST_CASE("every page of the interview has names, sizes and places that people can use, in both directions")
{
    for (const char* language : {"en", "ar"}) {
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            DeskStory story(setup);
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            story.enrol(Role::Supervisor);
            story.settle();
            story.ui.save_picture("unlock_" + name);
            CHECK(story.ui.audit().empty());
            story.unlock();
            story.ui.save_picture("home_" + name);
            CHECK(story.ui.audit().empty());
            const auto begin = [&](std::size_t form) {
                const std::string hash = story.desk().vault()->charter()->content().forms[form].hash.text();
                const ui::Node* card = story.ui.page().registry().find_path("home/begin-" + hash);
                REQUIRE(card != nullptr);
                const std::string label = card->label; // the registry is written anew each frame
                story.ui.click(label);
            };
            begin(0);
            story.ui.page().focus_next();
            walk(story, "household_" + name);
            const ui::Node* leave = story.ui.page().registry().find_path("interview/leave");
            REQUIRE(leave != nullptr);
            story.ui.click_at(leave->rect.centre_x(), leave->rect.centre_y());
            begin(1);
            walk(story, "neighbourhood_" + name);
        }
    }
}
