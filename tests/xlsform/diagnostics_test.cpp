#include "xlsform/xlsform_fixture.h"

#include "support/shared_folder.h"

#include <ctime>
#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;
using mahalla::test::find;
using mahalla::test::read_markdown_form;

TEST_CASE("everything wrong in a workbook is told at once, each with its place")
{
    const FormReading reading =
        read_markdown_form("| survey |\n| | type | name | label | relevant | calculation |\n| | txt | a | A |\n| | "
                           "text | 1b | B |\n| | text | | C |\n"
                           "| | select_one yes_noo | d | D |\n| | calculate | e | |\n| | text | f | F | 1 +* 2 |\n| | "
                           "text | f | F |\n| | text | g | |\n"
                           "| | begin_group | h | H |\n| choices |\n| | list_name | name | label |\n| | yes_no | y | Y "
                           "|\n| | yes_no | y | Z |\n| | yes_no | | N |\n");
    CHECK(reading.form == nullptr);
    struct Expected {
        const char *code, *sheet;
        int row;
        const char* column;
    };
    for (const Expected& expected :
         {Expected{"type-unknown", "survey", 2, "type"}, Expected{"name-invalid", "survey", 3, "name"},
          Expected{"name-missing", "survey", 4, "name"}, Expected{"choice-list-unknown", "survey", 5, "type"},
          Expected{"calculation-missing", "survey", 6, "calculation"},
          Expected{"expression-invalid", "survey", 7, "relevant"}, Expected{"name-duplicate", "survey", 8, "name"},
          Expected{"label-missing", "survey", 9, "label"}, Expected{"begin-unmatched", "survey", 10, "type"},
          Expected{"choice-duplicate", "choices", 3, "name"}, Expected{"choice-name-missing", "choices", 4, "name"}}) {
        CAPTURE(expected.code);
        const Diagnostic* found = find(reading, expected.code);
        REQUIRE(found != nullptr);
        CHECK(found->sheet == expected.sheet);
        CHECK(found->row == expected.row);
        CHECK(found->column == expected.column);
        CHECK_FALSE(found->message.empty());
        CHECK_FALSE(found->help.empty());
    }
    CHECK(find(reading, "choice-list-unknown")->help == "Did you mean \"yes_no\"?");
    CHECK(find(reading, "type-unknown")->help == "Did you mean \"text\"?");
}

TEST_CASE("what the form has no place for is told and not dropped in silence")
{
    const FormReading reading = read_markdown_form(
        "| survey |\n| | type | name | label | relevnt | remark |\n| | text | a | A | x | y |\n| notes |\n| | a |\n"
        "| settings |\n| | form_id | colour |\n| | x | red |\n| choices |\n| | list_name | name | label | has blank "
        "|\n| | unused | a | A | x |\n");
    REQUIRE(reading.form);
    CHECK(find(reading, "column-unused") != nullptr);
    CHECK(find(reading, "sheet-unused")->sheet == "notes");
    CHECK(find(reading, "choice-column-invalid")->column == "has blank");
    CHECK(find(reading, "choice-list-unused") != nullptr);
    const auto misspelt = std::find_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                                       [](const Diagnostic& d) { return d.column == "relevnt"; });
    REQUIRE(misspelt != reading.diagnostics.end());
    CHECK(misspelt->help == "Did you mean \"relevant\"?");
}

TEST_CASE("a workbook without a survey sheet says which sheet may be meant")
{
    const FormReading reading =
        read_markdown_form("| suvrey |\n| | type | name |\n| choices |\n| | list_name | name |\n");
    REQUIRE(find(reading, "sheet-missing") != nullptr);
    CHECK(find(reading, "sheet-missing")->help == "Did you mean \"suvrey\"?");
}

TEST_CASE("a workbook of one sheet is a survey, whatever the sheet's name")
{
    CHECK(read_markdown_form("| Sheet1 |\n| | type | name | label |\n| | text | a | A |\n").form != nullptr);
}

TEST_CASE("an end without its beginning, and groups that cross, are told once")
{
    const FormReading reading = read_markdown_form("| survey |\n| | type | name | label |\n| | begin_repeat | r | R "
                                                   "|\n| | text | a | A |\n| | end_group | |\n| | end_repeat | |\n");
    const auto count = std::count_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                                     [](const Diagnostic& d) { return d.severity == Severity::Error; });
    CHECK(count == 1);
    CHECK(find(reading, "end-unmatched")->row == 4);
}

TEST_CASE("the id may stand twice in the settings of an old workbook")
{
    const FormReading reading = read_markdown_form(
        "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | id_string | form_id |\n"
        "| | old | new |\n");
    REQUIRE(reading.form != nullptr);
    CHECK(reading.form->id() == "new");
    CHECK(find(reading, "column-duplicate")->severity == Severity::Warning);
}

TEST_CASE("a name has a prefix only where the prefix is declared, for a record without it is no XML")
{
    const auto form = [](const char* settings) {
        return read_markdown_form("| survey |\n| | type | name | label |\n| | text | own:a | A |\n" +
                                  std::string(settings));
    };
    CHECK(find(form(""), "name-invalid")->row == 2);
    CHECK(form("| settings |\n| | namespaces |\n| | own=\"http://example.org/own\" |\n").form != nullptr);
    CHECK(find(form("| settings |\n| | name |\n| | other:root |\n"), "name-invalid") != nullptr);
}

