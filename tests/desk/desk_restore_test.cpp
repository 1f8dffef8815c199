#include "desk/desk_words.h"

#include <doctest/doctest.h>
#include <fstream>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A worker's draft, in a backup on a stick that is in.
void back_up_a_draft(DeskStory& story)
{
    story.enrol();
    story.unlock();
    story.click_path("home/begin-" + story.desk().vault()->charter()->content().forms[0].hash.text());
    story.click_path("interview/leave");
    story.disk().put_in("stick");
    story.notice_media();
    story.ui.press(ui::Key::F9);
    REQUIRE(story.desk().vault()->backups_made() == 1);
    story.desk().lock();
}

void choose_the_backup(DeskStory& story)
{
    story.ui.tab_to(say(story, "files.found"_text));
    story.ui.press(ui::Key::Enter);
    CHECK(says(story, "files.chosen"_text));
}

} // namespace

TEST_CASE("on a new laptop a backup comes back from a stick by keyboard alone, as a laptop to be enrolled")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            DeskStory story(setup);
            back_up_a_draft(story);
            story.sit_at(story.vault_folder().parent_path() / "new laptop");
            story.settle();
            press(story, "restore.title"_text);
            check_page(story, "restore_" + name);
            choose_the_backup(story);
            type_into(story, "unlock/passphrase", "not this one\n");
            CHECK(story.desk().vault() == nullptr);
            CHECK(says(story, "unlock.wrong"_text));
            check_page(story, "restore_wrong_" + name);
            type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
            REQUIRE(story.desk().vault() != nullptr);
            CHECK(story.desk().vault()->drafts().size() == 1);
            CHECK(says(story, "restore.done"_text));
            CHECK(story.desk().vault()->enrolment_request() != nullptr);
            check_page(story, "restore_done_" + name);
        }
}

TEST_CASE("a backup takes the place of a damaged vault, which is put aside as it was")
{
    DeskStory story;
    back_up_a_draft(story);
    const auto folder = story.vault_folder();
    for (const char* const ending : {"", "-wal"}) {
        const auto file = folder / (std::string("vault.sqlite") + ending);
        if (std::filesystem::exists(file)) std::ofstream(file, std::ios::binary) << "nothing of it is left";
    }
    std::filesystem::remove_all(folder / "snapshots");
    story.restart();
    type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
    REQUIRE(story.desk().vault() == nullptr);
    press(story, "restore.title"_text);
    CHECK(says(story, "restore.what_damaged"_text));
    check_page(story, "restore_damaged_en_100");
    SystemDisk disk;
    REQUIRE(disk.write(story.disk().files_of("stick") / "notes.mahalla-backup", as_bytes("no backup")));
    const auto there = [&] {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.parent_path()))
            names.insert(entry.path().string());
        return names;
    };
    const auto before = there();
    press(story, "files.look"_text);
    story.ui.click("notes.mahalla-backup");
    type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
    CHECK(says(story, "restore.no_backup"_text));
    CHECK(there() == before);
    std::filesystem::remove(story.disk().files_of("stick") / "notes.mahalla-backup");
    press(story, "files.look"_text);
    choose_the_backup(story);
    type_into(story, "unlock/passphrase", "not this one\n");
    CHECK(says(story, "unlock.wrong"_text));
    CHECK(std::filesystem::exists(folder / "vault.sqlite"));
    type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
    REQUIRE(story.desk().vault() != nullptr);
    CHECK(story.desk().vault()->drafts().size() == 1);
    std::ifstream aside(folder.string() + "-damaged-1/vault.sqlite");
    std::string first(7, ' ');
    aside.read(first.data(), 7);
    CHECK(first == "nothing");
}
