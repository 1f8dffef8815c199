#include "xlsform/xlsform_fixture.h"

#include "support/form_scenario.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

FormReading read_leniently(std::string_view tables) { return read_markdown_form(tables, {"", Faults::Mend}); }

/// The interview over a workbook that strict reading refuses.
FormScenario mended(std::string_view tables)
{
    CHECK(read_markdown_form(tables).form == nullptr);
    FormReading reading = read_leniently(tables);
    std::string lines;
    for (const Diagnostic& diagnostic : reading.diagnostics) lines += to_line(diagnostic) + "\n";
    INFO(lines);
    REQUIRE(reading.form != nullptr);
    CHECK(reading.mended);
    return FormScenario(reading.form);
}

} // namespace

TEST_CASE("a condition that cannot be read is left out, and its question always asked")
{
    FormScenario interview = mended("| survey |\n| | type | name | label | relevant |\n| | text | a | A | |\n"
                                    "| | text | b | B | ${a} = ( |\n| | text | c | C | ${nowhere} = 'x' |\n"
                                    "| | text | d | D | rank-index(1, ${a}) = 2 |\n");
    for (const char* ref : {"/data/b", "/data/c", "/data/d"}) CHECK(interview.relevant(ref));
}

TEST_CASE("a condition over a calculation that was left out is left out too, however far away")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant | calculation |\n| | calculate | a | | | ${nowhere} + 1 "
               "|\n| | calculate | b | | | ${a} * 2 |\n| | text | c | C | ${b} > 5 | |\n");
    CHECK(interview.relevant("/data/c"));
    CHECK(interview.value("/data/b") == "");
}

TEST_CASE("a misspelt reference means the only question that differs by case, blanks, hyphens or underscores")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant |\n| | integer | house_size | A | |\n"
               "| | text | b | For ${House Size} people | ${HouseSize} > 3 |\n");
    CHECK_FALSE(interview.relevant("/data/b"));
    interview.answer("/data/house_size", "4");
    CHECK(interview.relevant("/data/b"));
    CHECK(interview.label("/data/b") == "For 4 people");
}

TEST_CASE("a reference in words that means nothing is shown as written")
{
    FormScenario interview = mended("| survey |\n| | type | name | label |\n| | text | a | Dear ${nobody}, |\n");
    CHECK(interview.label("/data/a") == "Dear ${nobody},");
}

TEST_CASE("of several questions the nearest is meant")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant |\n"
               "| | begin_group | one | One | |\n| | integer | age | A | |\n| | end_group | | | |\n"
               "| | begin_group | two | Two | |\n| | integer | age | A | |\n"
               "| | text | school | S | ${age} < 18 |\n| | end_group | | | |\n");
    interview.answer("/data/one/age", "40").answer("/data/two/age", "9");
    CHECK(interview.relevant("/data/two/school"));
}

TEST_CASE("doubled choices are both kept, those without a name left out")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label |\n| | select_one l | a | A |\n| choices |\n"
               "| | list_name | name | label |\n| | l | x | X |\n| | l | x | Again |\n| | l | | N |\n");
    CHECK(interview.choices("/data/a") == "x x");
}

TEST_CASE("a question whose choices are missing can be answered in words")
{
    for (const char* type : {"select_one nolist", "select_multiple nolist", "rank nolist", "select_one ${nowhere}",
                             "select_one_from_file names.pdf", "select_one"}) {
        CAPTURE(type);
        FormScenario interview =
            mended("| survey |\n| | type | name | label |\n| | " + std::string(type) + " | a | A |\n");
        CHECK(interview.answer("/data/a", "two words").value("/data/a") == "two words");
    }
}

TEST_CASE("a list or a type in another spelling is the one it can only be")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label |\n| | Select-One Yes No | a | A |\n"
               "| | Begin Group | g | G |\n| | Integer | b | B |\n| | END GROUP | | |\n| choices |\n"
               "| | list_name | name | label |\n| | yes_no | y | Y |\n");
    CHECK(interview.choices("/data/a") == "y");
    CHECK(interview.answer("/data/g/b", "x").violation("/data/g/b") != "");
}

