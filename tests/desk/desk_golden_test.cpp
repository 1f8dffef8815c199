#include "desk/desk_story.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <regex>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// What differs from run to run, and between machines, is masked: identities, the folder, the time of day.
std::string masked(std::string text, const DeskStory& story)
{
    for (std::size_t at = 0; (at = text.find(story.stick().string(), at)) != std::string::npos;)
        text.replace(at, story.stick().string().size(), "STICK");
    const std::string place = story.vault_folder().parent_path().string();
    for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos;) text.replace(at, place.size(), "PLACE");
    text = std::regex_replace(text, std::regex("[0-9a-f]{32}"), "IDENTITY");
    text = std::regex_replace(text, std::regex("sheet-[0-9a-f]{6}"), "sheet-IDENTITY");
    text = std::regex_replace(text, std::regex("[0-9]{5}( [0-9]{5}){5}"), "DIGITS");
    text = std::regex_replace(text, std::regex("enrolment-[0-9a-f]{6}"), "enrolment-IDENTITY");
    text = std::regex_replace(text, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} · [0-9a-f]{6}"),
                              "TIME · IDENTITY");
    return std::regex_replace(text, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"), "TIME");
}

/// Compares the page, as a screen reader would be told it, with golden/<name>.txt; UPDATE_GOLDEN=1 writes it.
void check_golden(DeskStory& story, const std::string& name)
{
    INFO(name);
    story.settle();
    const std::string text = masked(story.ui.text(), story);
    const auto path = std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "tests/desk/golden" / (name + ".txt");
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream golden;
    golden << file.rdbuf();
    CHECK_MESSAGE(text == golden.str(), "UPDATE_GOLDEN=1 writes what is there now; the difference is for review");
}

} // namespace

TEST_CASE("every screen says what was reviewed, in both directions of writing")
{
    for (const std::string language : {"en", "ar"}) {
        UiHarness::Setup setup;
        setup.language = language;
        DeskStory story(setup);
        story.enrol(Role::Supervisor);
        story.put_a_colleagues_bundle_on_the_stick();
        story.settle();
        check_golden(story, "unlock_" + language);
        story.unlock();
        story.click_path("home/begin-" + story.desk().vault()->charter()->content().forms[0].hash.text());
        check_golden(story, "interview_" + language);
        story.refuse_consent();
        check_golden(story, "check_" + language);
        story.click_path("check/finish");
        check_golden(story, "home_" + language);
        story.click_path("home/menu/bundles");
        story.ui.page().focus("bundles/folder");
        story.ui.type(story.stick().string());
        story.click_path("bundles/look");
        check_golden(story, "bundles_" + language);
        story.click_path("bundles/merge");
        check_golden(story, "bundles_merged_" + language);
        story.click_path("bundles/home");
        story.click_path("home/menu/results");
        story.click_path("results/indicator");
        story.ui.click(language == "en" ? "Feels unsafe after dark" : "لا تشعر بالأمان بعد حلول الظلام",
                       ui::Role::Option);
        story.ui.click(language == "en" ? "Displacement status" : "حالة النزوح", ui::Role::Option);
        check_golden(story, "results_" + language);
    }
}

TEST_CASE("the pages for a new laptop, a lost passphrase, a journey and what breaks say what was reviewed")
{
    for (const std::string language : {"en", "ar"}) {
        UiHarness::Setup setup;
        setup.language = language;
        {
            DeskStory story(setup);
            story.print_sheet = [&story](const SheetWanted& wanted) {
                return story.disk().write(wanted.file, as_bytes("a page"));
            };
            story.restart();
            check_golden(story, "words_" + language);
            story.click_path("unlock/from-stick");
            check_golden(story, "restore_" + language);
            story.click_path("unlock/no-stick");
            story.ui.page().focus("unlock/passphrase");
            story.ui.type(story.words_drawn() + "\n");
            story.disk().put_in("stick");
            story.click_path("home/code/print");
            check_golden(story, "code_" + language);
            story.desk().lock();
            story.click_path("unlock/forgotten");
            check_golden(story, "recovery_" + language);
        }
        DeskStory story(setup);
        story.enrol_under_supervisor();
        story.unlock();
        story.click_path("home/begin-" + story.desk().vault()->charter()->content().forms[0].hash.text());
        story.click_path("interview/points");
        check_golden(story, "points_" + language);
        story.click_path("points/interview");
        story.click_path("interview/leave");
        story.click_path("home/menu/copies");
        story.click_path("copies/take");
        check_golden(story, "copies_" + language);
        story.click_path("copies/home");
        story.click_path("home/menu/travel");
        check_golden(story, "travel_" + language);
        story.ui.page().focus("travel/passphrase");
        story.ui.type(std::string(DeskStory::passphrase) + "\n");
        check_golden(story, "travel_on_" + language);
        story.desk().lock();
        story.settle();
        story.ui.page().focus("unlock/passphrase");
        story.ui.type(std::string(DeskStory::passphrase) + "\n");
        check_golden(story, "travelling_" + language);
    }
}
