#include "workbook/read_workbook.h"

#include "support/shared_folder.h"
#include "workbook/workbook_fixture.h"

#include <algorithm>
#include <ctime>
#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;
using mahalla::test::XlsxText;

namespace {

Workbook read(const Bytes& bytes, std::string_view name = "form.xlsx")
{
    return read_workbook(bytes, name).value().workbook;
}
Workbook read_text(std::string_view text, std::string_view name) { return read(to_bytes(text), name); }

std::string cell(const Workbook& workbook, std::size_t row, std::size_t column)
{
    return std::string(workbook.sheets.at(0).rows.at(row).cell(column));
}

} // namespace

TEST_CASE("a cell of an .xlsx becomes the text a person sees, whatever way it was stored")
{
    XlsxText xlsx;
    xlsx.shared_strings =
        "<si><t>plain</t></si><si><r><t>two </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">runs</t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>hint</t></rPh></si>";
    xlsx.styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]d/mmm/yy\"/><numFmt numFmtId=\"165\" "
        "formatCode=\"0.0&quot;d&quot;\"/></numFmts>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>";
    const auto text_of = [&](const std::string& cell_xml) {
        xlsx.sheets = {{"survey", "<row r=\"1\">" + cell_xml + "</row>"}};
        return cell(read(xlsx.bytes()), 0, 0);
    };
    CHECK(text_of("<c r=\"A1\" t=\"s\"><v>0</v></c>") == "plain");
    CHECK(text_of("<c r=\"A1\" t=\"s\"><v>1</v></c>") == "two runs");
    CHECK(text_of("<c r=\"A1\" t=\"inlineStr\"><is><t>a &lt; b &amp; &#233;</t></is></c>") == "a < b & é");
    CHECK(text_of("<c r=\"A1\" t=\"b\"><v>1</v></c>") == "TRUE");
    CHECK(text_of("<c r=\"A1\" t=\"b\"><v>0</v></c>") == "FALSE");
    CHECK(text_of("<c r=\"A1\"><v>1.0</v></c>") == "1");
    CHECK(text_of("<c r=\"A1\"><v>0.10000000000000001</v></c>") == "0.1");
    CHECK(text_of("<c r=\"A1\"><v>1E3</v></c>") == "1000");
    CHECK(text_of("<c r=\"A1\" t=\"str\"><f>CONCATENATE(\"a\",\"b\")</f><v>ab</v></c>") == "ab");
    CHECK(text_of("<c r=\"A1\" t=\"str\"><v>line_x000D_break</v></c>") == "line\rbreak");
    CHECK(text_of("<c r=\"A1\" t=\"d\"><v>2026-11-21T00:00:00</v></c>") == "2026-11-21");
    CHECK(text_of("<c r=\"A1\" s=\"1\"><v>45000</v></c>") == "2023-03-15");
    CHECK(text_of("<c r=\"A1\" s=\"2\"><v>45000.5</v></c>") == "2023-03-15T12:00:00");
    CHECK(text_of("<c r=\"A1\" s=\"1\"><v>0.25</v></c>") == "06:00:00");
    CHECK(text_of("<c r=\"A1\" s=\"3\"><v>45000</v></c>") == "45000");
    CHECK(text_of("<c r=\"A1\" t=\"inlineStr\"><is><t>no\xC2\xA0"
                  "break</t></is></c>") == "no break");
    CHECK(text_of("<c t=\"inlineStr\"><is><t>no reference</t></is></c>") == "no reference");
    xlsx.workbook_properties = "date1904=\"1\"";
    CHECK(text_of("<c r=\"A1\" s=\"1\"><v>43538</v></c>") == "2023-03-15");
}

TEST_CASE("rows keep the numbers of the spreadsheet, blank ones are left out, wrong dimensions mislead nobody")
{
    XlsxText xlsx;
    xlsx.before_sheet_data = "<dimension ref=\"A1:A1\"/>";
    xlsx.sheets = {
        {"survey",
         "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\" s=\"4\"/><row r=\"3\"><c r=\"C3\" s=\"1\"/></row>"
         "<row r=\"7\"><c r=\"C7\"><v>2</v></c></row><row r=\"5\"><c r=\"B5\"><v>3</v></c></row>"}};
    const Workbook workbook = read(xlsx.bytes());
    REQUIRE(workbook.sheets.at(0).rows.size() == 3);
    CHECK(workbook.sheets[0].rows[1] == SheetRow{5, {"", "3"}});
    CHECK(workbook.sheets[0].rows[2] == SheetRow{7, {"", "", "2"}});
}

