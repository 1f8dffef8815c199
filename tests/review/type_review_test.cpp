#include "review/review_fixture.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The advice on one calculation over questions of every kind.
Diagnostics advice_on_calculation(const std::string& calculation, const std::string& type = "calculate")
{
    return advice_on(survey(" calculation |", "integer | age | Age | \n"
                                              "decimal | size | Size | \n"
                                              "text | word | Word | \n"
                                              "date | born | Born | \n"
                                              "time | woke | Woke up | \n"
                                              "geopoint | home | Home | \n"
                                              "image | photo | Photo | \n"
                                              "select_one sex | sex | Sex | \n"
                                              "select_one scale | mark | Mark | \n"
                                              "select_multiple crop | crops | Crops | \n"
                                              "acknowledge | agreed | Agreed | \n"
                                              "calculate | adult | | ${age} >= 18 \n"
                                              "begin_repeat | person | Person | \n"
                                              "text | first | First name | \n"
                                              "begin_group | more | More | \n"
                                              "integer | years | Years | \n"
                                              "end_group | | | \n"
                                              "end_repeat | | | \n" +
                                                  type + " | result | " + (type == "calculate" ? "" : "Result") +
                                                  " | " + calculation) +
                     choices);
}

} // namespace

TEST_CASE("whatever is computed with must be a number")
{
    for (const char* calculation :
         {"'abc' + 1", "'' * 2", "${word} + 1", "${sex} + 1", "${crops} * 2", "${woke} - 1", "${home} + 1", "-${photo}",
          "round(${sex}, 0)", "sum(${first})", "${word} > 5", "${woke} > ${woke}", "${adult} + 1", "number(${woke})"}) {
        CAPTURE(std::string(calculation));
        const Diagnostic told = the(advice_on_calculation(calculation), "number-expected");
        CHECK(told.severity == Severity::Warning);
        CHECK(told.sheet == "survey");
        CHECK(told.row == 20);
        CHECK(told.column == "calculation");
        CHECK(told.help != "");
    }
    for (const char* calculation :
         {"${age} + 1", "${mark} + 1", "${born} + 30", "today() - ${born}", "number(${word}) + 1", "int(${word})",
          "'5' + 1", "${word} = 5", "count-selected(${crops}) + 1", "decimal-time(${woke}) * 24", "sum(${years})",
          "${age} + if(${sex} = 'male', 1, 0)", "format-date(today(), '%Y') - 10", "(${age} > 5) + (${size} > 2)"}) {
        CAPTURE(std::string(calculation));
        CHECK(lines_of(advice_on_calculation(calculation)) == "");
    }
}

TEST_CASE("a text question that is meant for numbers may be computed with")
{
    const auto form = [](const char* more) {
        return survey(" appearance | constraint | calculation |",
                      "text | phone | Phone | " + std::string(more) + " | \ncalculate | next | | | | ${phone} + 1");
    };
    CHECK(count_of(advice_on(form("| ")), "number-expected") == 1);
    check_silence(form("numbers | "));
    check_silence(form("| regex(., '^[0-9]+$')"));
}

TEST_CASE("a date is compared with dates")
{
    for (const char* calculation : {"${born} < 18", "${born} > '01/02/2020'", "${born} = 'yesterday'", "18 > ${born}",
                                    "today() > ${age}", "${born} > ${woke}"}) {
        CAPTURE(std::string(calculation));
        the(advice_on_calculation(calculation), "comparison-unfit");
    }
    for (const char* calculation :
         {"${born} < today()", "${born} > '2020-02-01'", "${born} != ''", "${born} > today() - 365",
          "${born} > date('2020-02-01')", "${born} > 18000", "(today() - ${born}) div 365.25 > 18"}) {
        CAPTURE(std::string(calculation));
        CHECK(lines_of(advice_on_calculation(calculation)) == "");
    }
}

