#include "desk/desk_story.h"
#include "fieldwork/interview.h"
#include "session/answer_generator.h"
#include "system/system_clock.h"

#include <algorithm>
#include <ctime>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// So many megabytes of settings, as a vault of many records has.
void grow(DeskStory& story, int megabytes)
{
    auto vault = Vault::unlock(story.vault_folder(), Secret::copy_of(DeskStory::passphrase), story.store());
    REQUIRE(vault);
    for (int i = 0; i < 16 * megabytes; ++i)
        REQUIRE(vault->set_setting("filler" + std::to_string(i), std::string(64 << 10, 'x')));
}

/// One turn of the window's loop: what was asked for is done, and a part of what goes on.
void one_turn_a_frame(DeskStory& story, std::function<void()> after_each)
{
    story.ui.draw = [&story, after_each](ui::Page& page) {
        story.desk().apply();
        after_each();
        story.desk().draw(page);
    };
}

std::size_t snapshots(DeskStory& story)
{
    std::size_t count = 0;
    for (int slot = 1; slot <= 8; ++slot)
        count += std::filesystem::exists(story.vault_folder() / "snapshots" / (std::to_string(slot) + ".sqlite"));
    return count;
}

} // namespace

TEST_CASE("a large vault is copied a part a turn, and a lock between two of them ends the copy")
{
    constexpr int megabytes = 6;
    for (const bool is_backup : {false, true}) {
        CAPTURE(is_backup);
        DeskStory story;
        story.enrol();
        grow(story, megabytes);
        story.unlock();
        story.disk().put_in("stick");
        story.notice_media();
        if (!is_backup) story.click_path("home/menu/copies");
        // Jobs wait from here on: what is done meanwhile is done between frames.
        const std::size_t taken_before = snapshots(story);
        int turns = 0;
        bool has_begun = false;
        const auto copying = [&] {
            return std::filesystem::exists(story.vault_folder() / "snapshots" /
                                           (is_backup ? "backup.sqlite" : "unfinished.part"));
        };
        one_turn_a_frame(story, [&] {
            has_begun = has_begun || copying();
            if (!has_begun || story.desk().vault() == nullptr) return;
            if (++turns == megabytes - 2) story.desk().lock();
        });
        if (is_backup)
            story.ui.press(ui::Key::F9);
        else
            story.click_path("copies/take");
        story.settle();
        CHECK(has_begun);
        CHECK(turns == megabytes - 2);
        CHECK(story.desk().vault() == nullptr);
        CHECK(snapshots(story) == taken_before);
        CHECK(std::filesystem::is_empty(story.disk().files_of("stick")));
        // What was left goes, and the next copy is whole.
        story.restart();
        story.unlock();
        story.click_path("home/menu/copies");
        story.click_path("copies/take");
        CHECK(story.ui.text().find(story.ui.page().say("copies.taken"_text)) != std::string::npos);
        CHECK(snapshots(story) > taken_before);
    }
}

TEST_CASE("what a lock finds waiting for a job has no key or passphrase any more")
{
    PatientJobs jobs;
    DeskStory story;
    SUBCASE("to make a vault")
    {
        story.use_jobs(jobs);
        story.settle();
        story.ui.page().focus("unlock/passphrase");
        story.ui.type(story.words_drawn() + "\n");
        story.desk().lock();
        jobs.work_off();
        // One whose recovery code nobody saw.
        CHECK_FALSE(std::filesystem::exists(story.vault_folder()));
        return;
    }
    story.enrol_under_supervisor();
    story.use_jobs(jobs);
    story.settle();
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    SUBCASE("to open the vault")
    {
        story.desk().lock();
        jobs.work_off();
        CHECK(story.desk().vault() == nullptr);
    }
    SUBCASE("to turn travel mode on")
    {
        jobs.work_off();
        REQUIRE(story.desk().vault() != nullptr);
        story.click_path("home/menu/travel");
        story.ui.page().focus("travel/passphrase");
        story.ui.type(std::string(DeskStory::passphrase) + "\n");
        story.desk().lock();
        jobs.work_off();
        CHECK(*Vault::is_travelling(story.vault_folder(), story.store()) == false);
    }
    SUBCASE("to write a backup, or to look through a copy")
    {
        jobs.work_off();
        REQUIRE(story.desk().vault() != nullptr);
        story.disk().put_in("stick");
        story.notice_media();
        jobs.work_off();
        story.settle();
        story.ui.press(ui::Key::F9);
        story.settle();
        story.desk().lock();
        jobs.work_off();
        CHECK(std::filesystem::is_empty(story.disk().files_of("stick")));
        CHECK_FALSE(std::filesystem::exists(story.vault_folder() / "snapshots" / "backup.sqlite"));
    }
}

