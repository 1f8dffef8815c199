#include "desk/desk.h"
#include "desk/desk_start.h"
#include "shell/process_protection.h"
#include "system/system_clock.h"
#include "system/system_disk.h"
#include "system/system_random.h"

#include <iostream>

namespace {

using namespace mahalla;

int fail(const Error& error)
{
    std::cerr << "mahalla-desk: " << error.message << '\n';
    return error.kind == ErrorKind::Unavailable ? 4 : 1;
}

int run(const DeskStart& start)
{
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
    DeskEnvironment environment{disk, clock, random, *languages, jobs};
    environment.wipe = [&shell] { shell.wipe(); };
    environment.set_text_size = [&shell](float size) { shell.set_text_size(size); };
    Desk* locked_when_idle = nullptr;
    environment.unlocked = [&](double seconds) { shell.on_idle(seconds, [&] { locked_when_idle->lock(); }); };
    Desk desk(page, environment, start.vault, start.language);
    locked_when_idle = &desk;
    shell.run([&](ui::Page& drawn) { desk.draw(drawn); },
              [&] {
                  if (desk.apply()) shell.wake();
              });
    return 0;
}

} // namespace

int main(int argument_count, char** arguments)
{
    mahalla::protect_process_memory();
    const auto reading = mahalla::read_desk_start(argument_count, arguments);
    return reading.start ? run(*reading.start) : reading.exit_code;
}