TEST_CASE("types of SurveyCTO are hidden values, so that what refers to them can be read")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | appearance | calculation |\n| | text audit | ta | | p=100 | |\n"
               "| | sensor_statistic mean_light_level | light | | | |\n| | caseid | caseid | | | |\n"
               "| | speed violations count | sv | | | |\n| | calculate_here | h | | | 1 + 1 |\n"
               "| | note | n | Case ${caseid}, light ${light}, ${h}. | | |\n");
    CHECK(interview.label("/data/n") == "Case , light , 2.");
}

TEST_CASE("a type that nobody knows is asked as text, and without a label kept as a hidden value")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label |\n| | hologram | a | A |\n| | hologram | b | |\n"
               "| | | c | C |\n");
    CHECK(interview.state("/data/a").type == NodeType::Input);
    CHECK(interview.state("/data/b").type == NodeType::Value);
    CHECK(interview.state("/data/c").type == NodeType::Input);
}

TEST_CASE("names are made where they cannot stand, and references follow")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant |\n| | integer | 1st visit | A | |\n"
               "| | text | meta | M | |\n| | text | x | X | |\n| | text | x | Second | |\n"
               "| | text | | Nameless | |\n| | text | y | ${x} ${meta} | ${1st visit} > 1 |\n");
    CHECK_FALSE(interview.relevant("/data/y"));
    interview.answer("/data/_1st_visit", "2").answer("/data/x", "first").answer("/data/x_2", "second");
    interview.answer("/data/meta_2", "m").answer("/data/question_6", "n");
    CHECK(interview.relevant("/data/y"));
    CHECK(interview.label("/data/y") == "first m");
}

TEST_CASE("sections that never end are closed at the end, ends without a beginning passed over")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant |\n| | end_repeat | | | |\n"
               "| | begin_group | g | G | |\n| | begin_repeat | r | R | 1 = 2 |\n| | text | a | A | |\n"
               "| | end_group | | | |\n| | text | b | B | |\n| | begin_group | h | H | |\n"
               "| | text | c | C | |\n");
    CHECK(interview.relevant("/data/b"));
    CHECK(interview.relevant("/data/h/c"));
}

TEST_CASE("an end of the wrong kind closes what is open, so that no condition hides what follows")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant |\n| | begin_repeat | r | R | 1 = 2 |\n"
               "| | text | a | A | |\n| | end_group | | | |\n| | text | b | B | |\n");
    CHECK(interview.relevant("/data/b"));
}

TEST_CASE("each row takes the first of doubled columns that holds something, and what is left out is told by its row")
{
    const char* workbook = "| survey |\n| | type | name | label | caption | relevance | relevant |\n"
                           "| | text | a | First | | | |\n| | text | b | | Second | | 1 = 2 |\n"
                           "| | text | c | Third | Other | 1 = 2 | |\n";
    FormScenario interview = mended(workbook);
    CHECK(interview.label("/data/b") == "Second");
    CHECK(interview.label("/data/c") == "Third");
    CHECK_FALSE(interview.relevant("/data/b"));
    CHECK_FALSE(interview.relevant("/data/c"));
    const FormReading reading = read_leniently(workbook);
    CHECK(find(reading, "column-duplicate")->help ==
          "Each row takes column C, and column D where that is empty. Left out: what column D says else in row 4.");
}

TEST_CASE("of a circle the relevant is left out before the calculation")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant | calculation |\n| | text | a | A | ${b} > 1 | |\n"
               "| | calculate | b | | | string-length(${a}) |\n| | calculate | c | | | ${d} |\n"
               "| | calculate | d | | | ${c} |\n| | text | e | E | ${e} = 'x' | |\n"
               "| | calculate | f | | | ${c} + 1 |\n| | text | g | G | ${f} > 1 | |\n");
    CHECK(interview.relevant("/data/g"));
    CHECK(interview.relevant("/data/a"));
    CHECK(interview.relevant("/data/e"));
    CHECK(interview.answer("/data/a", "four").value("/data/b") == "4");
}

