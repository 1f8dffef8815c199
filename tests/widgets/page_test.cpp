#include "support/ui_harness.h"
#include "widgets/sample_page.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("pages come to rest in every language, size and theme and name every target")
{
    for (const std::string language : {"en", "ar"}) {
        for (const float scale : {1.0f, 2.0f}) {
            for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark, ui::Theme::Daylight}) {
                CAPTURE(language);
                CAPTURE(scale);
                UiHarness ui({.language = language, .scale = scale, .theme = theme});
                SamplePage sample;
                const std::string name = language + "_" + std::to_string(static_cast<int>(scale * 100)) + "_" +
                                         std::to_string(static_cast<int>(theme));
                ui.draw = [&](ui::Page& page) { sample.draw_interview(page); };
                CHECK(ui.audit().empty());
                for (const std::string& finding : ui.audit()) MESSAGE(finding);
                ui.save_picture("interview_" + name);
                ui.draw = [&](ui::Page& page) { sample.draw_overview(page); };
                for (const std::string& finding : ui.audit()) MESSAGE(finding);
                CHECK(ui.audit().empty());
                ui.save_picture("overview_" + name);
            }
        }
    }
}
