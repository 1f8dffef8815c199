#include "desk/desk_words.h"
#include "support/full_disk.h"
#include "widgets/drawing_colours.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Three neighbourhoods of the questionnaire: one with a hole and an island, one bent around it, one small.
constexpr const char* outlines =
    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"pcode":"harbour"},"geometry":{"type":"MultiPolygon","coordinates":[
 [[[35.80,34.40],[35.86,34.40],[35.87,34.45],[35.84,34.47],[35.80,34.46],[35.80,34.40]],[[35.82,34.42],[35.82,34.43],[35.84,34.43],[35.84,34.42],[35.82,34.42]]],
 [[[35.78,34.46],[35.79,34.46],[35.79,34.47],[35.78,34.46]]]]}},
{"type":"Feature","properties":{"pcode":"citadel"},"geometry":{"type":"Polygon","coordinates":[
 [[35.86,34.40],[35.92,34.40],[35.92,34.48],[35.84,34.48],[35.84,34.47],[35.87,34.45],[35.86,34.40]]]}},
{"type":"Feature","properties":{"pcode":"riverside"},"geometry":{"type":"Polygon","coordinates":[
 [[35.82,34.42],[35.84,34.42],[35.84,34.43],[35.82,34.43],[35.82,34.42]]]}}]})";

/// A supervisor before a table of what a colleague's households said, by `group`.
void open_table(DeskStory& story, const std::string& group)
{
    story.enrol(Role::Supervisor);
    story.put_a_colleagues_bundle_on_the_stick();
    story.unlock();
    story.click_path("home/menu/bundles");
    story.ui.page().focus("bundles/folder");
    story.ui.type(story.stick().string());
    story.click_path("bundles/look");
    story.click_path("bundles/merge");
    story.click_path("bundles/home");
    story.click_path("home/menu/results");
    story.click_path("results/indicator");
    story.ui.click(story.ui.page().language().code == "en" ? "Feels unsafe after dark"
                                                           : "لا تشعر بالأمان بعد حلول الظلام",
                   ui::Role::Option);
    story.ui.click(group, ui::Role::Option);
}

std::string displacement(const std::string& language)
{
    return language == "en" ? "Displacement status" : "حالة النزوح";
}

/// What a reader who sees no picture is told of it.
std::string words_of_picture(DeskStory& story)
{
    story.settle();
    std::string words;
    const auto& nodes = story.ui.page().registry().nodes();
    auto node = std::ranges::find(nodes, ui::Role::Picture, &ui::Node::role);
    if (node == nodes.end()) return words;
    words = node->label;
    for (++node; node != nodes.end() && node->depth > 0 && node->role == ui::Role::Text; ++node)
        words += "\n" + node->label;
    return words;
}

/// What was handed out lies where the bundles came from: the desk remembers the folder.
std::string file(DeskStory& story, const std::string& name)
{
    const auto bytes = story.disk().read(story.stick() / name, 1U << 20U);
    return bytes ? std::string(as_text(*bytes)) : std::string();
}

} // namespace

TEST_CASE("a protected table is shown as pictures that keep to the page, in both directions, sizes and all themes")
{
    for (const std::string language : {"en", "ar"})
        for (const float scale : {1.0F, 2.0F}) {
            UiHarness::Setup setup;
            setup.language = language;
            setup.scale = scale;
            DeskStory story(setup);
            open_table(story, displacement(language));
            const std::string name = language + (scale > 1 ? "_200" : "_100");
            for (const char* kind : {"bars", "heat-map"}) {
                story.click_path(std::string("results/kinds/") + kind);
                check_page(story, std::string("results_") + kind + "_" + name);
                const ui::Node* picture = story.ui.page().registry().find_path("results/picture");
                REQUIRE(picture != nullptr);
                CHECK(picture->rect.left >= 0);
                CHECK(picture->rect.right <= 1366);
                // As told as seen: with its interval, and what is hidden as hidden.
                const std::string words = words_of_picture(story);
                CHECK(words.find(say(story, "picture.hidden"_text)) != std::string::npos);
                CHECK(words.find(language == "en" ? "33%" : "٣٣") != std::string::npos);
            }
            if (scale > 1) continue;
            for (const ui::Theme theme : {ui::Theme::Dark, ui::Theme::Daylight}) {
                story.ui.page().set_theme(theme);
                check_page(story, "results_heat-map_" + name + (theme == ui::Theme::Dark ? "_dark" : "_daylight"));
            }
        }
}

TEST_CASE("letters on every colour of a drawing can be read in every theme, and its steps keep their order")
{
    const auto luminance = [](DrawingRole role, ui::Theme theme) {
        const ui::Colour colour = ui::drawing_colour(role, theme);
        return luminance_of({static_cast<std::uint8_t>(colour), static_cast<std::uint8_t>(colour >> 8),
                             static_cast<std::uint8_t>(colour >> 16)});
    };
    const auto contrast = [&](DrawingRole one, DrawingRole other, ui::Theme theme) {
        const auto [dark, light] = std::minmax({luminance(one, theme), luminance(other, theme)});
        return (light + 0.05) / (dark + 0.05);
    };
    for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark, ui::Theme::Daylight}) {
        INFO(static_cast<int>(theme));
        for (const DrawingRole letters : {DrawingRole::Ink, DrawingRole::Quiet, DrawingRole::Interval})
            CHECK(contrast(letters, DrawingRole::Ground, theme) >= 4.5);
        CHECK(contrast(DrawingRole::Bar, DrawingRole::Ground, theme) >= 3);
        CHECK(contrast(DrawingRole::Hidden, DrawingRole::Ground, theme) >= 3);
        for (int i = 0; i < 5; ++i) {
            const auto step = static_cast<DrawingRole>(static_cast<int>(DrawingRole::Step1) + i);
            CHECK(contrast(letters_on(step), step, theme) >= 4.5);
            if (i == 0) continue;
            const auto before = static_cast<DrawingRole>(static_cast<int>(step) - 1);
            CHECK(contrast(before, step, theme) >= 1.3);
        }
    }
}