TEST_CASE("a sheet that the workbook names but does not hold is a warning, the others are read")
{
    const Bytes bytes =
        write_zip({{"xl/workbook.xml", "<workbook><sheets><sheet name=\"survey\" r:id=\"a\"/>"
                                       "<sheet name=\"gone\" r:id=\"b\"/></sheets></workbook>"},
                   {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"a\" Target=\"/xl/one.xml\"/>"
                                                  "<Relationship Id=\"b\" Target=\"two.xml\"/></Relationships>"},
                   {"xl/one.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
                                  "<drawing r:id=\"rId9\"/></worksheet>"}})
            .value();
    const auto reading = read_workbook(bytes, "a/b/form.xlsx");
    REQUIRE(reading);
    CHECK(reading->workbook.file_name == "form.xlsx");
    CHECK(reading->workbook.base_name() == "form");
    CHECK(reading->workbook.sheet("SURVEY") != nullptr);
    CHECK(reading->workbook.sheet("gone") == nullptr);
    REQUIRE(reading->diagnostics.size() == 1);
    CHECK(reading->diagnostics[0].sheet == "gone");
    CHECK(reading->diagnostics[0].code == "sheet-missing");
}

TEST_CASE("pyxform's one-file CSV is read: the sheet's name in the first column, its table beside it")
{
    const Workbook workbook =
        read_text("survey,,\n,type,name,label\n,text,a,\"one, \"\"two\"\"\nthree\"\n,,,\n,note,b,B\n"
                  "choices\n,list_name,name\n,yn,yes\n",
                  "form.csv");
    REQUIRE(workbook.sheets.size() == 2);
    CHECK(workbook.sheets[0].rows[1] == SheetRow{2, {"text", "a", "one, \"two\"\nthree"}});
    CHECK(workbook.sheets[0].rows[2].number == 4);
    CHECK(workbook.sheets[1].name == "choices");
    CHECK(workbook.sheets[1].rows[1] == SheetRow{2, {"yn", "yes"}});
    CHECK(read_text("survey;;\r\n;type;name\r\n;text;a\r\n", "form.csv").sheets[0].rows[1] ==
          SheetRow{2, {"text", "a"}});
}

TEST_CASE("Markdown tables are read as pyxform reads them")
{
    const Workbook workbook =
        read_text("# title\n| survey | | |\n| | type | name | label |\n| --- | --- |\n| | text | a | x\\|y |\n"
                  "| choices |\n| | list_name | name |\n",
                  "form.md");
    REQUIRE(workbook.sheets.size() == 2);
    CHECK(workbook.sheets[0].rows[0] == SheetRow{1, {"type", "name", "label"}});
    CHECK(workbook.sheets[0].rows[1] == SheetRow{2, {"text", "a", "x|y"}});
}

TEST_CASE("a text file's encoding is found, and a guess is told")
{
    const std::string text = "survey\n,type,name,label\n,text,a,\xC3\xA9\n";
    CHECK(cell(read_text("\xEF\xBB\xBF" + text, "f.csv"), 1, 2) == "é");
    std::string utf16 = "\xFF\xFE";
    for (const char c : std::string("survey\n,type\n,text\n")) utf16 += c, utf16 += '\0';
    CHECK(cell(read_text(utf16, "f.csv"), 1, 0) == "text");
    CHECK(cell(read_text(utf16.substr(2), "f.csv"), 1, 0) == "text");

    const auto western = read_workbook(to_bytes("survey\n,label\n,caf\xE9 cr\xE8me\n"), "f.csv");
    REQUIRE(western);
    CHECK(cell(western->workbook, 1, 0) == "café crème");
    REQUIRE(western->diagnostics.size() == 1);
    CHECK(western->diagnostics[0].code == "encoding-guessed");
    const auto arabic = read_workbook(to_bytes("survey\n,label\n,\xE3\xD1\xCD\xC8\xC7\n"), "f.csv");
    REQUIRE(arabic);
    CHECK(cell(arabic->workbook, 1, 0) == "مرحبا");
}

TEST_CASE("bytes in a cell that are no UTF-8 are shown as replaced, with one warning a sheet")
{
    XlsxText xlsx;
    xlsx.sheets = {{"survey", "<row r=\"1\"><c t=\"str\"><v>a\xFFz</v></c><c t=\"str\"><v>\xC3</v></c></row>"}};
    const auto reading = read_workbook(xlsx.bytes(), "f.xlsx");
    REQUIRE(reading);
    CHECK(cell(reading->workbook, 0, 0) == "a\xEF\xBF\xBDz");
    REQUIRE(reading->diagnostics.size() == 1);
    CHECK(reading->diagnostics[0].code == "text-not-utf8");
    CHECK(reading->diagnostics[0].row == 1);
}

TEST_CASE("a control character in a cell is shown as replaced, for neither form nor record could hold it")
{
    const auto reading = read_workbook(as_bytes("| survey |\n| | type |\n| | te\x18xt |\n"), "f.md");
    REQUIRE(reading);
    CHECK(reading->workbook.sheets.front().rows.back().cells.front() == "te\xEF\xBF\xBDxt");
    CHECK(reading->diagnostics.front().code == "text-not-utf8");
}

