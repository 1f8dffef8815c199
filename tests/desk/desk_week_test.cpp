#include "desk/desk_words.h"
#include "support/full_disk.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

void check_looks(DeskStory& story, const std::string& name)
{
    for (const std::string& finding : story.ui.audit()) FAIL_CHECK(name << ": " << finding);
    story.ui.save_picture(name);
}

void merge_and_choose(DeskStory& story, const std::string& name)
{
    story.click_path("home/menu/bundles");
    story.ui.page().focus("bundles/folder");
    story.ui.type(story.stick().string());
    story.click_path("bundles/look");
    check_looks(story, "bundles_" + name);
    CHECK(story.desk().vault()->records().empty());
    story.click_path("bundles/merge");
    check_looks(story, "bundles_merged_" + name);
    CHECK(story.desk().vault()->records().size() == 25);
    story.click_path("bundles/home");
    story.click_path("home/menu/results");
}

} // namespace

TEST_CASE("a refused interview is checked, finished, and lies only here")
{
    for (const char* language : {"en", "ar"}) {
        UiHarness::Setup setup;
        setup.language = language;
        DeskStory story(setup);
        story.enrol();
        story.unlock();
        story.click_path("home/begin-" + story.desk().vault()->charter()->content().forms[0].hash.text());
        story.refuse_consent();
        check_looks(story, std::string("check_") + language);
        story.click_path("check/finish");
        REQUIRE(story.desk().screen() == Desk::Screen::Home);
        REQUIRE(story.desk().vault()->records().size() == 1);
        CHECK_FALSE(story.desk().vault()->records().front().has_draft);
        CHECK(story.desk().vault()->journey_counts().only_here == 1);
        CHECK(says(story, story.ui.page().say("home.only_here"_text)));
        check_looks(story, std::string("home_finished_") + language);
    }
}

TEST_CASE("what is missing at the end is a line that leads to its question")
{
    for (const char* language : {"en", "ar"}) {
        UiHarness::Setup setup;
        setup.language = language;
        DeskStory story(setup);
        story.enrol();
        story.unlock();
        story.click_path("home/begin-" + story.desk().vault()->charter()->content().forms[0].hash.text());
        while (story.ui.page().registry().find_path("interview/check") == nullptr) story.click_path("interview/next");
        story.click_path("interview/check");
        check_looks(story, std::string("check_missing_") + language);
        CHECK_FALSE(story.ui.page().registry().find_path("check/finish")->enabled);
        story.ui.page().focus("check/unmet");
        story.ui.press(ui::Key::Enter);
        REQUIRE(story.desk().screen() == Desk::Screen::Interview);
        const ui::Node* focused = story.ui.page().registry().focused();
        REQUIRE(focused != nullptr);
        CHECK(focused->path.ends_with("/data/consent_block/consent"));
    }
}

TEST_CASE("a supervisor looks at a stick, takes it in, and sees a table that hides the few")
{
    for (const char* language : {"en", "ar"}) {
        UiHarness::Setup setup;
        setup.language = language;
        DeskStory story(setup);
        story.enrol(Role::Supervisor);
        story.put_a_colleagues_bundle_on_the_stick();
        story.unlock();
        merge_and_choose(story, language);
        REQUIRE(story.desk().screen() == Desk::Screen::Results);
        check_looks(story, std::string("results_empty_") + language);
        story.click_path("results/indicator");
        story.ui.save_picture(std::string("results_choosing_") + language);
        story.ui.click(setup.language == "en" ? "Feels unsafe after dark" : "لا تشعر بالأمان بعد حلول الظلام",
                       ui::Role::Option);
        story.ui.click(setup.language == "en" ? "Displacement status" : "حالة النزوح", ui::Role::Option);
        check_looks(story, std::string("results_") + language);
        CHECK(says(story, "⊘"));
        CHECK(says(story, setup.language == "en" ? "33.3%" : "٪"));
        CHECK(says(story, story.ui.page().say("results.hidden"_text)));
    }
}

TEST_CASE("a bundle written to a folder is said to be written, and lies there")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    story.begin("Household assessment");
    story.refuse_consent();
    story.click_path("check/finish");
    story.click_path("home/menu/bundles");
    story.ui.page().focus("bundles/folder");
    REQUIRE(std::filesystem::create_directory(story.stick()));
    story.ui.type(story.stick().string());
    story.click_path("bundles/write");
    CHECK(says(story, "Written; the stick may be removed"));
    check_looks(story, "bundles_written_en");
    int bundles = 0;
    for (const auto& entry : std::filesystem::directory_iterator(story.stick()))
        bundles += entry.path().extension() == ".mahalla" ? 1 : 0;
    CHECK(bundles == 1);
}

TEST_CASE("in a neighbourhood session pairs make a ranking and clicks lay counters")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    story.begin("Neighbourhood assessment (group session)");
    story.ui.page().focus(story.turn_to("/data/session/group_consent"));
    story.ui.type("1");
    const std::string ranking = story.turn_to("/data/threats/threat_ranking");
    const std::string decision = ranking + "-placed";
    check_looks(story, "pairs_en");
    std::string first;
    int decisions = 0;
    for (; story.ui.page().registry().find_path(decision) != nullptr && decisions < 30; ++decisions) {
        if (first.empty()) first = story.ui.page().registry().find_path(decision)->label;
        story.click_path(decision);
    }
    CHECK(decisions > 1);
    const auto& session = story.desk().interview()->session();
    const std::string order = session.value("/data/threats/threat_ranking");
    const auto node = session.find("/data/threats/threat_ranking");
    REQUIRE(node);
    const auto choices = session.state(*node).choices;
    CHECK(static_cast<std::size_t>(std::count(order.begin(), order.end(), ' ')) + 1 == choices.size());
    // The one in place always came first: the order is the one in which they were met.
    const auto winner =
        std::find_if(choices.begin(), choices.end(), [&](const ChoiceState& choice) { return choice.label == first; });
    REQUIRE(winner != choices.end());
    CHECK(order.starts_with(winner->value));
    for (int i = 0; i < 3; ++i) story.ui.click("One more: Illness without care");
    story.ui.click("One less: Illness without care");
    CHECK(session.value("/data/threats/burden/pile_health") == "2");
    CHECK(says(story, "98 counters left to place"));
    check_looks(story, "piling_en");
}

TEST_CASE("what cannot be begun from the list says so, and what to do")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    {
        const FullDisk full(1);
        story.ui.click("Household assessment");
    }
    REQUIRE(story.desk().screen() == Desk::Screen::Home);
    CHECK(says(story, "This could not be opened"));
    CHECK(says(story, "Nothing that was saved is lost."));
    check_looks(story, "home_problem_en");
    story.begin("Household assessment");
    story.click_path("interview/leave");
    CHECK_FALSE(says(story, "This could not be opened"));
}

TEST_CASE("a full disk at the end is told beside the answers, and the record is finished once there is room")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    story.begin("Household assessment");
    story.refuse_consent();
    {
        const FullDisk full(1);
        story.click_path("check/finish");
    }
    REQUIRE(story.desk().screen() == Desk::Screen::Interview);
    CHECK(says(story, "Not saved yet"));
    CHECK(says(story, "The disk takes nothing more."));
    CHECK(story.desk().vault()->records().front().has_draft);
    while (story.ui.page().registry().find_path("interview/check") == nullptr) story.click_path("interview/next");
    story.click_path("interview/check");
    story.click_path("check/finish");
    REQUIRE(story.desk().screen() == Desk::Screen::Home);
    CHECK_FALSE(story.desk().vault()->records().front().has_draft);
}
