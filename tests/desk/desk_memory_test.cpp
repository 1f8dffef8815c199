#include "crypto/forget.h"
#include "crypto/recovery_text.h"
#include "desk/desk.h"
#include "desk/desk_lock.h"
#include "memory/memory_search.h"
#include "memory/small_office.h"
#include "memory/watched_process.h"
#include "store/store_header.h"
#include "support/ui_harness.h"
#include "system/lock_triggers.h"
#include "system/process_protection.h"
#include "system/wiping_heap.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <optional>
#include <set>
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

void type_told_into(UiHarness& ui, std::string_view path)
{
    ui.settle();
    ui.page().focus(path);
    type_told(ui);
}

void type(UiHarness& ui, const Secret& secret)
{
    std::string text(as_text(secret.view()));
    ui.type(text);
    forget(text);
}

/// Lines of a text that no buffer keeps: their ends are told as spaces.
void say_secret(const Secret& text)
{
    Secret line(text.size() + 1);
    const auto letters = line.writable();
    for (std::size_t i = 0; i < text.size(); ++i)
        letters[i] = text.view()[i] == '\n' ? std::uint8_t{' '} : text.view()[i];
    letters[text.size()] = 0;
    say(reinterpret_cast<const char*>(letters.data()));
}

/// What a step left behind is looked for by the other side, who then says to go on.
void show_memory(UiHarness& ui, const char* step)
{
    ui.settle();
    static_cast<void>(ui.picture());
    wipe_returned_functions();
    say(step);
    told();
}

/// The desk of a watched program: with a page, without a window.
struct DeskAtWork {
    DeskAtWork()
    {
        protect_process_memory();
        prctl(PR_SET_DUMPABLE, 1); // it is there to be looked into
        environment.unlocked = [this](std::chrono::seconds idle) { lock.opened(idle); };
        environment.wipe = [this] { forget(ui.clipboard); };
        environment.cost = SmallOffice::cheap;
    }
    void open()
    {
        const char* const folder = std::getenv(vault_variable);
        REQUIRE(folder != nullptr);
        desk.emplace(ui.page(), environment, folder, "en");
        ui.draw = [this](ui::Page& page) {
            while (desk->apply()) {
            }
            desk->draw(page);
        };
        ui.settle();
    }
    void click_path(std::string_view path)
    {
        ui.settle();
        const ui::Node* const found = ui.page().registry().find_path(path);
        REQUIRE_MESSAGE(found != nullptr, path << " is not here:\n" << ui.text());
        const std::string label = found->label;
        ui.click(label, found->role);
    }
    /// Until the other side sends the signal, and the frame after that was shown.
    void wait_for_the_lock()
    {
        bool locked = false;
        while (!locked) {
            lock.turn(*triggers, {[&] { desk->lock(); }, [] {}, [&locked] { locked = true; }});
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        ui.settle();
        CHECK(desk->vault() == nullptr);
        say("locked");
        told();
    }

    std::unique_ptr<LockTriggers> triggers = *LockTriggers::listen({});
    SystemDisk disk;
    SystemClock clock;
    SystemRunningClock running;
    SeededRandom random{3};
    InlineJobs jobs;
    UiHarness ui;
    DeskLock lock{running};
    DeskEnvironment environment{disk, clock, random, languages(), jobs};
    std::optional<Desk> desk;
};

/// A watched program, and what is looked for in it: each thing under a name, in three widths where it is a text.
class Watched {
public:
    Watched(const char* test_case, const std::filesystem::path& vault)
    {
        ::setenv(vault_variable, vault.c_str(), 1);
        program_.emplace(std::filesystem::read_symlink("/proc/self/exe").string(),
                         std::vector<std::string>{"-tc=" + std::string(test_case) + "*", "--no-skip"});
        ::unsetenv(vault_variable);
    }
    void look_for(const char* name, const std::string& text)
    {
        for (Needle& needle : needles_of_text(name, text)) needles_.push_back(std::move(needle));
    }
    void look_for(const char* name, const Secret& secret) { needles_.push_back(needle_of(name, secret)); }
    void tell(const std::string& text) { program_->tell(text); }
    /// What the program says after this word.
    std::string hears(const char* word)
    {
        REQUIRE(heard(*program_, word));
        return program_->heard();
    }
    /// After this step exactly these are there, in whatever width.
    void finds(const char* step, const std::set<std::string>& expected)
    {
        CAPTURE(step);
        REQUIRE(heard(*program_, step));
        const auto found = found_in_memory_of(program_->id(), needles_);
        std::set<std::string> names;
        for (const auto& [name, count] : found) names.insert(name.substr(0, name.find(" in ")));
        const bool as_expected = names == expected;
        CHECK_MESSAGE(as_expected, step << ": " << names_of(found));
        program_->tell("go on");
    }
    void locks_and_finds_nothing()
    {
        program_->signal(SIGUSR1);
        finds("locked", {});
    }

private:
    std::optional<WatchedProcess> program_;
    std::vector<Needle> needles_;
};

/// Six words that stand in no list, as a desk would show them.
std::string drawn_words()
{
    std::string words = new_word();
    for (int i = 1; i < 6; ++i) words += " " + new_word();
    return words;
}

/// Two words that stand side by side: as long as a search has to be, and no line breaks between the first ones.
std::string first_words(const std::string& words) { return words.substr(0, 17); }

} // namespace