TEST_CASE("a number is compared with numbers, true and false with no text")
{
    for (const char* calculation : {"${age} = 'ten'", "selected(${crops}, 'maize') = 'yes'", "(${age} > 5) = 'true'",
                                    "${adult} = 1", "${adult} = 'yes'", "${home} = 5"}) {
        CAPTURE(std::string(calculation));
        the(advice_on_calculation(calculation), "comparison-unfit");
    }
    for (const char* calculation : {"${age} = '10'", "selected(${crops}, 'maize') = true()", "${adult} = 'true'",
                                    "(${age} > 5) = 1", "${age} = ${size}", "${home} != ''"}) {
        CAPTURE(std::string(calculation));
        CHECK(lines_of(advice_on_calculation(calculation)) == "");
    }
}

TEST_CASE("a value that is no choice is told with the choice that may be meant")
{
    for (const char* calculation : {"${sex} = 'mael'", "'mael' != ${sex}", "selected(${sex}, 'mael')",
                                    "${sex} = 'Male'", "jr:choice-name('mael', '${sex}')"}) {
        CAPTURE(std::string(calculation));
        const Diagnostic told = the(advice_on_calculation(calculation), "choice-unknown");
        CHECK(contains(told.help, "male"));
        CHECK(contains(told.message, "${sex}"));
    }
    the(advice_on_calculation("selected(${crops}, 'wheat')"), "choice-unknown");
    the(advice_on_calculation("${mark} = 7"), "choice-unknown");
    the(advice_on_calculation("${agreed} = 'yes'"), "choice-unknown");
    for (const char* calculation :
         {"${sex} = 'male'", "${sex} = ''", "${mark} = 1", "${mark} = 1.0", "selected(${crops}, 'maize')",
          "selected(${crops}, '')", "${agreed} = 'OK'", "${sex} = ${word}", "jr:choice-name(${sex}, '${sex}')"}) {
        CAPTURE(std::string(calculation));
        CHECK(lines_of(advice_on_calculation(calculation)) == "");
    }
}

TEST_CASE("choices that or_other adds are choices; lists outside of the form are not judged")
{
    check_silence(survey(" relevant |", "select_one crop or_other | c | Crop | \ntext | q | Q | ${c} = 'other'") +
                  choices);
    check_silence(
        survey(" relevant |", "select_one_from_file towns.csv | t | Town | \ntext | q | Q | ${t} = 'anywhere'"));
    check_silence(survey(" relevant | appearance |",
                         "select_one crop | c | Crop | | search('crops')\ntext | q | Q | ${c} = 'anything' |") +
                  "| choices |\n| | list_name | name | label |\n| | crop | name_key | label_key |\n");
}

TEST_CASE("a choice that the filter leaves out is a choice still")
{
    check_silence(
        survey(" choice_filter | relevant |",
               "select_one sex | s | S | | \nselect_one town | t | T | sex = ${s} | \ntext | q | Q | | ${t} = 'b'") +
        "| choices |\n| | list_name | name | label | sex |\n| | sex | male | M | |\n| | sex | female | F | |\n"
        "| | town | a | A | male |\n| | town | b | B | female |\n");
}

TEST_CASE("equality with a select_multiple asks for this choice alone")
{
    const Diagnostic told = the(advice_on_calculation("${crops} = 'maize'"), "select-multiple-compared");
    CHECK(contains(told.help, "selected(${crops}, 'maize')"));
    CHECK(lines_of(advice_on_calculation("${crops} = ''")) == "");
    CHECK(lines_of(advice_on_calculation("${crops} = 'none' or not(selected(${crops}, 'none'))")) == "");
    CHECK(lines_of(advice_on_calculation("${crops} != ${word}")) == "");
}

TEST_CASE("functions over choices want a question with choices")
{
    for (const char* calculation :
         {"selected(${age}, '5')", "count-selected(${born})", "selected(${word}, 'a')", "selected('male', ${sex})",
          "jr:choice-name(${sex}, ${sex})", "jr:choice-name(${age}, '${age}')", "selected-at(${home}, 0)"}) {
        CAPTURE(std::string(calculation));
        the(advice_on_calculation(calculation), "choices-expected");
    }
    CHECK(lines_of(advice_on_calculation("selected-at(${crops}, 0)")) == "");
}

