#include "support/memory_disk.h"
#include "workbook/read_workbook.h"
#include "workbook/xlsx_stream.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::MemoryDisk;

namespace {

using TextRows = std::vector<std::vector<std::string>>;

Bytes streamed(const std::vector<std::pair<std::string, TextRows>>& sheets)
{
    MemoryDisk disk;
    const auto file = disk.create("book.xlsx").value();
    XlsxStream book(*file);
    for (const auto& [name, rows] : sheets) {
        REQUIRE(book.begin_sheet(name, rows.front()));
        for (std::size_t i = 1; i < rows.size(); ++i)
            REQUIRE(book.add_row(std::vector<XlsxCell>(rows[i].begin(), rows[i].end())));
    }
    REQUIRE(book.finish());
    REQUIRE(file->finish());
    return disk.files.at("book.xlsx");
}

} // namespace

TEST_CASE("a workbook written row by row reads again as it was, whatever stands in it")
{
    const TextRows rows = {{"a", "سؤال", "=header"},
                           {"two\nlines & <b>\"quoted\"</b>", "_x0041_", "=1+2"},
                           {"\ttab\t", "", "  blanks  "},
                           {"", "", std::string(30'000, 'x')}};
    TextRows many{{"n", "text"}};
    for (int i = 0; i < 20'000; ++i) many.push_back({std::to_string(i), "row " + std::to_string(i)});
    const Bytes bytes = streamed({{"first", rows}, {"second", many}});
    const auto read = read_workbook(bytes, "b.xlsx");
    REQUIRE_MESSAGE(read, read.error().message);
    REQUIRE(read->workbook.sheets.size() == 2);
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t k = 0; k < rows[i].size(); ++k) CHECK(read->workbook.sheets[0].rows[i].cell(k) == rows[i][k]);
    REQUIRE(read->workbook.sheets[1].rows.size() == many.size());
    CHECK(read->workbook.sheets[1].rows.back().cell(1) == "row 19999");
    CHECK(streamed({{"first", rows}, {"second", many}}) == bytes);
}

TEST_CASE("numbers and days are numbers to a spreadsheet; a day it counts wrongly stays a word")
{
    MemoryDisk disk;
    const auto file = disk.create("b").value();
    XlsxStream book(*file);
    REQUIRE(book.begin_sheet("s", {"n", "day", "old day", "none"}));
    REQUIRE(book.add_row(std::vector<XlsxCell>{0.1, XlsxDay{20778}, XlsxDay{-30000}, XlsxCell()}));
    REQUIRE(book.finish());
    REQUIRE(file->finish());
    const Workbook read = read_workbook(disk.files.at("b"), "b.xlsx")->workbook;
    CHECK(read.sheets[0].rows[1].cells == std::vector<std::string>{"0.1", "2026-11-21", "1887-11-12"});
}

TEST_CASE("names of sheets are made to fit and to differ")
{
    CHECK(sheet_name("a/b:c", {}) == "a_b_c");
    CHECK(sheet_name("", {}) == "sheet");
    const std::string longest(31, 'x');
    CHECK(sheet_name(std::string(40, 'x'), {}) == longest);
    CHECK(sheet_name(std::string(40, 'x'), {longest}) == std::string(29, 'x') + "-2");
    CHECK(sheet_name("Data", {"data"}) == "Data-2");
}

TEST_CASE("what no spreadsheet holds is refused")
{
    MemoryDisk disk;
    const auto file = disk.create("b").value();
    XlsxStream book(*file);
    CHECK_FALSE(book.finish());
    REQUIRE(book.begin_sheet("s", {"a"}));
    CHECK_FALSE(book.add_row(std::vector<XlsxCell>(16'385)));
}

TEST_CASE("a full disk ends the writing of a workbook")
{
    MemoryDisk disk;
    disk.room = 1000;
    const auto file = disk.create("b").value();
    XlsxStream book(*file);
    Result<void> done = book.begin_sheet("s", {"a"});
    for (int i = 0; done && i < 100'000; ++i) {
        const std::string text = std::to_string(i * 7919);
        done = book.add_row(std::vector<XlsxCell>{std::string_view(text)});
    }
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::Unavailable);
}
