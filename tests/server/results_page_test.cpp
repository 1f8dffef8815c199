#include "server/results_page.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

ShownRelease a_release()
{
    ShownRelease release{
        "0123abcd", "Round <1>", "2026-11-21", "Mahalla 0.1.0", "household_assessment", "fewer than 5 households", {}};
    ShownTable table{"unsafe", "Feels unsafe & worried", ShownStatistic::Share, {"Displacement status"}, true, {}};
    table.cells.push_back({{"Refugee"}, 0.4567, 0.31, 0.61, 40, ""});
    table.cells.push_back({{"<script>alert(1)</script>"},
                           std::nullopt,
                           std::nullopt,
                           std::nullopt,
                           std::nullopt,
                           "fewer than 5 households"});
    release.tables.push_back(table);
    return release;
}

} // namespace

TEST_CASE("a suppressed cell is a mark with its reason, never a figure")
{
    const std::string page = results_page({a_release()}, "en");
    CHECK(page.find("45.7 %") != std::string::npos);
    CHECK(page.find("hidden — fewer than 5 households") != std::string::npos);
    CHECK(page.find(">0 %") == std::string::npos);
    CHECK(page.find("Hidden is not zero") != std::string::npos);
}

TEST_CASE("what stands in a release cannot become markup")
{
    const std::string page = results_page({a_release()}, "en");
    CHECK(page.find("<script>") == std::string::npos);
    CHECK(page.find("Round &lt;1&gt;") != std::string::npos);
    CHECK(page.find("Feels unsafe &amp; worried") != std::string::npos);
}

TEST_CASE("the page is mirrored in Arabic and asks for nothing from elsewhere")
{
    const std::string page = results_page({a_release()}, "ar");
    CHECK(page.find("dir=\"rtl\"") != std::string::npos);
    for (const std::string& text : {page, results_style_sheet()}) {
        CHECK(text.find("http://") == std::string::npos);
        CHECK(text.find("https://") == std::string::npos);
        CHECK(text.find("@import") == std::string::npos);
    }
}
