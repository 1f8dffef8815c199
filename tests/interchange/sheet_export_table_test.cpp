#include "interchange/sheet_export_table.h"

#include "support/memory_disk.h"
#include "support/shared_folder.h"
#include "workbook/read_workbook.h"
#include "workbook/workbook_fixture.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A file in memory that counts how much of it was read since it was last asked.
class SheetFile {
public:
    explicit SheetFile(Bytes bytes) { disk_.files["book.xlsx"] = std::move(bytes); }

    Result<std::vector<std::unique_ptr<ExportTable>>> tables()
    {
        found.clear();
        return open_sheet_tables([this] { return disk_.open("book.xlsx"); }, "book.xlsx", found);
    }
    std::size_t read_bytes_max() const { return disk_.read_bytes_max; }
    Diagnostics found;

private:
    MemoryDisk disk_;
};

std::string row_xml(int number, const std::string& text)
{
    return "<row r=\"" + std::to_string(number) + "\"><c r=\"A" + std::to_string(number) + "\" t=\"str\"><v>" + text +
           "</v></c><c r=\"C" + std::to_string(number) + "\"><v>" + std::to_string(number) + "</v></c></row>";
}

XlsxText two_sheets(int rows)
{
    XlsxText xlsx;
    std::string first = row_xml(1, " header "), second;
    for (int i = 2; i <= rows; ++i) first += row_xml(i, "one");
    for (int i = 3; i <= rows; ++i) second += row_xml(i, "two");
    xlsx.sheets = {{"first", first}, {"second", second}, {"only a header", row_xml(1, "x")}, {"empty", ""}};
    return xlsx;
}

} // namespace

TEST_CASE("the sheets of a workbook are read side by side, row by row, and again from the beginning")
{
    SheetFile file(two_sheets(5000).bytes());
    auto tables = file.tables();
    REQUIRE_MESSAGE(tables, tables.error().message);
    REQUIRE(tables->size() == 2);
    ExportTable &first = *(*tables)[0], &second = *(*tables)[1];
    CHECK(first.name() == "first");
    CHECK(first.header() == std::vector<std::string>{"header", "", "1"});
    CHECK(second.header() == std::vector<std::string>{"two", "", "3"});
    for (int pass = 0; pass < 2; ++pass) {
        REQUIRE(first.restart());
        REQUIRE(second.restart());
        ExportRow row, other;
        for (int i = 2; i <= 5000; ++i) {
            REQUIRE(first.next(row).value());
            CHECK(row.number == i);
            CHECK(row.cells == std::vector<std::string>{"one", "", std::to_string(i)});
            if (i < 4) continue;
            REQUIRE(second.next(other).value());
            CHECK(other.number == i);
        }
        CHECK_FALSE(first.next(row).value());
        CHECK_FALSE(second.next(other).value());
    }
    CHECK_FALSE(first.is_damaged());
    CHECK(file.read_bytes_max() <= (std::size_t{1} << 20U));
}

TEST_CASE("a row is there before the rest of its sheet is unpacked")
{
    // Rows that do not pack well, so that the sheet is long, and a byte near its end that is not what was written.
    XlsxText xlsx;
    std::string rows = row_xml(1, "header");
    std::uint32_t seed = 7;
    for (int i = 2; i <= 40'000; ++i) {
        seed = seed * 1664525U + 1013904223U;
        rows += row_xml(i, std::to_string(seed));
    }
    xlsx.sheets = {{"only", rows}};
    Bytes bytes = xlsx.bytes();
    bytes[bytes.size() * 4 / 5] ^= 1U;
    SheetFile file(bytes);
    auto tables = file.tables();
    REQUIRE(tables);
    ExportTable& table = *tables->front();
    REQUIRE(table.restart());
    ExportRow row;
    Result<bool> is_there = table.next(row);
    CHECK(is_there.value());
    CHECK(row.number == 2);
    while (is_there && *is_there) is_there = table.next(row);
    REQUIRE_FALSE(is_there);
}

