#include "crypto/forget.h"
#include "desk/desk.h"
#include "desk/desk_lock.h"
#include "memory/memory_search.h"
#include "memory/small_office.h"
#include "memory/watched_process.h"
#include "support/ui_harness.h"
#include "system/lock_triggers.h"
#include "system/process_protection.h"
#include "system/wiping_heap.h"

#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <thread>

using namespace mahalla;
using namespace mahalla::test;

namespace {

constexpr const char* vault_variable = "MAHALLA_WATCHED_VAULT";

/// Eight letters that stand nowhere else.
std::string new_word()
{
    const Secret chance = Secret::random(8);
    std::string word;
    for (const std::uint8_t byte : chance.view()) word += static_cast<char>('a' + byte % 26);
    return word;
}

/// The lines of a test program's own come in between.
bool heard(WatchedProcess& program, const std::string& expected)
{
    for (;;) {
        const std::string word = program.heard();
        if (word == expected) return true;
        if (word == "ended") return false;
    }
}

std::string names_of(const std::map<std::string, std::size_t>& found)
{
    std::string names;
    for (const auto& [name, count] : found) names += name + " " + std::to_string(count) + ", ";
    return names;
}

Needle needle_of(const char* name, const Secret& secret)
{
    return {name, Bytes(secret.view().begin(), secret.view().end())};
}

void type_told(UiHarness& ui)
{
    std::string text = told();
    ui.type(text);
    forget(text);
}

} // namespace

/// The watched side of the case below, started by it as a process of its own.
TEST_CASE("a desk at work, to be looked into" * doctest::skip())
{
    const char* const folder = std::getenv(vault_variable);
    REQUIRE(folder != nullptr);
    protect_process_memory();
    prctl(PR_SET_DUMPABLE, 1); // it is there to be looked into
    const auto triggers = LockTriggers::listen({});
    REQUIRE(triggers);
    SystemDisk disk;
    SystemClock clock;
    SystemRunningClock running;
    SeededRandom random(3);
    InlineJobs jobs;
    UiHarness ui;
    DeskLock lock(running);
    DeskEnvironment environment{disk, clock, random, languages(), jobs};
    environment.unlocked = [&lock](std::chrono::seconds idle) { lock.opened(idle); };
    environment.wipe = [&ui] { forget(ui.clipboard); };
    Desk desk(ui.page(), environment, folder, "en");
    ui.draw = [&desk](ui::Page& page) {
        desk.apply();
        desk.draw(page);
    };
    ui.settle();
    ui.page().focus("unlock/passphrase");
    type_told(ui);
    say("typed");
    told();
    ui.type("\n");
    REQUIRE(desk.screen() == Desk::Screen::Home);
    ui.click("Small");
    REQUIRE(desk.screen() == Desk::Screen::Interview);
    ui.tab_to("Name");
    // The first question is a name: typed, corrected, copied, taken back, typed again.
    type_told(ui);
    ui.press(ui::KeyPress{.key = ui::Key::A, .control = true});
    ui.press(ui::KeyPress{.key = ui::Key::C, .control = true});
    ui.wait(2);
    ui.press(ui::KeyPress{.key = ui::Key::Z, .control = true});
    type_told(ui);
    ui.wait(2);
    static_cast<void>(ui.picture());
    say("used");
    bool locked = false;
    while (!locked) {
        lock.turn(**triggers, {[&] { desk.lock(); }, [] {}, [&locked] { locked = true; }});
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ui.settle(); // the screen that follows
    CHECK(desk.vault() == nullptr);
    say("locked");
    told();
}

TEST_CASE("after the desk locked, nothing typed or shown is anywhere in its memory")
{
    if (!heap_wipes_what_is_freed()) return; // under a sanitizer the heap is the sanitizer's
    SmallOffice office("tests/fixtures/questionnaire.md");
    const std::size_t runs = std::getenv("MAHALLA_LONG") != nullptr ? 50 : 3;
    for (std::size_t run = 0; run < runs; ++run) {
        CAPTURE(run);
        const std::string name = "worker" + std::to_string(run);
        const std::string passphrase = new_word() + " of the desk", person = new_word(), first = new_word(),
                          second = new_word() + " and a longer text that a heap keeps";
        std::vector<Needle> needles;
        {
            auto created =
                Vault::create(office.folder / name, secret(passphrase), office.environment(), SmallOffice::cheap);
            REQUIRE(created);
            office.enrol(created->vault, Role::FieldWorker, person);
            needles.push_back(needle_of("signing seed", created->vault.signing_keys().seed()));
            needles.push_back(needle_of("box seed", created->vault.box_keys().seed()));
        }
        for (const auto& [what, text] : {std::pair{"passphrase", passphrase}, std::pair{"person", person},
                                         std::pair{"first answer", first}, std::pair{"second answer", second}})
            for (Needle& needle : needles_of_text(what, text.substr(0, 8))) needles.push_back(std::move(needle));

        ::setenv(vault_variable, (office.folder / name).c_str(), 1);
        WatchedProcess program(std::filesystem::read_symlink("/proc/self/exe").string(),
                               {"-tc=a desk at work*", "--no-skip"});
        ::unsetenv(vault_variable);
        program.tell(passphrase);
        REQUIRE(heard(program, "typed"));
        const auto typed = found_in_memory_of(program.id(), needles);
        CHECK_MESSAGE((typed.contains("passphrase") || typed.contains("passphrase in 32 bits")), names_of(typed));
        program.tell("go on");
        program.tell(first);
        program.tell(second);
        REQUIRE(heard(program, "used"));
        const auto used = found_in_memory_of(program.id(), needles);
        for (const char* const expected : {"signing seed", "box seed", "second answer"})
            CHECK_MESSAGE(used.contains(expected), (std::string(expected) + " is not there, but " + names_of(used)));
        program.signal(SIGUSR1);
        REQUIRE(heard(program, "locked"));
        const auto left = found_in_memory_of(program.id(), needles);
        CHECK_MESSAGE(left.empty(), names_of(left));
        program.tell("enough");
    }
}