/// The watched side of the case below, started by it as a process of its own.
TEST_CASE("a desk at work, to be looked into" * doctest::skip())
{
    DeskAtWork at;
    UiHarness& ui = at.ui;
    at.open();
    type_told_into(ui, "unlock/passphrase");
    show_memory(ui, "typed");
    ui.type("\n");
    REQUIRE(at.desk->screen() == Desk::Screen::Home);
    ui.click("Small");
    REQUIRE(at.desk->screen() == Desk::Screen::Interview);
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
    at.wait_for_the_lock();
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

TEST_CASE("a desk that makes a vault, to be looked into" * doctest::skip())
{
    DeskAtWork at;
    UiHarness& ui = at.ui;
    std::string told_words = told();
    Secret words = Secret::copy_of(std::string_view(told_words));
    forget(told_words);
    at.environment.draw_words = [&words](const WordList&) { return words.duplicate(); };
    at.environment.print_sheet = [](const SheetWanted& wanted) -> Result<void> {
        say("code");
        say_secret(wanted.said);
        return {};
    };
    at.open();
    show_memory(ui, "drawn");
    at.click_path("unlock/own-words");
    type_told_into(ui, "unlock/passphrase");
    type_told_into(ui, "unlock/again");
    show_memory(ui, "own words typed");
    at.click_path("unlock/drawn-words");
    show_memory(ui, "own words left");
    ui.page().focus("unlock/passphrase");
    type(ui, words);
    words.wipe();
    show_memory(ui, "drawn words typed");
    ui.type("\n");
    REQUIRE(at.desk->screen() == Desk::Screen::Home);
    show_memory(ui, "made");
    type_told_into(ui, "home/code/folder");
    at.click_path("home/code/print");
    show_memory(ui, "printed");
    if (std::string left = told(); left == "leave") {
        at.click_path("home/menu/copies");
        show_memory(ui, "left");
    }
    at.wait_for_the_lock();
}

TEST_CASE("words drawn or typed for a new vault, and its code, are in memory as long as their page, and no longer")
{
    if (!heap_wipes_what_is_freed()) return;
    for (const char* const then : {"leave", "lock"}) {
        CAPTURE(then);
        const TemporaryFolder folder;
        const std::string words = drawn_words(), own = new_word() + " of my own";
        Watched desk("a desk that makes a vault", folder / "vault");
        desk.look_for("drawn", first_words(words));
        desk.look_for("own", own.substr(0, 8));
        desk.tell(words);
        desk.finds("drawn", {"drawn"});
        desk.tell(own);
        desk.tell(own);
        desk.finds("own words typed", {"drawn", "own"});
        desk.finds("own words left", {"drawn"});
        desk.finds("drawn words typed", {"drawn"});
        desk.finds("made", {});
        desk.tell(folder.path().string());
        const std::string said = desk.hears("code");
        // The last word with the end of the one before: words that stand side by side, for single ones are in every
        // program's list. More could reach into the line above, whose end is no blank in memory.
        desk.look_for("code", said.substr(said.find_last_of(' ') - 3));
        desk.finds("printed", {"code"});
        desk.tell(then);
        if (std::string(then) == "leave") desk.finds("left", {});
        desk.locks_and_finds_nothing();
    }
}

TEST_CASE("a desk that recovers, to be looked into" * doctest::skip())
{
    DeskAtWork at;
    UiHarness& ui = at.ui;
    at.open();
    at.click_path("unlock/forgotten");
    for (const char* const field : {"unlock/sheet", "unlock/new", "unlock/again"}) type_told_into(ui, field);
    show_memory(ui, "typed");
    at.click_path("unlock/remembered");
    show_memory(ui, "left");
    at.click_path("unlock/forgotten");
    for (const char* const field : {"unlock/sheet", "unlock/new", "unlock/again"}) type_told_into(ui, field);
    ui.type("\n");
    REQUIRE(at.desk->screen() == Desk::Screen::Home);
    show_memory(ui, "recovered");
    at.wait_for_the_lock();
}

TEST_CASE("the sheet's words and the new passphrase are in memory until they were used, or their page was left")
{
    if (!heap_wipes_what_is_freed()) return;
    SmallOffice office("tests/fixtures/questionnaire.md");
    auto created =
        Vault::create(office.folder / "vault", secret("forgotten"), office.environment(), SmallOffice::cheap);
    REQUIRE(created);
    created->vault.lock();
    std::string sheet(as_text(created->recovery_code.view()));
    std::replace(sheet.begin(), sheet.end(), '\n', ' ');
    const auto code = secret_of_recovery_text(created->recovery_code);
    REQUIRE(code);
    const std::string next = new_word() + " to come", somewhere_inside = sheet.substr(sheet.size() / 2, 20);
    Watched desk("a desk that recovers", office.folder / "vault");
    desk.look_for("sheet", somewhere_inside);
    desk.look_for("code", *code);
    desk.look_for("next", next.substr(0, 8));
    const auto fill = [&] {
        for (const std::string& text : {sheet, next, next}) desk.tell(text);
    };
    fill();
    desk.finds("typed", {"sheet", "next"});
    desk.finds("left", {});
    fill();
    desk.finds("recovered", {});
    desk.locks_and_finds_nothing();
}

TEST_CASE("a desk that travels, to be looked into" * doctest::skip())
{
    DeskAtWork at;
    UiHarness& ui = at.ui;
    at.open();
    type_told_into(ui, "unlock/passphrase");
    ui.type("\n");
    REQUIRE(at.desk->screen() == Desk::Screen::Home);
    at.click_path("home/menu/travel");
    type_told_into(ui, "travel/passphrase");
    show_memory(ui, "typed");
    at.click_path("travel/home");
    show_memory(ui, "left");
    at.click_path("home/menu/travel");
    type_told_into(ui, "travel/passphrase");
    ui.type("\n");
    show_memory(ui, "turned on");
    at.wait_for_the_lock();
    type_told_into(ui, "unlock/passphrase");
    ui.type("\n");
    REQUIRE(ui.page().registry().find_path("unlock/write") != nullptr);
    show_memory(ui, "asked");
    at.wait_for_the_lock();
}

TEST_CASE("neither a passphrase typed to travel nor the travel secret nor who travels outlasts its page")
{
    if (!heap_wipes_what_is_freed()) return;
    SmallOffice office("tests/fixtures/questionnaire.md");
    const std::string passphrase = new_word() + " on the way", person = new_word() + " who travels";
    const auto folder = office.folder / "vault";
    Watched desk("a desk that travels", folder);
    {
        auto created = Vault::create(folder, secret(passphrase), office.environment(), SmallOffice::cheap);
        REQUIRE(created);
        office.enrol(created->vault, Role::FieldWorker, person);
        desk.look_for("seed", created->vault.signing_keys().seed());
    }
    desk.look_for("passphrase", passphrase.substr(0, 8));
    desk.look_for("person", person.substr(0, 8));
    for (int i = 0; i < 2; ++i) desk.tell(passphrase);
    desk.finds("typed", {"passphrase", "person", "seed"});
    desk.finds("left", {"person", "seed"});
    desk.tell(passphrase);
    REQUIRE(office.supervisor);
    // What is asked of a supervisor, out of the header: it opens the vault together with the passphrase.
    desk.finds("turned on", {"person", "seed"});
    const auto header = StoreHeader::parse(StoreKind::Vault, *office.disk.read(folder / "vault.header", 16 << 10));
    REQUIRE(header);
    REQUIRE(header->is_travelling());
    const BoxKeyPair fresh = BoxKeyPair::generate();
    const TravelChallenge challenge = TravelChallenge::create(fresh.public_key(), header->travel_slots());
    const auto answer = challenge.answer(office.supervisor->box_keys());
    REQUIRE(answer);
    const auto travel_secret = travel_secret_of(*answer, challenge, fresh);
    REQUIRE(travel_secret);
    desk.look_for("travel secret", *travel_secret);
    desk.locks_and_finds_nothing();
    desk.tell(passphrase);
    desk.finds("asked", {});
    desk.locks_and_finds_nothing();
}