TEST_CASE("a count that cannot be read leaves the rows to the person who asks")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | repeat_count | calculation |\n| | begin_repeat | r | R | "
               "${nowhere} + 1 | |\n"
               "| | text | a | A | | |\n| | end_repeat | | | | |\n| | calculate | n | | | 1 + |\n"
               "| | begin_repeat | s | S | ${n} | |\n| | text | b | B | | |\n| | end_repeat | | | | |\n");
    interview.add("/data/r").add("/data/s");
    CHECK(interview.answer("/data/r[2]/a", "x").value("/data/r[2]/a") == "x");
    CHECK(interview.answer("/data/s[2]/b", "x").value("/data/s[2]/b") == "x");
}

TEST_CASE("a filter that cannot be read shows all choices")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | choice_filter |\n| | select_one l | a | A | x = ${no} |\n"
               "| | select_one l | b | B | x = ( |\n| choices |\n| | list_name | name | label | x |\n"
               "| | l | p | P | 1 |\n| | l | q | Q | 2 |\n");
    CHECK(interview.choices("/data/a") == "p q");
    CHECK(interview.choices("/data/b") == "p q");
}

TEST_CASE("what was to be filled in is left out rather than emptied")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | default | calculation | trigger |\n| | text | a | A | "
               "concat(${no}, 'x') | | |\n"
               "| | text | b | B | | ${no} | ${a} |\n| | text | c | C | | 'written over' | ${no} |\n"
               "| | calculate | d | | | concat(${a}, '!') | ${no} |\n");
    interview.answer("/data/b", "mine").answer("/data/c", "mine").answer("/data/a", "x");
    CHECK(interview.value("/data/b") == "mine");
    CHECK(interview.value("/data/c") == "mine");
    CHECK(interview.value("/data/d") == "x!");
}

TEST_CASE("choices with blanks in their names are stored without by a select_multiple, and conditions follow")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | relevant |\n| | select_multiple l | a | A | |\n"
               "| | select_one l | b | B | |\n| | text | c | C | ${b} = 'no answer' |\n"
               "| | text | d | D | selected( ${a} , 'no answer') and not(selected(${a}, \"y\")) |\n| choices |\n"
               "| | list_name | name | label |\n| | l | no answer | N |\n| | l | y | Y |\n");
    CHECK(interview.choices("/data/a") == "no_answer y");
    CHECK(interview.answer("/data/b", "no answer").relevant("/data/c"));
    CHECK_FALSE(interview.relevant("/data/d"));
    CHECK(interview.answer("/data/a", "no_answer").relevant("/data/d"));
    CHECK_FALSE(interview.answer("/data/a", "no_answer y").relevant("/data/d"));
}

TEST_CASE("a range that cannot be drawn takes any number")
{
    FormScenario interview =
        mended("| survey |\n| | type | name | label | parameters |\n| | range | a | A | start=1 end=five |\n"
               "| | range | b | B | start=1 end=5 step=0 |\n");
    CHECK(interview.answer("/data/a", "2.5").violation("/data/a") == "");
    CHECK(interview.answer("/data/b", "77").violation("/data/b") == "");
}

TEST_CASE("a survey or choices of another name are read where nothing else can be meant")
{
    FormScenario interview =
        mended("| questions |\n| | type | name | label |\n| | select_one l | a | A |\n| options |\n"
               "| | list names | name | label |\n| | l | x | X |\n");
    CHECK(interview.choices("/data/a") == "x");
}

TEST_CASE("a workbook without a survey, a survey without types and one without questions cannot be mended")
{
    for (const char* tables :
         {"| notes |\n| | a | b |\n| | c | d |\n", "| survey |\n| | name | label |\n| | a | A |\n"}) {
        const FormReading reading = read_leniently(tables);
        CHECK(reading.form == nullptr);
        CHECK(has_errors(reading.diagnostics));
        CHECK_FALSE(reading.mended);
    }
}

TEST_CASE("a workbook without a fault is read the same leniently and strictly")
{
    const char* tables = "| survey |\n| | type | name | label | remark |\n| | Text | a | A | x |\n";
    const char* faultless = "| survey |\n| | type | name | label | remark |\n| | text | a | A | x |\n";
    const FormReading strict = read_markdown_form(faultless), lenient = read_leniently(faultless);
    REQUIRE(strict.form);
    CHECK(lenient.diagnostics == strict.diagnostics);
    CHECK(write_xform(*lenient.form) == write_xform(*strict.form));
    CHECK_FALSE(lenient.mended);
    CHECK(read_leniently(tables).mended);
}