TEST_CASE("pictures are chosen and saved by keyboard alone, and lie on the stick as they are called")
{
    DeskStory story;
    open_table(story, displacement("en"));
    press(story, "results.as_bars"_text);
    CHECK(words_of_picture(story).find("33%") != std::string::npos);
    {
        const FullDisk full(1);
        press(story, "results.save_pdf"_text);
        CHECK(says(story, "code.failed"_text));
    }
    press(story, "results.save_pdf"_text);
    CHECK_FALSE(says(story, "code.failed"_text));
    CHECK(says(story, "bars.pdf"));
    CHECK(file(story, "bars.pdf").starts_with("%PDF"));
    press(story, "results.save_svg"_text);
    const std::string svg = file(story, "bars.svg");
    CHECK(svg.find("33%") != std::string::npos);
    press(story, "results.save_svg"_text);
    CHECK(file(story, "bars-2.svg") == svg); // nothing is overwritten
    // What was handed out is known when the table is made again: it says the same.
    const std::string before = words_of_picture(story);
    story.ui.click(displacement("en"), ui::Role::Option);
    story.ui.click(displacement("en"), ui::Role::Option);
    CHECK(words_of_picture(story) == before);
}

TEST_CASE("a map needs outlines, and shows areas with holes, islands and neighbours around them")
{
    for (const std::string language : {"en", "ar"}) {
        UiHarness::Setup setup;
        setup.language = language;
        DeskStory story(setup);
        open_table(story, language == "en" ? "Neighbourhood" : "الحي");
        CHECK(story.ui.page().registry().find_path("results/kinds/map") == nullptr);
        REQUIRE(story.disk().write(story.stick() / "areas.geojson", as_bytes(outlines)));
        REQUIRE(story.disk().write(story.stick() / "other.geojson", as_bytes("{}")));
        story.click_path("results/files/look");
        story.ui.click("other.geojson");
        CHECK(says(story, "results.outlines_refused"_text));
        story.ui.click("areas.geojson");
        CHECK(says(story, "results.outlines_read"_text));
        CHECK_FALSE(says(story, "results.outlines_refused"_text));
        story.click_path("results/kinds/map");
        check_page(story, "results_map_" + language);
        CHECK(words_of_picture(story).find(language == "en" ? "Harbour" : "الميناء") != std::string::npos);
        press(story, "results.save_pdf"_text);
        CHECK(file(story, "map.pdf").starts_with("%PDF"));
    }
}

TEST_CASE("a sheet for a neighbourhood is written in the language that is chosen for it")
{
    DeskStory story;
    open_table(story, displacement("en"));
    CHECK_FALSE(story.ui.node(say(story, "results.feedback_save"_text)).enabled);
    story.click_path("results/feedback/area");
    story.ui.click("Harbour", ui::Role::Option);
    press(story, "results.feedback_save"_text);
    check_page(story, "results_feedback_en");
    const std::string english = file(story, "feedback-harbour.pdf");
    CHECK(english.starts_with("%PDF"));
    story.click_path("results/feedback/language");
    story.ui.click("العربية", ui::Role::Option);
    press(story, "results.feedback_save"_text);
    const std::string arabic = file(story, "feedback-harbour-2.pdf");
    CHECK(arabic.find("NotoSansArabic") != std::string::npos);
    CHECK(english.find("NotoSansArabic") == std::string::npos);
}

TEST_CASE("while a table is being protected a person goes on, and what comes after a lock is shown to nobody")
{
    PatientJobs jobs;
    DeskStory story;
    open_table(story, displacement("en"));
    story.desk().lock();
    story.use_jobs(jobs);
    type_into(story, "unlock/passphrase", std::string(DeskStory::passphrase) + "\n");
    jobs.work_off();
    story.click_path("home/menu/results");
    story.click_path("results/indicator");
    story.ui.click("Feels unsafe after dark", ui::Role::Option);
    CHECK(says(story, "results.working"_text));
    // Another question: the first one's answer comes too late.
    story.ui.click("Displacement status", ui::Role::Option);
    jobs.work_off();
    story.settle();
    CHECK_FALSE(says(story, "results.working"_text));
    CHECK(says(story, "Refugee or asylum seeker"));
    press(story, "results.as_heat_map"_text);
    CHECK(says(story, "results.working"_text));
    story.desk().lock();
    jobs.work_off();
    story.settle();
    CHECK_FALSE(says(story, "Refugee or asylum seeker"));
    CHECK(words_of_picture(story).empty());
}