TEST_CASE("a passphrase is derived while the desk goes on, and travel mode is turned on afterwards")
{
    PatientJobs jobs;
    DeskStory story;
    story.enrol_under_supervisor();
    story.unlock();
    story.click_path("home/menu/travel");
    story.desk().lock();
    story.use_jobs(jobs);
    story.settle();
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    jobs.work_off();
    story.settle();
    story.click_path("home/menu/travel");
    story.ui.page().focus("travel/passphrase");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    CHECK(*Vault::is_travelling(story.vault_folder(), story.store()) == false);
    // The window lives meanwhile.
    story.click_path("travel/home");
    jobs.work_off();
    story.settle();
    CHECK(*Vault::is_travelling(story.vault_folder(), story.store()));
}

namespace {

double processor_ms()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// So many households of one interview's answers, finished.
void finish_households(DeskStory& story, int households)
{
    auto vault = Vault::unlock(story.vault_folder(), Secret::copy_of(DeskStory::passphrase), story.store());
    REQUIRE(vault);
    FormShelf shelf;
    SystemClock clock;
    SeededRandom chance(5);
    const auto form = shelf.form(*vault, vault->charter()->content().forms[0].hash);
    REQUIRE(form);
    auto interview = Interview::begin(*vault, *form, {clock, chance});
    REQUIRE(interview);
    REQUIRE(interview->answer("/data/consent_block/consent", "yes"));
    REQUIRE(interview->answer("/data/consent_block/consent_share", "yes"));
    AnswerGenerator(chance).fill(interview->session());
    const RecordChanges answers = changes_between(Record(), interview->session().to_record());
    const FormReference reference = vault->draft(interview->record())->form;
    for (int i = 0; i < households; ++i) {
        const auto record = vault->begin_record(reference, "en");
        REQUIRE(record);
        REQUIRE(vault->save_answers(*record, answers));
        REQUIRE(vault->finalise(*record));
    }
}

} // namespace

/// Prints, and checks nothing: how long a lock has to wait depends on the machine.
TEST_CASE("how long a turn takes while a vault of many records is copied" * doctest::skip())
{
    constexpr int households = 10'000;
    DeskStory story;
    story.enrol();
    finish_households(story, households);
    MESSAGE("megabytes: " << std::filesystem::file_size(story.vault_folder() / "vault.sqlite") / 1'000'000);
    PatientJobs jobs;
    story.use_jobs(jobs);
    story.settle();
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    jobs.work_off();
    story.settle();
    REQUIRE(story.desk().vault() != nullptr);
    story.disk().put_in("stick");
    story.notice_media();
    jobs.work_off();
    story.settle();
    for (const bool is_backup : {true, false}) {
        double longest = 0;
        int turns = 0;
        story.ui.draw = [&](ui::Page& page) {
            const double before = processor_ms();
            story.desk().apply();
            longest = std::max(longest, processor_ms() - before);
            ++turns;
            story.desk().draw(page);
        };
        if (is_backup)
            story.ui.press(ui::Key::F9);
        else
            story.click_path("home/menu/copies");
        story.settle();
        if (!is_backup) {
            longest = 0;
            story.click_path("copies/take");
            story.settle();
        }
        MESSAGE((is_backup ? "backup" : "snapshot")
                << ": the longest of " << turns << " turns took " << longest << " ms of the processor");
        double before = processor_ms();
        jobs.work_off();
        MESSAGE("the job, not stopped: " << processor_ms() - before << " ms, with its outcome");
        story.settle();
        MESSAGE("the longest turn with what followed: " << longest << " ms");
    }
    const double before = processor_ms();
    story.desk().lock();
    MESSAGE("the lock itself: " << processor_ms() - before << " ms");
}
