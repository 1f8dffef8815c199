#include "base/text.h"
#include "interchange/csv_cell.h"
#include "interchange/releases.h"
#include "interchange/table_csv.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a table in CSV has a line a cell, and a hidden cell its mark and nothing else")
{
    const std::string csv = write_table_csv(small_table());
    const auto lines = split(csv, '\n');
    REQUIRE(lines.size() == 8); // header, six cells, the end
    CHECK(lines[0] == "age group,sex,estimate,se,lower,upper,n,mark\r");
    CHECK(lines[1] == "a,x,,,,,,confidential\r");
    std::size_t hidden = 0, shown = 0;
    for (std::size_t i = 1; i < 7; ++i) {
        hidden += lines[i].ends_with(",,,,,,confidential\r") ? 1U : 0U;
        shown += lines[i].find(",0.125,0.30000000000000004,,,") != std::string_view::npos ? 1U : 0U;
    }
    CHECK(hidden == 4);
    CHECK(shown == 2);
}

TEST_CASE("HXL tags stand below the header")
{
    const std::string csv = write_table_hxl(small_table(), {{"sex", "#meta+sex"}});
    const auto lines = split(csv, '\n');
    CHECK(lines[1] == "#group+age_group,#meta+sex,#indicator+value+num,#indicator+se+num,#indicator+ci_lower+num,"
                      "#indicator+ci_upper+num,#meta+sample_size+num,#status+mark\r");
    CHECK(lines.size() == 9);
}

TEST_CASE("a received release gives the same CSV, and none for a table it lacks")
{
    const auto received = ReceivedRelease::decode(small_release().encode());
    REQUIRE(received);
    CHECK(write_table_csv(*received, 0) == write_table_csv(small_table()));
    CHECK(write_table_hxl(*received, 0) == write_table_hxl(small_table()));
    CHECK(write_table_csv(*received, 1).empty());
}

TEST_CASE("words that a spreadsheet program would compute get an apostrophe, numbers do not")
{
    CsvLineWriter line;
    line.add("=1+2", CsvContent::Words).add("@SUM(A1)", CsvContent::Words).add("-3.5", CsvContent::Words);
    CHECK(line.take() == "'=1+2,'@SUM(A1),-3.5\r\n");
}

TEST_CASE("separators, quotes and line ends stand in quotes")
{
    CsvLineWriter line;
    line.add("a,b").add("say \"no\"").add("two\nlines").add("").add(" x");
    CHECK(line.take() == "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",,\" x\"\r\n");
}