TEST_CASE("rows that do not follow each other, and cells outside of every sheet, are refused by their place")
{
    XlsxText xlsx;
    SUBCASE("a row before one with a lower number")
    {
        xlsx.sheets = {{"answers", row_xml(1, "header") + row_xml(3, "three") + row_xml(2, "two")}};
    }
    SUBCASE("a row that comes in two pieces")
    {
        xlsx.sheets = {{"answers", row_xml(1, "header") + row_xml(2, "two") + row_xml(3, "three") + row_xml(2, "two")}};
    }
    SUBCASE("a column that no sheet has")
    {
        xlsx.sheets = {{"answers", row_xml(1, "header") + "<row r=\"2\"><c r=\"ZZZ2\"><v>1</v></c></row>"}};
    }
    SheetFile file(xlsx.bytes());
    auto tables = file.tables();
    ExportRow row;
    Result<bool> is_there = true;
    if (tables) {
        REQUIRE(tables->front()->restart());
        while (is_there && *is_there) is_there = tables->front()->next(row);
    }
    REQUIRE_FALSE((tables && is_there));
    const Error error = tables ? is_there.error() : tables.error();
    CHECK(error.kind == ErrorKind::Invalid);
    CHECK(error.message.find("answers") != std::string::npos);
}

TEST_CASE("a cell that is no text is shown as replaced, and that is told")
{
    XlsxText xlsx;
    xlsx.sheets = {{"answers", row_xml(1, "header") + row_xml(2, "te\xFFxt") +
                                   row_xml(3, "no\xC2\xA0"
                                              "break")}};
    SheetFile file(xlsx.bytes());
    auto tables = file.tables();
    REQUIRE(tables);
    ExportTable& table = *tables->front();
    REQUIRE(table.restart());
    ExportRow row;
    REQUIRE(table.next(row).value());
    CHECK(row.cells[0] == "te\xEF\xBF\xBDxt");
    REQUIRE(table.next(row).value());
    CHECK(row.cells[0] == "no break");
    CHECK(table.is_damaged());
}

TEST_CASE("a workbook row by row says what it says as a whole")
{
    const auto folder = test::shared_folder("forms");
    std::vector<Bytes> books{two_sheets(300).bytes()};
    for (const char* name : {"reach_msna_2024.xlsx", "msna_iraq_en_ar.xlsx", "rhomis_nine_languages.xlsx"}) {
        if (!folder) continue;
        std::ifstream file(*folder / name, std::ios::binary);
        books.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    for (const Bytes& bytes : books) {
        SheetFile file(bytes);
        auto tables = file.tables();
        REQUIRE_MESSAGE(tables, tables.error().message);
        const auto whole = read_workbook(bytes, "book.xlsx");
        REQUIRE(whole);
        std::size_t at = 0;
        for (const Sheet& sheet : whole->workbook.sheets) {
            if (sheet.rows.size() < 2) continue;
            REQUIRE(at < tables->size());
            ExportTable& table = *(*tables)[at++];
            CHECK(table.name() == sheet.name);
            REQUIRE(table.restart());
            ExportRow row;
            for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
                REQUIRE(table.next(row).value());
                CHECK(row.number == sheet.rows[i].number);
                CHECK(row.cells == sheet.rows[i].cells);
            }
            CHECK_FALSE(table.next(row).value());
        }
        CHECK(at == tables->size());
    }
}

TEST_CASE("what is no workbook is refused, and a sheet that is not there is told")
{
    for (const char* bytes : {"", "PK\x03\x04 and no more", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"}) {
        SheetFile file(to_bytes(bytes));
        CHECK_FALSE(file.tables());
    }
    SheetFile file(write_zip({{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"gone\" r:id=\"rId1\"/>"
                                                  "</sheets></workbook>"},
                              {"xl/_rels/workbook.xml.rels",
                               "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                               "</Relationships>"}})
                       .value());
    const auto tables = file.tables();
    REQUIRE(tables);
    CHECK(tables->empty());
    REQUIRE(file.found.size() == 1);
    CHECK(file.found[0].code == "sheet-missing");
}
