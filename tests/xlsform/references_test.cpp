#include "xlsform/xlsform_fixture.h"

#include <doctest/doctest.h>

using namespace mahalla;
using mahalla::test::contains;
using mahalla::test::find;
using mahalla::test::read_markdown_form;
using mahalla::test::xform_of;

TEST_CASE("a reference is an absolute path, and a relative one inside of a shared repeat")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | calculation |\n| | integer | out | O "
                                       "|\n| | begin_repeat | r | R |\n| | integer | a | A |\n"
                                       "| | begin_group | g | G |\n| | calculate | b | | ${a} + ${out} |\n| | "
                                       "end_group |\n| | calculate | c | | ${b} |\n| | end_repeat |\n"
                                       "| | calculate | total | | sum(${a}) |\n");
    CHECK(contains(xform, "nodeset=\"/data/r/g/b\" type=\"string\" calculate=\" ../../a  +  /data/out \""));
    CHECK(contains(xform, "nodeset=\"/data/r/c\" type=\"string\" calculate=\" ../g/b \""));
    CHECK(contains(xform, "nodeset=\"/data/total\" type=\"string\" calculate=\"sum( /data/r/a )\""));
}

TEST_CASE("a reference from an outer repeat into an inner one runs through it")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | calculation |\n| | begin_repeat | a | A "
                                       "|\n| | begin_repeat | r | R |\n| | integer | t | T |\n"
                                       "| | end_repeat |\n| | note | s | S | sum(${t}) |\n| | end_repeat |\n");
    CHECK(contains(xform, "calculate=\"sum( ../r/t )\""));
}

TEST_CASE("choice filters and predicates of instances reach the row by current()")
{
    const std::string xform = xform_of("| survey |\n| | type | name | label | choice_filter | calculation |\n| | "
                                       "begin_repeat | r | R |\n| | select_one c | a | A |\n"
                                       "| | select_one c | b | B | kind = ${a} |\n| | calculate | l | | | "
                                       "instance('c')/root/item[name = ${a}]/label |\n| | end_repeat |\n"
                                       "| | select_one c | o | O | kind = ${n} |\n| | text | n | N |\n"
                                       "| choices |\n| | list_name | name | label | kind |\n| | c | x | X | k |\n");
    CHECK(contains(xform, "nodeset=\"instance('c')/root/item[kind =  current()/../a ]\""));
    CHECK(contains(xform, "calculate=\"instance('c')/root/item[name =  current()/../a ]/label\""));
    CHECK(contains(xform, "nodeset=\"instance('c')/root/item[kind =  /data/n ]\""));
}

TEST_CASE("indexed-repeat names its rows itself, so its paths stay absolute but for the index")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label | calculation |\n| | begin_repeat | r | R |\n| | integer | i | I "
                 "|\n| | text | a | A |\n"
                 "| | calculate | p | | indexed-repeat(${a}, ${r}, ${i} - 1) |\n| | end_repeat |\n");
    CHECK(contains(xform, "calculate=\"indexed-repeat( /data/r/a ,  /data/r ,  ../i  - 1)\""));
}

TEST_CASE("the last record is an instance of its own")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label | default |\n| | text | a | A | ${last-saved#a} |\n");
    CHECK(contains(xform, "<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>"));
    CHECK(contains(xform, "value=\" instance('__last-saved')/data/a \""));
}

TEST_CASE("words become outputs where they refer, in labels, hints, messages and choices")
{
    const std::string xform =
        xform_of("| survey |\n| | type | name | label | hint | constraint | constraint_message |\n| | text | a | A |\n"
                 "| | text | b | Hello ${a} < you | see ${a} | . != '' | not ${a} |\n| | select_one c | s | S |\n"
                 "| | note | n | It is instance('c')/root/item[name = ${s}]/label here |\n"
                 "| choices |\n| | list_name | name | label |\n| | c | x | like ${a} |\n");
    CHECK(contains(xform, "Hello <output value=\" /data/a \"/> &lt; you"));
    CHECK(contains(xform, "see <output value=\" /data/a \"/>"));
    CHECK(contains(xform, "jr:constraintMsg=\"jr:itext('/data/b:jr:constraintMsg')\""));
    CHECK(contains(xform, "like <output value=\" /data/a \"/>"));
    CHECK(contains(xform, "It is <output value=\"instance('c')/root/item[name =  /data/s ]/label\"/> here"));
}

TEST_CASE("choices may come from answers of a repeat, from files, and in random order")
{
    const std::string xform = xform_of(
        "| survey |\n| | type | name | label | parameters | choice_filter |\n| | begin_repeat | r | R |\n| | text | "
        "who | W |\n| | end_repeat |\n"
        "| | select_one ${who} | pick | P |\n| | select_one_from_file towns.csv | t | T | value=code label=title |\n"
        "| | select_one_from_file area.geojson | g | G |\n| | select_one c | s | S | randomize=true seed=${pick} |\n"
        "| choices |\n| | list_name | name | label |\n| | c | x | X |\n");
    CHECK(contains(xform,
                   "<itemset nodeset=\"/data/r[./who != '']\"><value ref=\"who\"/><label ref=\"who\"/></itemset>"));
    CHECK(contains(xform, "<instance id=\"towns\" src=\"jr://file-csv/towns.csv\"/>"));
    CHECK(contains(
        xform,
        "<itemset nodeset=\"instance('towns')/root/item\"><value ref=\"code\"/><label ref=\"title\"/></itemset>"));
    CHECK(contains(xform, "<instance id=\"area\" src=\"jr://file/area.geojson\"/>"));
    CHECK(contains(xform, "<value ref=\"id\"/><label ref=\"title\"/>"));
    CHECK(contains(xform, "nodeset=\"randomize(instance('c')/root/item, /data/pick)\""));
}

TEST_CASE("an unknown, ambiguous or malformed reference is told with its sheet, row and column")
{
    const FormReading reading = read_markdown_form(
        "| survey |\n| | type | name | label | relevant | hint |\n| | integer | household_size | H | | |\n"
        "| | text | b | B | ${hosehold_size} > 1 | |\n| | begin_group | g | G | | |\n| | text | x | X | | |\n| | "
        "end_group | | | | |\n"
        "| | begin_group | h | H | | |\n| | text | x | X | | see ${x} |\n| | end_group | | | | |\n| | text | y | Y ${ "
        "b} | | |\n");
    CHECK(reading.form == nullptr);
    const Diagnostic* unknown = find(reading, "reference-unknown");
    REQUIRE(unknown != nullptr);
    CHECK(unknown->sheet == "survey");
    CHECK(unknown->row == 3);
    CHECK(unknown->column == "relevant");
    CHECK(unknown->help == "Did you mean \"household_size\"?");
    REQUIRE(find(reading, "reference-ambiguous") != nullptr);
    CHECK(find(reading, "reference-ambiguous")->row == 8);
    REQUIRE(find(reading, "reference-malformed") != nullptr);
    CHECK(find(reading, "reference-malformed")->row == 10);
}
