#include "shell/software_rasteriser.h"
#include "system/system_disk.h"
#include "text/language_folder.h"
#include "widgets/field.h"
#include "widgets/layout.h"
#include "widgets/sample_page.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace mahalla;

namespace {

using Stopwatch = std::chrono::steady_clock;

double milliseconds_since(Stopwatch::time_point start)
{
    return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count();
}

/// Milliseconds a frame takes to build and to draw in memory, over a hundred frames.
void measure(const char* name, ui::Page& page, const std::function<void(ui::Page&)>& draw)
{
    SoftwareRasteriser rasteriser;
    double seconds = 1;
    const auto frame = [&] {
        seconds += 0.016;
        page.begin_frame({}, 1366, 768, seconds);
        draw(page);
        page.end_frame();
    };
    for (int i = 0; i < 5; ++i) frame();
    auto start = Stopwatch::now();
    for (int i = 0; i < 100; ++i) frame();
    const double build = milliseconds_since(start) / 100;
    start = Stopwatch::now();
    for (int i = 0; i < 100; ++i) rasteriser.render(*page.draw_data(), page.palette().ground);
    std::printf("%-44s build %6.2f ms   draw %6.2f ms\n", name, build, milliseconds_since(start) / 100);
}

} // namespace

/// What desktop pages cost at 1366 × 768: prints milliseconds a frame, time to the first frame, memory.
int main()
{
    const auto start = Stopwatch::now();
    auto engine = TextEngine::create("/usr/share/fonts/truetype/noto");
    SystemDisk disk;
    const auto languages =
        LanguageFolder::read(disk, std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "assets/languages");
    if (!engine || !languages) return EXIT_FAILURE;
    ui::Page page(**engine, languages->for_code("ar"));
    page.set_still(true);
    test::SamplePage sample;
    SoftwareRasteriser first;
    page.begin_frame({}, 1366, 768, 1);
    sample.draw_interview(page);
    page.end_frame();
    first.render(*page.draw_data(), page.palette().ground);
    std::printf("%-44s %6.1f ms\n", "from start to the first frame", milliseconds_since(start));
    measure("interview page, Arabic", page, [&](ui::Page& drawn) { sample.draw_interview(drawn); });
    measure("lists, 10,000 rows, Arabic", page, [&](ui::Page& drawn) { sample.draw_overview(drawn); });
    measure("one page of 5,000 questions", page, [&](ui::Page& drawn) {
        ui::screen(drawn, {.id = "long", .title = "Long", .body = [&] {
                               for (int i = 0; i < 5000; ++i) {
                                   const std::string name = "Question " + std::to_string(i);
                                   ui::text_field(drawn, name, name, "answer");
                               }
                           }});
    });
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%-44s %6.1f MB\n", "most memory", static_cast<double>(usage.ru_maxrss) / 1024);
    return EXIT_SUCCESS;
}