TEST_CASE("hostile workbooks end within two seconds in a message")
{
    XlsxText xlsx;
    Bytes bytes;
    SUBCASE("zip bomb")
    {
        xlsx.sheets = {{"survey", std::string(80u << 20, ' ')}};
        bytes = xlsx.bytes();
    }
    SUBCASE("entity bomb")
    {
        bytes = write_zip({{"xl/workbook.xml",
                            "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook>&b;</workbook>"},
                           {"xl/_rels/workbook.xml.rels", "<Relationships/>"}})
                    .value();
    }
    SUBCASE("one long shared text in every cell")
    {
        xlsx.shared_strings = "<si><t>" + std::string(30000, 'x') + "</t></si>";
        std::string rows;
        for (int i = 0; i < 20000; ++i) rows += "<row><c t=\"s\"><v>0</v></c></row>";
        xlsx.sheets = {{"survey", rows}};
        bytes = xlsx.bytes();
    }
    SUBCASE("a million rows whose last column alone is filled")
    {
        std::string rows;
        for (int i = 1; i <= 100000; ++i) rows += "<row><c r=\"XFD" + std::to_string(i) + "\"><v>1</v></c></row>";
        xlsx.sheets = {{"survey", rows}};
        bytes = xlsx.bytes();
    }
    SUBCASE("deep elements")
    {
        std::string rows;
        for (int i = 0; i < 100000; ++i) rows += "<a>";
        xlsx.sheets = {{"survey", rows}};
        bytes = xlsx.bytes();
    }
    SUBCASE("a cell outside of every sheet")
    {
        xlsx.sheets = {{"survey", "<row r=\"99999999\"><c r=\"ZZZ99999999\"><v>1</v></c></row>"}};
        bytes = xlsx.bytes();
    }
    SUBCASE("a container cut short")
    {
        xlsx.sheets = {{"survey", "<row><c><v>1</v></c></row>"}};
        bytes = xlsx.bytes();
        bytes.resize(bytes.size() / 2);
    }
    SUBCASE("a container that is no workbook") { bytes = write_zip({{"hello.txt", "hello"}}).value(); }
    SUBCASE("an .xls that ends after its mark") { bytes = to_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"); }
    SUBCASE("nothing") {}
    SUBCASE("bytes of no kind") { bytes = Bytes(1000, 0); }

    // Of this process alone: a machine that is busy otherwise breaks no promise.
    const std::clock_t start = std::clock();
    const auto reading = read_workbook(bytes, "form.xlsx");
    CHECK(std::clock() - start < 2 * CLOCKS_PER_SEC);
    REQUIRE_FALSE(reading);
    CHECK_FALSE(reading.error().message.empty());
}

TEST_CASE("blank cells beyond the last column of a table take no room, others are refused")
{
    const std::string commas(1'000'000, ','), bars(1'000'000, '|');
    const Workbook table = read_text("survey,type,name" + commas + "\n,text,a" + commas + "\n", "f.csv");
    CHECK(table.sheets[0].rows[1].cells.size() == 2);
    CHECK(read_text("| survey | type |" + bars + "\n|  | text |" + bars, "f.md").sheets[0].rows.size() == 2);
    CHECK_FALSE(read_workbook(to_bytes("survey,type" + commas + "x\n"), "f.csv"));
}

TEST_CASE("a sheet with a million blank formatted rows is read for what it holds")
{
    XlsxText xlsx;
    std::string rows = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>type</v></c></row>";
    for (int i = 2; i <= 1'000'000; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\" spans=\"1:5\" s=\"3\" customFormat=\"1\"/>";
    xlsx.sheets = {{"survey", rows}};
    const auto reading = read_workbook(xlsx.bytes(), "form.xlsx");
    REQUIRE(reading);
    CHECK(reading->workbook.sheets[0].rows.size() == 1);
}

TEST_CASE("real questionnaires are read")
{
    const auto folder = test::shared_folder("forms");
    if (!folder) return;
    for (const char* name :
         {"reach_msna_2024.xlsx", "msna_iraq_en_ar.xlsx", "msna_bangladesh_en_bn.xlsx", "rhomis_nine_languages.xlsx"}) {
        CAPTURE(name);
        std::ifstream file(*folder / name, std::ios::binary);
        const Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        const auto reading = read_workbook(bytes, name);
        REQUIRE(reading);
        REQUIRE(reading->workbook.sheet("survey") != nullptr);
        CHECK(reading->workbook.sheet("survey")->rows.size() > 200);
        CHECK(reading->workbook.sheet("choices") != nullptr);
    }
}
