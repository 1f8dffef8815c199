#include "review/review_fixture.h"

#include "xform/write_xform.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a questionnaire without mistakes gets no advice")
{
    check_silence(survey(" relevant | constraint | required | calculation | choice_filter |",
                         "text | name | Name | | | yes | | \ninteger | age | Age | | . >= 0 and . <= 120 | yes | | \n"
                         "select_one yn | works | Work? | ${age} > 14 | | | | \n"
                         "select_multiple crop | crops | Crops | ${works} = 'yes' | not(selected(., 'none') and "
                         "count-selected(.) > 1) | | | \n"
                         "calculate | is_adult | | | | | if(${age} >= 18, 'yes', 'no') | \n"
                         "note | n | Hello ${name} | ${is_adult} = 'yes' | | | |") +
                  choices);
}

TEST_CASE("XForms are judged as workbooks are, with paths in place of rows")
{
    const std::string tables =
        survey(" relevant |", "select_one sex | sex | Sex | \ntext | q | Q | ${sex} = 'mael'") + choices;
    const FormReading workbook = read_markdown_form(tables);
    REQUIRE(workbook.form);
    const FormReading xform = read_xform(as_bytes(write_xform(*workbook.form)));
    REQUIRE(xform.form);
    const Diagnostics of_workbook = review(*workbook.form), of_xform = review(*xform.form);
    REQUIRE(of_workbook.size() == of_xform.size());
    const Diagnostic told = the(of_xform, "choice-unknown");
    CHECK(told.row == 0);
    CHECK(told.sheet == "");
    CHECK(told.message.starts_with("/data/q: "));
    CHECK(contains(told.message, "/data/sex"));
    CHECK(contains(told.help, "male"));
}

TEST_CASE("of many mistakes of one kind the first are told, the rest counted with their rows")
{
    std::string rows = "integer | age | Age | ";
    for (int i = 0; i < 50; ++i) rows += "\ntext | q" + std::to_string(i) + " | Q | ${age} = 'x'";
    const Diagnostics advice = advice_on(survey(" relevant |", rows));
    CHECK(count_of(advice, "comparison-unfit") == 21);
    const auto last = std::ranges::find_if(advice.rbegin(), advice.rend(), [](const Diagnostic& diagnostic) {
        return diagnostic.code == "comparison-unfit";
    });
    CHECK(contains(last->message, "30 more places: rows 23 to 52"));
}

TEST_CASE("advice comes in the order of the rows and never refuses a form")
{
    const Diagnostics advice = advice_on(survey(" relevant | constraint |", "integer | a | A | | . > 5 and . < 3\n"
                                                                            "text | b | B | ${a} = 'x' | ${a} > 5\n"
                                                                            "text | c | C | 'x' | "));
    REQUIRE(advice.size() >= 4);
    CHECK_FALSE(has_errors(advice));
    CHECK(std::ranges::is_sorted(advice, {}, &Diagnostic::row));
}

TEST_CASE("one mistake of two questions of an XForm is told of both, one of one expression once")
{
    const FormReading workbook = read_markdown_form(
        survey(" relevant | calculation | required |", "integer | age | Age | | | \ncalculate | a | | | ${age} | yes\n"
                                                       "calculate | b | | | ${age} | yes\n"
                                                       "text | q | Q | ${age} = 'x' or (${age} = 'x') | | "));
    REQUIRE(workbook.form);
    const FormReading xform = read_xform(as_bytes(write_xform(*workbook.form)));
    REQUIRE(xform.form);
    const Diagnostics advice = review(*xform.form);
    CHECK(count_of(advice, "condition-without-question") == 2);
    CHECK(count_of(advice, "comparison-unfit") == 1);
}
