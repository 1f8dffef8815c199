#include "interchange/memory_folder.h"
#include "interchange/record_xlsx.h"
#include "interchange/village.h"
#include "workbook/read_workbook.h"
#include "workbook/zip_archive.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Result<Bytes> workbook_of(const std::vector<Record>& records)
{
    const auto form = village_form();
    RecordsInMemory source(records);
    MemoryFolder folder;
    const SheetLayout layout{0, MultipleChoices::Apart, NoteColumns::LeftOut};
    if (auto written = write_record_xlsx(*form, layout, source, folder); !written)
        return tl::unexpected(written.error());
    return to_bytes(folder.take().front().content);
}

std::string cell(const Sheet& sheet, std::size_t row, std::string_view column)
{
    for (std::size_t i = 0; i < sheet.rows[0].cells.size(); ++i)
        if (sheet.rows[0].cells[i] == column) return std::string(sheet.rows[row].cell(i));
    FAIL(column);
    return {};
}

} // namespace

TEST_CASE("a workbook has a sheet of records, one for each repeat, and what its columns mean")
{
    const auto bytes = workbook_of({full_household(), sparse_household()});
    REQUIRE(bytes);
    const auto read = read_workbook(*bytes, "village.xlsx");
    REQUIRE(read);
    const Workbook& book = read->workbook;
    REQUIRE(book.sheets.size() == 4);
    const Sheet& homes = book.sheets[0];
    CHECK(homes.name == "village");
    CHECK(cell(homes, 1, "house-rooms") == "3");
    CHECK(cell(homes, 1, "house-rent") == "120.5");
    CHECK(cell(homes, 1, "house-tenure") == "rented");
    CHECK(cell(homes, 1, "house-remark") == "=HYPERLINK(\"x\"), \"quoted\"\nsecond line, ماء");
    CHECK(cell(homes, 1, "needs/water") == "1");
    CHECK(cell(homes, 1, "needs/food_aid") == "0");
    CHECK(cell(homes, 1, "day") == "2026-11-21");
    CHECK(cell(homes, 1, "moment") == "2026-11-21T08:30:15.000+02:00");
    CHECK(cell(homes, 2, "house-rooms").empty()); // not relevant
    CHECK(cell(homes, 2, "day") == "sometime");
    CHECK(cell(*book.sheet("village-visit"), 2, "reason") == "@clinic");
    CHECK(cell(*book.sheet("columns"), 1, "label") == "Rooms");
}

TEST_CASE("numbers and days are stored as such, words never as a formula")
{
    const auto bytes = workbook_of({full_household()});
    REQUIRE(bytes);
    WorkbookLimits limits;
    auto archive = ZipArchive::open(*bytes, limits);
    REQUIRE(archive);
    const std::string sheet = archive->read("xl/worksheets/sheet1.xml").value();
    CHECK(sheet.find("<v>3</v>") != std::string::npos);
    CHECK(sheet.find("s=\"3\"><v>46347</v>") != std::string::npos); // 2026-11-21
    CHECK(sheet.find("<f>") == std::string::npos);
    CHECK(sheet.find("t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK") != std::string::npos);
}

TEST_CASE("what a number would not keep stays text, and equal records give equal bytes")
{
    Record record = full_household();
    say(record, "/data/house/rooms", "007");
    say(record, "/data/house/rent", "0.12345678901234567890");
    const auto bytes = workbook_of({record});
    REQUIRE(bytes);
    const Workbook book = read_workbook(*bytes, "v.xlsx")->workbook;
    CHECK(cell(book.sheets[0], 1, "house-rooms") == "007");
    CHECK(cell(book.sheets[0], 1, "house-rent") == "0.12345678901234567890");
    CHECK(*workbook_of({record}) == *bytes);
}

TEST_CASE("an answer that no cell can hold is refused, not cut")
{
    Record record = full_household();
    say(record, "/data/house/remark", std::string(32'767, 'x'));
    CHECK(workbook_of({record}));
    say(record, "/data/house/remark", std::string(32'768, 'x'));
    const auto refused = workbook_of({record});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Invalid);
}
