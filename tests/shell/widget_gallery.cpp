#include "base/number.h"
#include "shell/shell.h"
#include "system/process_protection.h"
#include "system/system_disk.h"
#include "text/language_folder.h"
#include "widgets/sample_page.h"

#include <cstdio>
#include <fstream>
#include <string>

using namespace mahalla;

/// widget_gallery RENDERER LANGUAGE PICTURE.png SECONDS: shows the sample page, prints what happened, writes a picture.
///
/// SECONDS 0 closes after the first frames; otherwise the window stays so long for xdotool to type into, and the number
/// of frames drawn in its last second is printed: an idle window draws none.
int main(int count, char** arguments)
{
    protect_process_memory();
    if (count != 5) return 2;
    const std::string renderer = arguments[1], language = arguments[2], picture = arguments[3];
    const auto seconds = static_cast<double>(integer_from_text(arguments[4]).value_or(0));
    auto engine = TextEngine::create("/usr/share/fonts/truetype/noto");
    if (!engine) return 1;
    SystemDisk disk;
    const auto languages =
        LanguageFolder::read(disk, std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets/languages");
    if (!languages) return 1;
    ui::Page page(**engine, languages->for_code(language));
    page.set_still(true);
    ShellOptions options;
    const auto choice = renderer_from_name(renderer);
    if (!choice) return 2;
    options.renderer = *choice;
    auto shell = Shell::open(page, options);
    if (!shell) {
        std::fprintf(stderr, "%s\n", shell.error().message.c_str());
        return 4;
    }
    test::SamplePage sample;
    page.focus("interview/name");
    std::size_t frames_before = 0;
    int closing = 0;
    // The job only waits: its outcomes are the moments at which the window is asked.
    const auto wait = [](double how_long) {
        return [how_long](JobProgress&) {
            std::this_thread::sleep_for(std::chrono::duration<double>(how_long));
            return 0;
        };
    };
    const auto finish = [&](int) {
        std::printf("frames in the last second: %zu\n", (*shell)->frames() - frames_before);
        closing = 1;
    };
    if (seconds > 0) {
        (*shell)->jobs().start(wait(seconds - 1), [&](int) {
            // The outcome itself is shown in three frames.
            frames_before = (*shell)->frames() + 3;
        });
        (*shell)->jobs().start(wait(1), finish);
    }
    (*shell)->run([&](ui::Page& drawn) { sample.draw_interview(drawn); },
                  [&] {
                      const bool enough = seconds == 0 && (*shell)->frames() >= 4;
                      if (!enough && closing == 0) return;
                      const Bytes png = to_png((*shell)->screenshot());
                      std::ofstream(picture, std::ios::binary)
                          .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
                      (*shell)->close();
                  });
    std::printf("renderer: %s\nname: %s\nforward: %d\n", std::string((*shell)->renderer_name()).c_str(),
                sample.name.c_str(), sample.forward);
    return 0;
}
