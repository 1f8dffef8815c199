// Each code that lenient reading mends, by one workbook, and docs/diagnostics.md held to the list.
#include "xlsform/xlsform_fixture.h"

#include "base/text.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Headers of the survey with what most faults need.
std::string survey(std::string_view rows, std::string_view rest = {})
{
    return "| survey |\n| | type | name | label | relevant | calculation | trigger | parameters | choice_filter | "
           "appearance | save_to |\n" +
           std::string(rows) + std::string(rest);
}

std::string choices(std::string_view rows)
{
    return "| choices |\n| | list_name | name | label |\n" + std::string(rows);
}

/// A workbook for each code.
const std::multimap<std::string, std::string>& faulty_workbooks()
{
    static const std::multimap<std::string, std::string> workbooks = {
        {"begin-unmatched", survey("| | begin_group | g | G |\n| | text | a | A |\n")},
        {"calculation-missing", survey("| | calculate | a | |\n")},
        {"calculation-unexpected", survey("| | text | b | B |\n| | background-geopoint | a | | | 1 | ${b} |\n")},
        {"choice-duplicate", survey("| | select_one l | a | A |\n", choices("| | l | x | X |\n| | l | x | Y |\n"))},
        {"choice-file-unknown", survey("| | select_one_from_file towns.txt | a | A |\n")},
        {"choice-filter-unexpected",
         survey("| | select_one l or_other | a | A | | | | | name = 'x' |\n", choices("| | l | x | X |\n"))},
        {"choice-list-unknown", survey("| | select_one l | a | A |\n")},
        {"choice-list-unknown", survey("| | select_one L | a | A |\n", choices("| | l | x | X |\n"))},
        {"choice-list-unknown", survey("| | range | a | A | | | | tick_labelset=l |\n")},
        {"choice-list-unknown", survey("| | begin_loop over l | a | A |\n| | text | b | B |\n| | end_loop | | |\n")},
        {"choice-name-invalid", survey("| | select_multiple l | a | A |\n", choices("| | l | x y | X |\n"))},
        {"choice-name-missing", survey("| | select_one l | a | A |\n", choices("| | l | | X |\n| | l | y | Y |\n"))},
        {"choices-missing", survey("| | select_one ${nowhere} | a | A |\n")},
        {"column-duplicate", "| survey |\n| | type | name | label | label |\n| | text | a | A | |\n"},
        {"column-missing",
         survey("| | select_one l | a | A |\n", "| choices |\n| | list_name | label |\n| | l | X |\n")},
        {"column-unknown",
         survey("| | text | a | A |\n", "| entities |\n| | list_name | label | colour |\n| | l | x | y |\n")},
        {"columns-too-many",
         [] {
             std::string header = "| survey |\n| | type | name | label |", row = "| | text | a | A |";
             for (int i = 0; i < 500; ++i) header += " c" + std::to_string(i) + " |";
             return header + "\n" + row + "\n";
         }()},
        {"dependency-cycle", survey("| | text | a | A | ${b} = 1 |\n| | text | b | B | ${a} = 1 |\n")},
        {"end-unmatched", survey("| | text | a | A |\n| | end_group | | |\n")},
        {"entity-id-missing",
         survey("| | text | a | A |\n", "| entities |\n| | list_name | label | update_if |\n| | l | x | true() |\n")},
        {"entity-instance-missing",
         survey("| | text | a | A |\n", "| entities |\n| | list_name | label | entity_id |\n| | l | x | ${a} |\n")},
        {"entity-label-missing", survey("| | text | a | A |\n", "| entities |\n| | list_name | label |\n| | l | |\n")},
        {"entity-list-duplicate",
         survey("| | text | a | A |\n", "| entities |\n| | list_name | label |\n| | l | x |\n| | l | y |\n")},
        {"entity-list-invalid",
         survey("| | text | a | A |\n", "| entities |\n| | list_name | label |\n| | a.b | x |\n")},
        {"entity-list-missing", survey("| | text | a | A |\n", "| entities |\n| | list_name | label |\n| | | x |\n")},
        {"entity-list-unknown",
         survey("| | text | a | A | | | | | | | m#p |\n", "| entities |\n| | list_name | label |\n| | l | x |\n")},
        {"entity-place-missing", survey("| | text | a | A | | | | | | | l#p |\n| | text | b | B | | | | | | | m#p |\n",
                                        "| entities |\n| | list_name | label |\n| | l | x |\n| | m | y |\n")},
        {"entity-property-duplicate", survey("| | text | a | A | | | | | | | p |\n| | text | b | B | | | | | | | p |\n",
                                             "| entities |\n| | list_name | label |\n| | l | x |\n")},
        {"entity-property-invalid",
         survey("| | text | a | A | | | | | | | a b |\n", "| entities |\n| | list_name | label |\n| | l | x |\n")},
        {"entity-property-misplaced",
         survey("| | begin_group | g | G | | | | | | | p |\n| | text | a | A |\n| | end_group | | |\n",
                "| entities |\n| | list_name | label |\n| | l | x |\n")},
        {"entity-scope-conflict",
         survey("| | begin_repeat | r | R |\n| | text | a | A | | | | | | | p |\n| | end_repeat | | |\n"
                "| | begin_repeat | s | S |\n| | text | b | B | | | | | | | q |\n| | end_repeat | | |\n",
                "| entities |\n| | list_name | label |\n| | l | x |\n")},
        {"entity-undeclared", survey("| | text | a | A | | | | | | | p |\n")},
        {"entity-update-missing",
         survey("| | text | a | A |\n| | csv-external | l | |\n",
                "| entities |\n| | list_name | label | entity_id | create_if |\n| | l | x | ${a} | true() |\n")},
        {"expression-invalid", survey("| | text | a | A | 1 + |\n")},
        {"external-misplaced",
         survey("| | begin_repeat | r | R |\n| | csv-external | c | |\n| | text | a | A |\n| | end_repeat | | |\n")},
        {"instance-conflict",
         survey("| | select_one l | a | A |\n| | csv-external | l | |\n", choices("| | l | x | X |\n"))},
        {"instance-conflict", survey("| | csv-external | c | |\n| | xml-external | c | |\n| | text | a | A |\n")},
        {"label-missing", survey("| | text | a | |\n")},
        {"media-incomplete", "| survey |\n| | type | name | label | big-image |\n| | text | a | A | b.png |\n"},
        {"media-unknown", "| survey |\n| | type | name | label | media::smell |\n| | text | a | A | b.png |\n"},
        {"name-duplicate", survey("| | text | a | A |\n| | text | a | B |\n")},
        {"name-invalid", survey("| | text | 1a | A |\n")},
        {"name-invalid", survey("| | text | a | A |\n", "| settings |\n| | name |\n| | my form |\n")},
        {"name-invalid", survey("| | audit | watch | | | | | | | |\n| | text | a | A |\n")},
        {"name-missing", survey("| | text | | A |\n")},
        {"name-reserved", survey("| | text | meta | A |\n")},
        {"parameter-invalid", survey("| | range | a | A | | | | start=1 end=5 step=9 |\n")},
        {"parameter-invalid", survey("| | geopoint | a | A | | | | allow-mock-accuracy=maybe |\n")},
        {"parameter-missing", survey("| | audit | | | | | | location-priority=balanced |\n| | text | a | A |\n")},
        {"parameter-unknown", survey("| | text | a | A | | | | colour=red |\n")},
        {"parameters-invalid", survey("| | range | a | A | | | | start |\n")},
        {"reference-ambiguous",
         survey("| | begin_group | g | G |\n| | text | a | A |\n| | end_group | | |\n| | begin_group | h | H |\n"
                "| | text | a | A |\n| | end_group | | |\n| | text | b | About ${a} |\n")},
        {"reference-geometry-unknown", survey("| | geopoint | a | A | | | | reference-geometry=lost |\n")},
        {"reference-malformed", survey("| | text | a | Dear ${two words} |\n")},
        {"reference-unknown", survey("| | text | a | Dear ${nobody} |\n")},
        {"repeat-in-loop", survey("| | begin_loop over l | a | A |\n| | begin_repeat | r | R |\n| | text | b | B |\n"
                                  "| | end_repeat | | |\n| | end_loop | | |\n",
                                  choices("| | l | x | X |\n"))},
        {"search-list-shared",
         survey("| | select_one l | a | A | | | | | | search('f') |\n| | select_one l | b | B |\n",
                choices("| | l | x | X |\n"))},
        {"search-misplaced", survey("| | select_one_from_file f.csv | a | A | | | | | | search('f') |\n")},
        {"setting-invalid",
         survey("| | text | a | A |\n", "| settings |\n| | omit_instanceID | public_key |\n| | yes | abc |\n")},
        {"sheet-missing", "| questions |\n| | type | name | label |\n| | text | a | A |\n| notes |\n| | x |\n"},
        {"table-list-mixed", survey("| | begin_group | g | G | | | | | | table-list |\n| | select_one l | a | A |\n| | "
                                    "select_one m | b | B |\n"
                                    "| | end_group | | |\n",
                                    choices("| | l | x | X |\n| | m | x | X |\n"))},
        {"tick-label-invalid", survey("| | range | a | A | | | | tick_labelset=l |\n", choices("| | l | 77 | X |\n"))},
        {"trigger-hidden", survey("| | calculate | h | | | 1 |\n| | calculate | a | | | 2 | ${h} |\n")},
        {"trigger-invalid", survey("| | text | b | B |\n| | calculate | a | | | 1 | b |\n")},
        {"trigger-missing", survey("| | background-geopoint | a | |\n")},
        {"type-missing", survey("| | | a | A |\n")},
        {"type-unknown", survey("| | hologram | a | A |\n")}};
    return workbooks;
}

