#include "review/review_fixture.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string form_with(const std::string& column, const std::string& cell, const std::string& type = "text")
{
    return survey(" " + column + " |",
                  "integer | age | Age | \ndecimal | size | Size | \ntext | word | Word | \n"
                  "date | born | Born | \nselect_one sex | sex | Sex | \n"
                  "select_multiple crop | crops | Crops | \n"
                  "begin_repeat | person | Person | \ninteger | years | Years | \nend_repeat | | | \n" +
                      type + " | q | Q | " + cell) +
           choices;
}

} // namespace

TEST_CASE("a relevant that no answer fulfils is never asked")
{
    for (const char* relevant :
         {"${age} > 5 and ${age} < 3", "${age} > 5 and ${age} < 6", "${sex} = 'male' and ${sex} = 'female'",
          "${word} = 'a' and ${sex} = 'male' and ${word} = 'b'", "not(${age} < 5 or ${age} >= 5 or ${age} = '')",
          "${born} < '2020-01-01' and ${born} > '2021-01-01'", "count(${person}) < 0", "string-length(${word}) = -1",
          "count-selected(${crops}) > 2 and count-selected(${crops}) < 3", "false()", "1 = 2", "${sex} = 'mael'",
          "${crops} = '' and selected(${crops}, 'maize')"}) {
        CAPTURE(std::string(relevant));
        const Diagnostics advice = advice_on(form_with("relevant", relevant));
        const Diagnostic told = the(advice, "question-unreachable");
        CHECK(told.row == 11);
        CHECK(told.column == "relevant");
        CHECK(count_of(advice, "condition-always-false") == 0);
    }
    for (const char* relevant :
         {"${age} > 5 and ${age} < 7", "${size} > 5 and ${size} < 6", "${age} > 5 and ${size} < 3",
          "${sex} = 'male' or ${sex} = 'female'", "${word} = 'a' and ${sex} = 'male'",
          "${born} < '2021-01-01' and ${born} > '2020-01-01'", "count(${person}) > 0", "string-length(${word}) = 0",
          "selected(${crops}, 'maize') and selected(${crops}, 'beans')", "${age} >= 0 or ${age} < 10",
          "${years} > 5 and ${years} < 3", "true()", "not(${sex} = 'male') and not(${sex} = 'female')",
          "not(selected(${sex}, 'male')) and not(selected(${sex}, 'female')) and ${age} > 3",
          "${crops} != '' and not(selected(${crops}, 'maize'))"}) {
        CAPTURE(std::string(relevant));
        CHECK(lines_of(advice_on(form_with("relevant", relevant))) == "");
    }
}

TEST_CASE("a condition that every answer fulfils decides nothing")
{
    for (const char* relevant :
         {"${sex} != 'male' or ${sex} != 'female'", "not(${sex} = 'male') or not(${sex} = 'female')",
          "count(${person}) >= 0", "not(${sex} = 'male' and ${sex} = 'female')", "${word} = 'a' or ${word} != 'a'"}) {
        CAPTURE(std::string(relevant));
        const Diagnostic told = the(advice_on(form_with("relevant", relevant)), "condition-always-true");
        CHECK(contains(told.message, "always true"));
        CHECK(told.column == "relevant");
    }
    CHECK(contains(the(advice_on(form_with("relevant", "'no'")), "condition-always-true").message, "'no'"));
}

TEST_CASE("a part that is always the same is told with its words")
{
    const Diagnostic told =
        the(advice_on(form_with("relevant", "${age} > 5 and (${sex} != 'male' or ${sex} != 'female')")),
            "condition-always-true");
    CHECK(contains(told.message, "“${sex} != 'male' or ${sex} != 'female'”"));
    the(advice_on(form_with("calculation", "if(${age} > 5 and ${age} < 3, 1, 2)", "calculate")),
        "condition-always-false");
    the(advice_on(form_with("required", "${age} > 5 and ${age} < 3")), "condition-always-false");
}

TEST_CASE("a constraint is asked about answers alone, so that it may hold for all of them")
{
    the(advice_on(form_with("constraint", ". >= 0 or . < 10", "integer")), "condition-always-true");
    the(advice_on(form_with("constraint", ". > 10 and . < 5", "integer")), "answer-impossible");
    the(advice_on(form_with("constraint", ". != 'male' and . != 'female'", "select_one sex")), "answer-impossible");
    CHECK(lines_of(advice_on(form_with("constraint", ". >= 0 and . < 10", "integer"))) == "");
    CHECK(lines_of(advice_on(form_with("constraint", "not(selected(., 'none') and count-selected(.) > 1)",
                                       "select_multiple crop"))) == "");
}

TEST_CASE("a constraint looks at its own answer")
{
    const Diagnostic told = the(advice_on(form_with("constraint", "${age} > 5")), "constraint-elsewhere");
    CHECK(told.column == "constraint");
    CHECK(told.row == 11);
    // A total that is calculated and shown is judged by what it is made of.
    CHECK(lines_of(advice_on(survey(" calculation | readonly | constraint |",
                                    "integer | a | A | | | \ninteger | sum | Sum | ${a} + 1 | yes | ${a} < 100"))) ==
          "");
    for (const char* constraint : {". > ${age}", "${q} != 'a'", "string-length(.) < 5", "regex(., '^a')"}) {
        CAPTURE(std::string(constraint));
        CHECK(lines_of(advice_on(form_with("constraint", constraint))) == "");
    }
}

TEST_CASE("a very long condition is looked at for a bounded time")
{
    std::string relevant = "${word} = 'a0'";
    for (int i = 1; i < 3000; ++i) relevant += " or ${word} = 'a" + std::to_string(i) + "'";
    CHECK(lines_of(advice_on(form_with("relevant", relevant))) == "");
}

TEST_CASE("bounds that leave no whole number between them leave no answer to an integer, and one to a decimal")
{
    const auto form = [](const char* type, const char* constraint) {
        return form_with("constraint", constraint, type);
    };
    the(advice_on(form("integer", ". > 4 and . < 5")), "answer-impossible");
    the(advice_on(form("integer", ". >= 6 and . <= 5")), "answer-impossible");
    the(advice_on(form("integer", ". <= 5 or . > 5")), "condition-always-true");
    the(advice_on(form("decimal", ". < 5 or . >= 5")), "condition-always-true");
    for (const char* constraint : {". > 4 and . < 6", ". >= 5 and . <= 5", ". < 5 or . > 5", ". < 4 or . > 6"}) {
        CAPTURE(std::string(constraint));
        CHECK(lines_of(advice_on(form("integer", constraint))) == "");
    }
    CHECK(lines_of(advice_on(form("decimal", ". > 4 and . < 5"))) == "");
}
