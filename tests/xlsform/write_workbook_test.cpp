#include "workbook/write_workbook.h"

#include "workbook/zip_archive.h"
#include "xlsform/workbook_of_form.h"
#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::contains;

namespace {

Workbook strange_workbook()
{
    Workbook workbook;
    workbook.file_name = "form.xlsx";
    workbook.sheets = {{"survey",
                        {{1, {"type", "name", "label"}},
                         {2, {"text", "a", "two\nlines | a bar, <b>\"&amp;\" _x0041_ &#10; ends\\"}},
                         {5, {"", "", "  blanks around  "}},
                         {8, {"--", "", ":---:"}},
                         {9, {"\ttab\t", "\n line breaks \r\n", "\\|", "&#45;&#9;", "\\"}},
                         {10, {"note", "-", "#hash", "", "", "", "", "", "", "", "", "", "",  "",
                               "",     "",  "",      "", "", "", "", "", "", "", "", "", "AA"}}}},
                       {"نموذج & co", {{1, {"سؤال", "1", "TRUE"}}}}};
    return workbook;
}

} // namespace

TEST_CASE("reading what was written gives the same workbook, as .xlsx and as Markdown")
{
    const Workbook workbook = strange_workbook();
    const auto xlsx = write_xlsx(workbook);
    REQUIRE(xlsx);
    CHECK(read_workbook(*xlsx, "form.xlsx").value().workbook == workbook);
    CHECK(read_workbook(to_bytes(write_markdown(workbook)), "form.md").value().workbook.sheets == workbook.sheets);
}

TEST_CASE("equal workbooks give equal bytes")
{
    CHECK(write_xlsx(strange_workbook()).value() == write_xlsx(strange_workbook()).value());
}

TEST_CASE("a spreadsheet program shows a written workbook as people want to work in it")
{
    Workbook workbook;
    workbook.sheets = {{"survey", {{1, {"type", "label"}}, {2, {"text", std::string(200, 'x')}}}}};
    const Bytes bytes = write_xlsx(workbook).value();
    ZipArchive archive = ZipArchive::open(bytes, {}).value();
    const std::string sheet = archive.read("xl/worksheets/sheet1.xml").value();
    CHECK(contains(sheet, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
    CHECK(contains(sheet, "<col min=\"1\" max=\"1\" width=\"8\" customWidth=\"1\"/>"));
    CHECK(contains(sheet, "<col min=\"2\" max=\"2\" width=\"50\" customWidth=\"1\"/>")); // Wide enough to be read in.
    CHECK(contains(sheet, "<c r=\"A1\" s=\"1\" "));
    const std::string styles = archive.read("xl/styles.xml").value();
    CHECK(contains(styles, "<b/>"));
    CHECK(contains(styles, "wrapText=\"1\""));
    CHECK(contains(styles, "numFmtId=\"49\"")); // Text, so that "1/2" does not become a date.
}

TEST_CASE("a sheet that no spreadsheet program could name is refused")
{
    for (const char* name : {"", "a/b", "a sheet with a name that is much too long"}) {
        Workbook workbook;
        workbook.sheets = {{name, {{1, {"x"}}}}};
        CHECK(write_xlsx(workbook).error().kind == ErrorKind::Invalid);
    }
    Workbook twice;
    twice.sheets = {{"a", {}}, {"A", {}}};
    CHECK_FALSE(write_xlsx(twice));
}

TEST_CASE("a form that was never a workbook becomes one that says the same")
{
    const std::string tables =
        "| survey |\n| | type | name | label::en | label::ar | hint | relevant | calculation | appearance | "
        "choice_filter | sensitivity |\n"
        "| | begin_group | g | Group | مجموعة | | | | field-list |\n| | integer | age | Age | عمر | in years | | | | | "
        "high |\n"
        "| | select_one c | s | Sex of ${age} | جنس | | ${age} > 1 | | minimal | kind = ${age} |\n| | calculate | "
        "twice | | | | | ${age} * 2 |\n| | end_group | | | |\n"
        "| | begin_repeat | r | Rows | صفوف |\n| | note | n | Note | ملاحظة |\n| | end_repeat | | |\n| | start | began "
        "| | |\n"
        "| choices |\n| | list_name | name | label::en | label::ar | kind |\n| | c | f | Female | أنثى | 1 |\n| "
        "settings |\n| | form_id | form_title | version |\n| | x | Title | 3 |\n";
    const FormReading first = test::read_markdown_form(tables);
    REQUIRE(first.form);
    const Workbook workbook = workbook_of(*first.form).workbook;
    const FormReading second = read_xlsform(workbook);
    for (const Diagnostic& diagnostic : second.diagnostics) CAPTURE(to_line(diagnostic));
    REQUIRE(second.form);
    REQUIRE(second.form->controls().size() == first.form->controls().size());
    for (ControlIndex i = 0; i < first.form->controls().size(); ++i) {
        CHECK(second.form->control(i).kind == first.form->control(i).kind);
        CHECK(second.form->control(i).ref == first.form->control(i).ref);
        CHECK(second.form->control(i).appearance == first.form->control(i).appearance);
    }
    CHECK(std::vector<std::string>(second.form->languages().begin(), second.form->languages().end()) ==
          std::vector<std::string>{"en", "ar"});
    CHECK(second.form->title() == "Title");
    CHECK(second.form->node(second.form->find_node("/data/g/age")).columns ==
          first.form->node(first.form->find_node("/data/g/age")).columns);
    CHECK(second.form->node(second.form->find_node("/data/began")).bind.preload == "timestamp");
    CHECK(contains(write_xform(*second.form), "instance('c')/root/item[kind =  /data/g/age ]"));
    CHECK(write_xform(*second.form) == write_xform(*first.form));
}
