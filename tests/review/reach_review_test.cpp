#include "review/review_fixture.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("a group that is never relevant is told once, with the number of its questions")
{
    const Diagnostics advice =
        advice_on(survey(" relevant |", "begin_group | g | G | false()\ntext | a | A | false()\n"
                                        "begin_group | h | H | \ntext | b | B | \nend_group | | | \n"
                                        "end_group | | | \ntext | c | C | "));
    CHECK(contains(the(advice, "question-unreachable").message, "“g”, 2 questions"));
}

TEST_CASE("what waits for an answer that nobody is asked for is never asked either")
{
    const Diagnostics advice = advice_on(
        survey(" relevant |", "begin_group | g | G | false()\ntext | a | A | \nend_group | | | \n"
                              "text | b | B | ${a} = 'x'\ntext | c | C | ${b} != ''\ntext | d | D | ${a} = ''"));
    CHECK(count_of(advice, "question-unreachable") == 3);
    CHECK(contains(advice[2].message, "waits for a question that is never asked"));
    CHECK(advice.size() == 3);
}

TEST_CASE("a calculation whose only trigger is never asked stays empty")
{
    const auto form = [](const char* triggers) {
        return survey(" relevant | trigger | calculation |", "text | a | A | false() | | \ntext | b | B | | | \n"
                                                             "calculate | c | | | " +
                                                                 std::string(triggers) + " | now()");
    };
    const Diagnostic told = the(advice_on(form("${a}")), "trigger-unreachable");
    CHECK(told.row == 4);
    CHECK(told.column == "trigger");
    CHECK(count_of(advice_on(form("${a}, ${b}")), "trigger-unreachable") == 0);
}

TEST_CASE("a repeat of no rows")
{
    const auto form = [](const char* count) {
        return survey(" repeat_count |", "integer | n | N | \nbegin_repeat | r | R | " + std::string(count) +
                                             "\ntext | a | A | \nend_repeat | | | ");
    };
    const Diagnostic told = the(advice_on(form("0")), "repeat-without-rows");
    CHECK(told.row == 3);
    CHECK(told.column == "repeat_count");
    check_silence(form("2"));
    check_silence(form("${n}"));
    CHECK(the(advice_on(form("'many'")), "number-expected").column == "repeat_count");
}

TEST_CASE("what is required, read-only and empty can never be finished")
{
    const auto form = [](const char* row) {
        return survey(" required | readonly | relevant | default | calculation |",
                      "integer | age | Age | | | | | \n" + std::string(row));
    };
    const Diagnostic told = the(advice_on(form("note | n | N | yes | | | | ")), "answer-impossible");
    CHECK(told.row == 3);
    CHECK(told.column == "required");
    the(advice_on(form("text | n | N | yes | yes | | | ")), "answer-impossible");
    check_silence(form("note | n | N | yes | | ${age} > 120 | | "));
    check_silence(form("text | n | N | yes | yes | | here | "));
    check_silence(form("text | n | N | yes | yes | | | ${age} + 1"));
    check_silence(form("note | n | N | | | | | "));
}

TEST_CASE("conditions on what nobody is asked are never checked")
{
    const auto form = [](const char* row) {
        return survey(" required | constraint | calculation |", "integer | age | Age | | | \n" + std::string(row));
    };
    CHECK(the(advice_on(form("calculate | c | | yes | | ${age}")), "condition-without-question").column == "required");
    CHECK(the(advice_on(form("calculate | c | | | . < 5 | ${age}")), "condition-without-question").column ==
          "constraint");
    CHECK(contains(the(advice_on(form("note | n | N | | . < 5 | ")), "condition-without-question").message, "note"));
    check_silence(form("integer | c | C | yes | . < 5 | "));
}

TEST_CASE("a default is an answer of its question")
{
    const auto form = [](const char* row) { return survey(" default |", row) + choices; };
    CHECK(the(advice_on(form("integer | a | A | many")), "default-unfit").column == "default");
    the(advice_on(form("date | a | A | soon")), "default-unfit");
    CHECK(contains(the(advice_on(form("select_one sex | a | A | Male")), "default-unfit").help, "male"));
    the(advice_on(form("select_multiple crop | a | A | maize wheat")), "default-unfit");
    check_silence(form("integer | a | A | 5\ndate | b | B | 2020-01-01\nselect_one sex | c | C | male\n"
                       "select_multiple crop | d | D | maize beans\ndate | e | E | today()"));
}
