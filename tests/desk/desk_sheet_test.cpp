#include "crypto/recovery_text.h"
#include "desk/desk_words.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

void make_a_vault(DeskStory& story)
{
    story.settle();
    story.ui.page().focus("unlock/passphrase");
    story.ui.type(story.words_drawn() + "\n");
    REQUIRE(story.desk().screen() == Desk::Screen::Home);
}

std::vector<std::string> files_on(DeskStory& story)
{
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(story.disk().files_of("stick")))
        found.push_back(entry.path().filename().string());
    return found;
}

} // namespace

TEST_CASE("the recovery code comes onto a page once, on the stick that is in, as long as it is shown")
{
    for (const char* language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            const std::string name = std::string(language) + (scale > 1 ? "_200" : "_100");
            DeskStory story(setup);
            std::string said;
            story.print_sheet = [&](const SheetWanted& wanted) {
                said = as_text(wanted.said.view());
                CHECK(wanted.language == language);
                return story.disk().write(wanted.file, as_bytes("a page"));
            };
            story.restart();
            make_a_vault(story);
            check_page(story, "code_" + name);
            story.ui.tab_to(say(story, "code.print"_text));
            story.ui.press(ui::Key::Enter);
            CHECK(says(story, "code.failed"_text)); // there is no stick
            story.disk().put_in("stick");
            story.ui.tab_to(say(story, "code.print"_text));
            story.ui.press(ui::Key::Enter);
            CHECK(says(story, "code.written"_text));
            check_page(story, "code_written_" + name);
            const auto files = files_on(story);
            REQUIRE(files.size() == 1);
            const std::string device = story.desk().vault()->device().text();
            CHECK(files.front() == "sheet-" + device.substr(0, 6) + ".pdf");
            // What was said opens the vault, and nothing of it is in the list of what was drawn.
            const auto words = said.substr(said.find('\n', said.find('\n') + 1) + 1);
            CHECK(story.ui.text().find(words.substr(0, 20)) == std::string::npos);
            story.click_path("home/menu/copies");
            story.click_path("copies/home");
            CHECK_FALSE(story.ui.has(say(story, "code.print"_text)));
            story.desk().lock();
            CHECK(Vault::unlock_with_recovery_code(story.vault_folder(), Secret::copy_of(std::string_view(words)),
                                                   story.store()));
        }
}

TEST_CASE("a desk without a program that draws shows the code, and offers no page")
{
    DeskStory story;
    make_a_vault(story);
    CHECK(says(story, "home.recovery"_text));
    CHECK_FALSE(story.ui.has(say(story, "code.print"_text)));
}

TEST_CASE("the installed program draws the page, and neither arguments nor surroundings have the code")
{
    const TemporaryFolder folder;
    SystemDisk disk;
    const Secret code = Secret::random(16);
    const Secret words = recovery_text_of(code);
    SheetWanted wanted;
    wanted.file = folder / "sheet.pdf";
    wanted.language = "en";
    wanted.said = Secret::copy_of("abcd 1234\nHarbour\n" + std::string(as_text(words.view())));
    REQUIRE(print_sheet_with(MAHALLA_PROGRAM, wanted));
    const auto page = disk.read(wanted.file, 4U << 20U);
    REQUIRE(page);
    CHECK(as_text(*page).substr(0, 5) == "%PDF-");
    SUBCASE("it takes no other file's place") { CHECK_FALSE(print_sheet_with(MAHALLA_PROGRAM, wanted)); }
    SUBCASE("what it cannot read is no sheet")
    {
        wanted.file = folder / "other.pdf";
        wanted.said = Secret::copy_of("abcd 1234\nHarbour\nno words");
        CHECK_FALSE(print_sheet_with(MAHALLA_PROGRAM, wanted));
        CHECK_FALSE(disk.exists(wanted.file));
    }
    SUBCASE("a program that is not there is told")
    {
        CHECK(print_sheet_with(folder / "mahalla", wanted).error().kind == ErrorKind::NotFound);
    }
    SUBCASE("one that ends without reading ends nothing else")
    {
        wanted.said = Secret(std::size_t{1} << 20U);
        CHECK_FALSE(print_sheet_with("/bin/false", wanted));
    }
}