TEST_CASE("a list of choices may stand first, to ask whether the one taken is among them")
{
    CHECK(lines_of(advice_on_calculation("selected('male female', ${sex})")) == "");
    the(advice_on_calculation("selected('male femal', ${sex})"), "choice-unknown");
}

TEST_CASE("functions over repeats want a repeat")
{
    the(advice_on_calculation("count(${crops})"), "repeat-expected");
    the(advice_on_calculation("count(${age})"), "repeat-expected");
    the(advice_on_calculation("position(${age})"), "repeat-expected");
    the(advice_on_calculation("indexed-repeat(${first}, ${more}, 1)"), "repeat-expected");
    the(advice_on_calculation("indexed-repeat(${age}, ${person}, 1)"), "repeat-expected");
    for (const char* calculation :
         {"count(${person})", "count(${first})", "count-non-empty(${age})", "indexed-repeat(${first}, ${person}, 1)"}) {
        CAPTURE(std::string(calculation));
        CHECK(lines_of(advice_on_calculation(calculation)) == "");
    }
}

TEST_CASE("inside a group of a repeat, the repeat is further up than `..`")
{
    const auto form = [](const char* calculation) {
        return survey(" calculation |", "begin_repeat | person | Person | \nbegin_group | more | More | \n"
                                        "text | q | Q | \ncalculate | number | | " +
                                            std::string(calculation) + "\nend_group | | | \nend_repeat | | | ");
    };
    const Diagnostic told = the(advice_on(form("position(..)")), "repeat-expected");
    CHECK(contains(told.help, "position(${person})"));
    check_silence(form("position(../..)"));
}

TEST_CASE("dates, places and their functions")
{
    for (const char* calculation : {"format-date(${word}, '%Y')", "format-date('now', '%Y')",
                                    "format-date-time(${woke}, '%H')", "decimal-date-time(${sex})"}) {
        CAPTURE(std::string(calculation));
        the(advice_on_calculation(calculation), "date-expected");
    }
    the(advice_on_calculation("distance(${home}, ${age})"), "place-expected");
    CHECK(lines_of(advice_on_calculation("format-date(${born}, '%Y')")) == "");
    CHECK(lines_of(advice_on_calculation("format-date(today() + 7, '%Y')")) == "");
}

TEST_CASE("a result that is none of the question's type")
{
    the(advice_on_calculation("if(${age} > 5, 'old', 'young')", "integer"), "calculation-unfit");
    the(advice_on_calculation("${age} > 5", "decimal"), "calculation-unfit");
    the(advice_on_calculation("today()", "integer"), "calculation-unfit");
    the(advice_on_calculation("'here'", "geopoint"), "calculation-unfit");
    CHECK(lines_of(advice_on_calculation("if(${age} > 5, '1', '2')", "integer")) == "");
    CHECK(lines_of(advice_on_calculation("today() + 7", "date")) == "");
    CHECK(lines_of(advice_on_calculation("if(${age} > 5, ${age}, '')", "integer")) == "");
    CHECK(lines_of(advice_on_calculation("concat(${age}, ${size})", "integer")) == "");
}

TEST_CASE("an answer alone is no condition")
{
    const auto form = [](const char* relevant) {
        return survey(" relevant | calculation |", "integer | age | Age | | \nselect_one yn | agreed | Agreed | | \n"
                                                   "calculate | adult | | | ${age} > 17\ntext | q | Q | " +
                                                       std::string(relevant) + " |") +
               choices;
    };
    for (const char* relevant : {"${age}", "${age} > 5 and ${agreed}", "not(${agreed})", "${adult}"}) {
        CAPTURE(std::string(relevant));
        const Diagnostic told = the(advice_on(form(relevant)), "answer-as-condition");
        CHECK(told.column == "relevant");
        CHECK(told.row == 5);
    }
    for (const char* relevant :
         {"${age} != ''", "${agreed} = 'yes'", "${adult} = 'true'", "string-length(${age}) > 0", "true()"}) {
        CAPTURE(std::string(relevant));
        check_silence(form(relevant));
    }
}
