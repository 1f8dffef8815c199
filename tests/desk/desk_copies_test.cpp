#include "desk/desk_words.h"
#include "store/vault_restored.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<std::filesystem::path> files_on(DeskStory& story, const std::string& stick)
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(story.disk().files_of(stick)))
        found.push_back(entry.path());
    return found;
}

/// The drafts of what a backup brings back on another laptop.
std::size_t drafts_in(DeskStory& story, const std::filesystem::path& backup)
{
    static int laptops = 0;
    const auto folder = story.vault_folder().parent_path() / ("laptop" + std::to_string(++laptops));
    const auto restored = Vault::restore_backup(folder, Secret::copy_of(DeskStory::passphrase), backup, story.store());
    REQUIRE(restored);
    return restored->vault.drafts().size();
}

void begin_draft(DeskStory& story)
{
    story.begin("Household assessment");
    story.click_path("interview/leave");
}

/// Flips a bit in each part of the vault's database.
void damage(const std::filesystem::path& file)
{
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
    for (std::streamoff at = 4096 + 2048; at < size; at += 1024) {
        bytes.seekg(at);
        const char old = static_cast<char>(bytes.get());
        bytes.seekp(at);
        bytes.put(static_cast<char>(old ^ 0x20));
    }
}

} // namespace

TEST_CASE("one key backs up to a stick that is new, and from then on it is renewed whenever it is put in")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    begin_draft(story);
    const std::string name = "AMINA-HARBOUR";
    story.disk().put_in(name);
    story.notice_media();
    CHECK(files_on(story, name).empty()); // offered, not done
    REQUIRE(story.ui.has("Back up to this stick (F9)"));
    CHECK_FALSE(says(story, name.c_str()));
    check_page(story, "media_offer_en");
    story.ui.press(ui::Key::F9);
    CHECK(says(story, "Backup written to the stick and read again; it is safe to remove."));
    CHECK_FALSE(says(story, name.c_str()));
    CHECK_FALSE(story.ui.has("Back up to this stick (F9)"));
    check_page(story, "media_written_en");
    REQUIRE(files_on(story, name).size() == 1);
    CHECK(drafts_in(story, files_on(story, name).front()) == 1);
    CHECK(files_on(story, name).front().filename().string().size() == 32 + std::string(".mahalla-backup").size());
    story.disk().pull_out(name);
    story.notice_media();
    CHECK_FALSE(says(story, "safe to remove"));

    begin_draft(story);
    const auto old = files_on(story, name).front();
    story.disk().put_in(name);
    story.notice_media();
    CHECK(says(story, "it is safe to remove"));
    auto files = files_on(story, name);
    REQUIRE(files.size() == 2);
    CHECK(drafts_in(story, files[0] == old ? files[1] : files[0]) == 2);
    CHECK(story.desk().vault()->backups_kept().media == 1);
}

TEST_CASE("a stick that is pulled out in the middle says so, and nothing on it counts as a backup")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    begin_draft(story);
    story.disk().put_in("stick");
    story.notice_media();
    story.disk().pull_out_after(1000);
    story.ui.press(ui::Key::F9);
    CHECK(says(story, "The stick was taken out before the backup was complete."));
    check_page(story, "media_taken_out_en");
    CHECK(story.desk().vault()->backups_made() == 0);
    for (const auto& file : files_on(story, "stick")) CHECK(file.extension() != ".mahalla-backup");
    // In the other laptop's eyes as well.
    SystemDisk disk;
    const auto found = Vault::backups_on(story.disk().files_of("stick"), disk);
    REQUIRE(found);
    CHECK(found->empty());
    // Put in again it is as new, and what was left of the half one goes.
    story.disk().pull_out_after(std::numeric_limits<std::uint64_t>::max());
    story.disk().put_in("stick");
    story.notice_media();
    story.ui.press(ui::Key::F9);
    CHECK(says(story, "it is safe to remove"));
    CHECK(files_on(story, "stick").size() == 1);
}

