#include "base/text.h"
#include "support/shared_folder.h"
#include "system/system_disk.h"
#include "workbook/write_workbook.h"
#include "xform/read_xform.h"
#include "xlsform/question_type.h"
#include "xlsform/whole_questionnaires.h"
#include "xlsform/workbook_of_form.h"
#include "xlsform/xlsform_fixture.h"
#include "xlsform/xlsform_table.h"

#include <doctest/doctest.h>
#include <regex>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string lines_of(const Diagnostics& diagnostics)
{
    std::string lines;
    for (const Diagnostic& diagnostic : diagnostics) lines += to_line(diagnostic) + "\n";
    return lines;
}

Workbook workbook_from(std::string_view tables, const std::string& name)
{
    return read_workbook(as_bytes(tables), name + ".md").value().workbook;
}

/// Blanks and the order of attributes mean nothing in an XForm.
std::string essence_of(const std::string& xform)
{
    std::string out;
    for (const std::string_view line : split(xform, '\n')) {
        std::vector<std::string> parts;
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t end = std::min(line.find("\" ", at), line.size());
            std::string part = replaced_all(line.substr(at, end - at), " ", "");
            while (!part.empty() && (part.back() == '"' || part.back() == '>' || part.back() == '/')) part.pop_back();
            parts.push_back(std::move(part));
            at = end + (end == line.size() ? 0 : 2);
        }
        std::sort(parts.begin(), parts.end());
        out += joined(parts, " ") + "\n";
    }
    return out;
}

/// A workbook written and read again is the workbook, and so is what it says of the form.
void check_workbook_returns(const Workbook& workbook, const FormReading& form)
{
    const Bytes xlsx = write_xlsx(workbook).value();
    const Workbook from_xlsx = read_workbook(xlsx, workbook.file_name).value().workbook;
    CHECK(from_xlsx == workbook);
    CHECK(write_xlsx(from_xlsx).value() == xlsx);

    const std::string markdown = write_markdown(workbook);
    Workbook from_markdown = read_workbook(as_bytes(markdown), "form.md").value().workbook;
    from_markdown.file_name = workbook.file_name;
    CHECK(write_markdown(from_markdown) == markdown);
    CHECK(markdown.find(" \n") == std::string::npos);
    for (const Workbook& again : {from_xlsx, from_markdown}) {
        const FormReading reading = read_xlsform(again);
        CHECK(lines_of(reading.diagnostics) == lines_of(form.diagnostics));
        REQUIRE(reading.form);
        CHECK(write_xform(*reading.form) == write_xform(*form.form));
    }
}

struct Returned {
    std::string before, after;
    Diagnostics lost;
};

/// The form's XForm, and the XForm of the workbook that is made from it.
Returned through_xform_and_workbook(const FormDefinition& form)
{
    Returned returned{write_xform(form), "", {}};
    const FormReading from_xform = read_xform(as_bytes(returned.before));
    INFO(lines_of(from_xform.diagnostics));
    REQUIRE(from_xform.form);
    CHECK(write_xform(*from_xform.form) == returned.before);
    WorkbookOfForm made = workbook_of(*from_xform.form);
    returned.lost = std::move(made.lost);
    const FormReading from_workbook =
        read_xlsform(read_workbook(write_xlsx(made.workbook).value(), "form.xlsx").value().workbook);
    INFO(lines_of(from_workbook.diagnostics));
    INFO(write_markdown(made.workbook));
    REQUIRE(from_workbook.form);
    returned.after = write_xform(*from_workbook.form);
    return returned;
}

} // namespace