TEST_CASE("an attribute whose prefix nobody declared is left out and told, for with it the XForm would open nowhere")
{
    const std::string survey = "| survey |\n| | type | name | label | instance::hxl:tag |\n| | text | a | A | #x |\n";
    const FormReading reading = read_markdown_form(survey);
    REQUIRE(reading.form != nullptr);
    CHECK(find(reading, "prefix-undeclared")->column == "instance::hxl:tag");
    CHECK(reading.form->node(reading.form->find_node("/data/a")).attributes.empty());
    const FormReading declared =
        read_markdown_form(survey + "| settings |\n| | namespaces |\n| | hxl=\"https://hxlstandard.org\" |\n");
    REQUIRE(declared.form != nullptr);
    CHECK(declared.form->node(declared.form->find_node("/data/a")).attributes.size() == 1);
}

TEST_CASE("a second sheet of one name is told, for its questions are not asked")
{
    const FormReading reading = read_markdown_form("| survey |\n| | type | name | label |\n| | text | a | A |\n"
                                                   "| Survey |\n| | type | name | label |\n| | text | b | B |\n");
    REQUIRE(reading.form != nullptr);
    CHECK(find(reading, "sheet-unused")->sheet == "Survey");
}

TEST_CASE("a calculation may call what other programs know, a condition may not")
{
    const FormReading reading = read_markdown_form(
        "| survey |\n| | type | name | label | calculation |\n| | calculate | a | | device-info() |\n");
    CHECK(reading.form != nullptr);
    CHECK(find(reading, "function-unknown")->severity == Severity::Warning);
    CHECK(read_markdown_form("| survey |\n| | type | name | label | constraint |\n| | text | a | A | device-info() |\n")
              .form == nullptr);
    const FormReading foreign =
        read_markdown_form("| survey |\n| | type | name | label | constraint |\n| | text | a | A | wq:length(5) |\n");
    CHECK(foreign.form != nullptr);
    CHECK(find(foreign, "function-unknown")->column == "constraint");
}

TEST_CASE("a hostile questionnaire ends within two seconds in a message")
{
    std::string tables = "| survey |\n| | type | name | label | relevant | calculation |\n";
    SUBCASE("groups in groups without end")
    {
        for (int i = 0; i < 100000; ++i) tables += "| | begin_group | g" + std::to_string(i) + " | G |\n";
    }
    SUBCASE("loops in loops")
    {
        for (int i = 0; i < 20; ++i) tables += "| | begin_loop over c | l" + std::to_string(i) + " | L |\n";
        tables += "| | text | q | Q |\n";
        for (int i = 0; i < 20; ++i) tables += "| | end_loop | |\n";
        tables += "| choices |\n| | list_name | name | label |\n";
        for (int i = 0; i < 100; ++i) tables += "| | c | n" + std::to_string(i) + " | N |\n";
    }
    SUBCASE("mistakes without end")
    {
        for (int i = 0; i < 20000; ++i) tables += "| | text | a b | ${no such} | ${nothing} | |\n";
    }
    SUBCASE("columns without end")
    {
        std::string header = "| | type | name | label", row = "| | text | a | A";
        for (int i = 0; i < 10000; ++i) {
            header += " | bind::x" + std::to_string(i);
            row += " | 1";
        }
        tables = "| survey |\n" + header + " |\n" + row + " |\n";
    }
    SUBCASE("unknown lists without end")
    {
        for (int i = 0; i < 20000; ++i)
            tables += "| | select_one list_number_" + std::to_string(i) + " | q" + std::to_string(i) + " | Q | |\n";
        tables += "| choices |\n| | list_name | name | label |\n";
        for (int i = 0; i < 20000; ++i) tables += "| | other_list_" + std::to_string(i) + " | a | A |\n";
    }
    SUBCASE("an expression of brackets") { tables += "| | text | a | A | " + std::string(100000, '(') + " | |\n"; }
    SUBCASE("a form that depends on itself")
    {
        tables += "| | text | a | A | ${b} = 1 |\n| | text | b | B | ${a} = 1 |\n";
    }
    SUBCASE("nothing but a header") { tables += "| | text | | | | |\n"; }

    const std::clock_t start = std::clock();
    const FormReading reading = read_markdown_form(tables);
    CHECK(std::clock() - start < 2 * CLOCKS_PER_SEC);
    CHECK(reading.form == nullptr);
    CHECK(has_errors(reading.diagnostics));
    CHECK(reading.diagnostics.size() <= 1001);
}

TEST_CASE("real questionnaires have as many questions as the reference converter finds")
{
    const auto folder = test::shared_folder("forms");
    if (!folder) return;
    const auto read_file = [&](const char* name) {
        std::ifstream file(*folder / name, std::ios::binary);
        const Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        return read_xlsform(read_workbook(bytes, name).value().workbook);
    };
    struct Expected {
        const char* name;
        std::size_t questions;
    };
    for (const Expected& expected : {Expected{"reach_msna_2024.xlsx", 224}, Expected{"msna_iraq_en_ar.xlsx", 344},
                                     Expected{"msna_bangladesh_en_bn.xlsx", 367}}) {
        CAPTURE(expected.name);
        const FormReading reading = read_file(expected.name);
        REQUIRE(reading.form);
        const auto questions = std::count_if(reading.form->controls().begin(), reading.form->controls().end(),
                                             [](const Control& control) { return !control.is_structure(); });
        CHECK(static_cast<std::size_t>(questions) == expected.questions);
    }
    const FormReading refused = read_file("rhomis_nine_languages.xlsx");
    CHECK(refused.form == nullptr);
    CHECK(find(refused, "reference-malformed")->row == 162);
}
