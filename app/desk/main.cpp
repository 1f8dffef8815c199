#include "desk/desk.h"
#include "desk/desk_lock.h"
#include "desk/desk_start.h"
#include "system/lock_triggers.h"
#include "system/process_protection.h"
#include "system/system_clock.h"
#include "system/system_disk.h"
#include "system/system_random.h"
#include "system/system_workers.h"

#include <algorithm>
#include <atomic>
#include <iostream>

namespace {

using namespace mahalla;

/// A stick that was put in is noticed within this time.
constexpr std::chrono::milliseconds look_for_media_every{2000};

int fail(const Error& error)
{
    std::cerr << "mahalla-desk: " << error.message << '\n';
    return error.kind == ErrorKind::Unavailable ? 4 : 1;
}

int run(const DeskStart& start)
{
    // Before anything else makes a thread: the signals are for this one alone.
    Shell* listening = nullptr;
    std::atomic<bool> window_is_there = false;
    auto triggers = LockTriggers::listen([&](LockTrigger) {
        if (window_is_there.load()) listening->wake();
    });
    if (!triggers) return fail(triggers.error());
    SystemDisk disk;
    SystemClock clock;
    SystemRandom random;
    const auto engine = TextEngine::create("/usr/share/fonts/truetype/noto");
    if (!engine) return fail(engine.error());
    const auto languages = LanguageFolder::read(disk, language_folder(disk));
    if (!languages) return fail(languages.error());
    ui::Page page(**engine, languages->for_code(start.language));
    page.set_theme(start.theme);
    ShellOptions options;
    options.renderer = start.renderer;
    options.text_size = start.text_size;
    auto opened = Shell::open(page, options);
    if (!opened) return fail(opened.error());
    Shell& shell = **opened;
    ShellJobs jobs(shell.jobs());
    SystemWorkers workers;
    DeskEnvironment environment{disk, clock, random, *languages, jobs};
    environment.workers = &workers;
    environment.wipe = [&shell] { shell.wipe(); };
    environment.print_sheet = print_sheet_elsewhere;
    environment.set_text_size = [&shell](float size) { shell.set_text_size(size); };
    SystemRunningClock running_clock;
    DeskLock lock(running_clock);
    environment.unlocked = [&lock](std::chrono::seconds idle) { lock.opened(idle); };
    Desk desk(page, environment, start.vault, start.language);
    shell.on_input([&lock] { lock.input(); });
    auto looked = running_clock.running().awake;
    shell.each_turn([&]() -> std::optional<double> {
        const auto wait = lock.turn(**triggers, {[&] { desk.lock(); }, [&] { shell.close(); }, [&] { shell.wake(); }});
        if (desk.vault() == nullptr) return wait;
        if (const auto now = running_clock.running().awake; now - looked >= look_for_media_every) {
            looked = now;
            if (desk.look_for_media()) shell.wake();
        }
        const double look_again = std::chrono::duration<double>(look_for_media_every).count();
        return std::min(wait.value_or(look_again), look_again);
    });
    listening = &shell;
    window_is_there.store(true);
    shell.run([&](ui::Page& drawn) { desk.draw(drawn); },
              [&] {
                  if (desk.apply()) shell.wake();
              });
    triggers->reset(); // its thread ends before the window that it would wake
    return 0;
}

} // namespace

int main(int argument_count, char** arguments)
{
    mahalla::protect_process_memory();
    const auto reading = mahalla::read_desk_start(argument_count, arguments);
    return reading.start ? run(*reading.start) : reading.exit_code;
}