TEST_CASE("the questionnaires of the laws use every question type, every column and every setting")
{
    std::string all;
    for (const WholeQuestionnaire& questionnaire : whole_questionnaires()) all += questionnaire.tables;
    for (const std::string& type : question_type_names()) {
        if (type == "string" || type == "int" || type == "gps" || type == "location" || type == "datetime") continue;
        const bool is_alias = find_question_type(type) != nullptr && (type == "photo" || type.starts_with("uri:"));
        CHECK_MESSAGE((is_alias || contains(all, "| " + type)), type);
    }
    for (const ColumnNames* names : {&ColumnNames::survey(), &ColumnNames::choices(), &ColumnNames::settings()})
        for (const std::string& column : names->known) {
            const bool is_written_otherwise = column == "bind" || column == "control" || column == "instance" ||
                                              column == "media" || column == "intent" || column == "attribute" ||
                                              column == "title" || column == "id_string";
            const bool is_of_the_past = column.starts_with("sms_") || column == "flat" || column == "add_none_option" ||
                                        column == "entity_version";
            CHECK_MESSAGE((is_written_otherwise || is_of_the_past || contains(lower_ascii(all), "| " + column)),
                          column);
        }
}

TEST_CASE("a workbook converted to a workbook says the same, as .xlsx and as Markdown, and so does a second time")
{
    for (const WholeQuestionnaire& questionnaire : whole_questionnaires()) {
        CAPTURE(questionnaire.name);
        const Workbook workbook = workbook_from(questionnaire.tables, questionnaire.name);
        const FormReading form = read_xlsform(workbook);
        INFO(lines_of(form.diagnostics));
        REQUIRE(form.form);
        check_workbook_returns(workbook, form);
    }
}

TEST_CASE("an XForm that became a workbook becomes the same XForm again")
{
    for (const WholeQuestionnaire& questionnaire : whole_questionnaires()) {
        CAPTURE(questionnaire.name);
        const FormReading form = read_xlsform(workbook_from(questionnaire.tables, questionnaire.name));
        REQUIRE(form.form);
        const Returned returned = through_xform_and_workbook(*form.form);
        CHECK(lines_of(returned.lost) == "");
        CHECK(essence_of(returned.after) == essence_of(returned.before));
    }
}

TEST_CASE("references stand in a workbook made from an XForm as an author writes them")
{
    const FormReading form = read_xlsform(workbook_from(whole_questionnaires()[2].tables, "structure"));
    REQUIRE(form.form);
    const FormReading from_xform = read_xform(as_bytes(write_xform(*form.form)));
    REQUIRE(from_xform.form);
    const std::string tables = write_markdown(workbook_of(*from_xform.form).workbook);
    for (const char* cell :
         {"${age} > 5", "${day} > '2026-01-01'", "district = ${person_district} and size > 3",
          "sum(${cost}) + indexed-repeat(${cost}, ${row}, 1, ${visit}, 2) + ${last-saved#total} + count(${row})",
          "pulldata('staff', 'district', 'code', ${age})", "concat(${age}, '-', ${size})", "Cost of ${name_of_row}",
          "search('towns', 'matches', 'district', ${person_district})", "select_one ${name_of_row}"})
        CHECK_MESSAGE(contains(tables, cell), cell);
    CHECK_FALSE(contains(tables, "/household/"));
}

TEST_CASE("real workbooks survive both ways")
{
    std::size_t workbooks = 0;
    SystemDisk disk;
    constexpr std::uint64_t bytes_max = 16U << 20;
    for (const char* folder : {"conformance/files", "forms"}) {
        const auto shared = shared_folder(folder);
        if (!shared) return;
        const std::vector<std::filesystem::path> names = disk.list(*shared).value();
        for (const auto& name : names) {
            const std::string ending = name.extension().string();
            if (ending != ".xlsx" && ending != ".xls") continue;
            CAPTURE(name.string());
            const auto workbook = read_workbook(disk.read(*shared / name, bytes_max).value(), name.string());
            if (!workbook) continue;
            const FormReading form = read_xlsform(workbook->workbook);
            if (!form.form) continue;
            ++workbooks;
            check_workbook_returns(workbook->workbook, form);
            const Returned returned = through_xform_and_workbook(*form.form);
            CHECK(essence_of(returned.after) == essence_of(returned.before));
        }
    }
    CHECK(workbooks > 150);
}