TEST_CASE("while the desk is locked no stick is looked at, and one that stays in is backed up to after unlocking")
{
    DeskStory story;
    story.enrol();
    story.unlock();
    begin_draft(story);
    story.disk().put_in("stick");
    story.notice_media();
    story.ui.press(ui::Key::F9);
    story.disk().pull_out("stick");
    story.notice_media();
    story.desk().lock();
    const auto before = files_on(story, "stick");
    story.disk().put_in("stick");
    CHECK_FALSE(story.desk().look_for_media());
    story.settle();
    CHECK(files_on(story, "stick") == before);
    CHECK_FALSE(says(story, "stick"));
    story.unlock();
    story.notice_media();
    CHECK(files_on(story, "stick").size() == before.size() + 1);
}

TEST_CASE("a lock in the middle of a backup stops it, and leaves nothing on the stick or the laptop")
{
    DeskStory story;
    PatientJobs jobs;
    story.enrol();
    story.use_jobs(jobs);
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    jobs.work_off();
    story.settle();
    REQUIRE(story.desk().screen() == Desk::Screen::Home);
    story.disk().put_in("stick");
    story.notice_media();
    jobs.work_off();
    story.settle();
    story.ui.press(ui::Key::F9);
    CHECK(says(story, "Leave the stick in; you can go on working."));
    story.desk().lock();
    jobs.work_off();
    story.settle();
    CHECK(story.desk().screen() == Desk::Screen::Unlock);
    CHECK(files_on(story, "stick").empty());
    for (const auto& entry : std::filesystem::directory_iterator(story.vault_folder() / "snapshots"))
        CHECK_FALSE(entry.path().filename().string().starts_with("backup"));
}

TEST_CASE("the page of copies says what is there and how old, and takes one")
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
            story.click_path("interview/leave");
            story.disk().put_in("stick");
            story.notice_media();
            check_page(story, "home_offer_" + name);
            story.click_path("home/menu/copies");
            REQUIRE(story.desk().screen() == Desk::Screen::Copies);
            check_page(story, "copies_empty_" + name);
            story.click_path("copies/take");
            story.ui.press(ui::Key::F9);
            story.let_days_pass(3);
            story.click_path("copies/home");
            story.click_path("home/menu/copies");
            check_page(story, "copies_" + name);
            CHECK(says(story, setup.language == "en" ? "3 days old" : "قبل ٣ أيام"));
            CHECK(says(story, setup.language == "en" ? "Whole" : "سليمة"));
        }
}

TEST_CASE("where the vault is damaged the first screen offers the newest whole copy, and says what is missing from it")
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
            story.click_path("interview/leave");
            story.desk().lock();
            story.unlock(); // takes the day's copy
            story.desk().lock();
            damage(story.vault_folder() / "vault.sqlite");
            story.settle();
            story.ui.page().focus("unlock/passphrase");
            story.ui.type(std::string(DeskStory::passphrase) + "\n");
            REQUIRE(story.desk().vault() == nullptr);
            check_page(story, "bring_back_" + name);
            CHECK(says(story, setup.language == "en" ? "Bring back the newest whole copy" : "استعادة أحدث نسخة سليمة"));
            // By keyboard alone, and not with another passphrase.
            story.ui.page().focus("unlock/passphrase");
            story.ui.type("not this one");
            story.ui.tab_to(story.ui.page().say("unlock.bring_back"_text));
            story.ui.press(ui::Key::Enter);
            REQUIRE(story.desk().vault() == nullptr);
            story.ui.page().focus("unlock/passphrase");
            story.ui.type(DeskStory::passphrase);
            story.ui.tab_to(story.ui.page().say("unlock.bring_back"_text));
            story.ui.press(ui::Key::Enter);
            REQUIRE(story.desk().vault() != nullptr);
            CHECK(story.desk().vault()->drafts().size() == 1);
            CHECK(std::filesystem::exists(story.vault_folder() / "aside" / "1.sqlite"));
            check_page(story, "brought_back_" + name);
            CHECK(says(story, setup.language == "en" ? "stands in place of the damaged files" : "محل الملفات التالفة"));
        }
}

TEST_CASE("where no copy is whole nothing is changed, and it says whom to call")
{
    DeskStory story;
    story.enrol();
    damage(story.vault_folder() / "vault.sqlite");
    story.settle();
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(std::string(DeskStory::passphrase) + "\n");
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(DeskStory::passphrase);
    story.ui.click("Bring back the newest whole copy");
    CHECK(story.desk().vault() == nullptr);
    CHECK(says(story, "No copy on this laptop is whole"));
    check_page(story, "no_copy_en");
}
