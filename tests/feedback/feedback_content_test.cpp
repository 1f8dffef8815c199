#include "feedback/feedback_content.h"

#include "disclosure/protect.h"
#include "support/published_tables.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const Dimension areas = dimension_of("area", {{"LB1", "Harbour"}, {"LB2", "Hill"}});
const Dimension rounds = dimension_of("round", {{"1", "Spring"}, {"2", "Autumn"}});

/// Unsafe after dark by area and round: in Harbour it fell far, on the Hill hardly.
PublishedTableContent by_round()
{
    return published_table("Unsafe after dark", {areas, rounds},
                           {published_cell({"LB1", "1"}, 0.6, 0.06, 200), published_cell({"LB1", "2"}, 0.4, 0.06, 210),
                            published_cell({"LB2", "1"}, 0.5, 0.06, 190), published_cell({"LB2", "2"}, 0.45, 0.06, 180),
                            published_cell({"_T", "2"}, 0.42, 0.04, 390)});
}

} // namespace

TEST_CASE("a sheet tells of its own area in the last round, and of no other")
{
    const std::vector tables = {by_round()};
    const auto content = feedback_of(tables, {"area", "LB1", "round", ""});
    REQUIRE(content);
    CHECK(content->area == "Harbour");
    CHECK(content->round == "Autumn");
    REQUIRE(content->findings.size() == 1);
    CHECK(content->findings[0].cell.figure->estimate == 0.4);
}

TEST_CASE("a change is told where it exceeds its confidence interval, and only there")
{
    const std::vector tables = {by_round()};
    const auto fell = feedback_of(tables, {"area", "LB1", "round", "2"});
    REQUIRE(fell);
    REQUIRE(fell->findings[0].earlier);
    CHECK(fell->findings[0].earlier->estimate == 0.6);
    // 0.5 to 0.45, each ± 0.06: the difference may be 0.
    const auto stayed = feedback_of(tables, {"area", "LB2", "round", "2"});
    REQUIRE(stayed);
    CHECK_FALSE(stayed->findings[0].earlier);
    const auto first = feedback_of(tables, {"area", "LB1", "round", "1"});
    REQUIRE(first);
    CHECK_FALSE(first->findings[0].earlier);
}

TEST_CASE("no change is told from or to a hidden figure")
{
    for (const std::size_t which : {0U, 1U}) {
        std::vector tables = {by_round()};
        tables[0].cells[which].mark = MarkReason::Confidential;
        const auto content = feedback_of(tables, {"area", "LB1", "round", "2"});
        REQUIRE(content);
        CHECK_FALSE(content->findings[0].earlier);
    }
}

TEST_CASE("a table of other groups within the area is not on the sheet")
{
    const Dimension sexes = dimension_of("sex", {{"f", "Women"}, {"m", "Men"}});
    const std::vector tables = {
        published_table("By sex", {areas, sexes}, {published_cell({"LB1", "f"}, 0.4, 0.1, 100)}), by_round()};
    const auto content = feedback_of(tables, {"area", "LB1", "round", ""});
    REQUIRE(content);
    CHECK(content->findings.size() == 1);
    CHECK(content->findings[0].label == "Unsafe after dark");
}

TEST_CASE("an area or a round that no table has is refused with those there are")
{
    const std::vector tables = {by_round()};
    const auto area = feedback_of(tables, {"area", "LB9", "round", ""});
    REQUIRE_FALSE(area);
    CHECK(area.error().kind == ErrorKind::NotFound);
    CHECK(area.error().message.find("LB1, LB2") != std::string::npos);
    const auto round = feedback_of(tables, {"area", "LB1", "round", "7"});
    REQUIRE_FALSE(round);
    CHECK(round.error().message.find("1, 2") != std::string::npos);
}

TEST_CASE("what protect hid of a release stays hidden on the sheet")
{
    Table table;
    table.id = "unsafe";
    table.label = "Unsafe after dark";
    table.unit = "household";
    table.statistic = Statistic::Proportion;
    table.dimensions = {dimension_of("area", {{"a", "A"}, {"b", "B"}, {"c", "C"}})};
    const auto add = [&](const char* area, std::uint64_t n) {
        TableCell cell;
        cell.key = {area};
        cell.figures.estimate = 0.5;
        cell.figures.n = n;
        cell.figures.weighted_n = static_cast<double>(n);
        table.cells.push_back(cell);
    };
    add("a", 3); // below the threshold of five households
    add("b", 40);
    add("c", 50);
    auto safe = protect(table, DisclosurePolicy{});
    REQUIRE(safe);
    ReleaseHead head;
    head.title = "Round";
    std::vector<PublishedTable> safe_tables;
    safe_tables.push_back(std::move(safe->table));
    const auto release = PublishedRelease::create(head, std::move(safe_tables));
    REQUIRE(release);
    const auto content = feedback_of(*release, {"area", "a", "", ""});
    REQUIRE(content);
    CHECK(content->findings[0].cell.mark == MarkReason::Confidential);
    CHECK_FALSE(content->findings[0].cell.figure);
}