/// The codes of docs/diagnostics.md whose column "with `--lenient`" says something.
std::set<std::string> documented_codes()
{
    std::ifstream file(std::filesystem::path(MAHALLA_SOURCE_FOLDER) / "docs" / "diagnostics.md");
    std::set<std::string> codes;
    for (std::string line; std::getline(file, line);) {
        const std::vector<std::string_view> cells = split(line, '|');
        if (cells.size() != 6 || trimmed(cells[4]).empty() || !trimmed(cells[1]).starts_with('`')) continue;
        for (const std::string_view word : split(cells[1], '`'))
            if (word.find('-') != std::string_view::npos) codes.emplace(word);
    }
    return codes;
}

} // namespace

TEST_CASE("a mended fault is a warning with the error's code, place and message, which says what was done")
{
    for (const auto& [code, tables] : faulty_workbooks()) {
        CAPTURE(code);
        CAPTURE(tables);
        const FormReading strict = read_markdown_form(tables), lenient = read_markdown_form(tables, {"", Faults::Mend});
        CHECK(strict.form == nullptr);
        REQUIRE(lenient.form != nullptr);
        CHECK(lenient.mended);
        const Diagnostic *error = find(strict, code), *warning = find(lenient, code);
        REQUIRE(warning != nullptr);
        CHECK(warning->severity == Severity::Warning);
        CHECK_FALSE(warning->help.empty());
        // A select whose repeat is unknown is refused by its reference before it is known to have no choices.
        if (code == "choices-missing") continue;
        REQUIRE(error != nullptr);
        CHECK(error->severity == Severity::Error);
        CHECK(error->sheet == warning->sheet);
        CHECK(error->row == warning->row);
        CHECK(error->column == warning->column);
        CHECK(error->message == warning->message);
        CHECK(error->help != warning->help);
    }
}

TEST_CASE("docs/diagnostics.md says of each code whether lenient reading mends it")
{
    std::set<std::string> tried;
    for (const auto& [code, tables] : faulty_workbooks()) tried.insert(code);
    CHECK(documented_codes() == tried);
}
