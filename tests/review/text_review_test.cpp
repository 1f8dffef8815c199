#include "review/review_fixture.h"

#include "review/length_review.h"
#include "review/shown_length.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string letters(std::size_t count) { return std::string(count, 'x'); }

} // namespace

TEST_CASE("a text is as long as it is shown")
{
    CHECK(shown_length("water") == 5);
    CHECK(shown_length("**Water** and <span style=\"color:red\">*fire*</span>") == 14);
    CHECK(shown_length("# [Read](https://example.org/very/long) it") == 7);
    CHECK(shown_length("[a] and (b)") == 11);
    CHECK(shown_length("a < b and __c__") == 11);
    CHECK(shown_length("e\u0301te\u0301") == 3);
    CHECK(shown_length("ماءٌ") == 3);
    CHECK(shown_length("水") == 2);
}

TEST_CASE("texts that do not fit the smallest screen are told, each with its room")
{
    const auto form = [](const std::string& type, const std::string& label, const std::string& hint) {
        return survey(" hint | constraint | constraint_message |",
                      type + " | q | " + label + " | " + hint + " | string-length(.) < 9 | Too long");
    };
    CHECK(the(advice_on(form("text", letters(RoomForTexts::question + 1), "H")), "text-too-long").column == "label");
    CHECK(the(advice_on(form("text", "Q", letters(RoomForTexts::hint + 1))), "text-too-long").column == "hint");
    check_silence(form("text", letters(RoomForTexts::question), letters(RoomForTexts::hint)));
    check_silence(survey("", "note | n | " + letters(RoomForTexts::note)));
    the(advice_on(survey("", "note | n | " + letters(RoomForTexts::note + 1))), "text-too-long");
    const Diagnostic choice =
        the(advice_on(survey("", "select_one l | q | Q") +
                      "| choices |\n| | list_name | name | label |\n| | l | a | A |\n| | l | b | " +
                      letters(RoomForTexts::choice + 1) + " |\n"),
            "text-too-long");
    CHECK(choice.sheet == "choices");
    CHECK(choice.row == 3);
}

TEST_CASE("of a long text the language is told in which it is longest")
{
    const Diagnostic told =
        the(advice_on("| survey |\n| | type | name | label::English (en) | label::French (fr) |\n| | text | q | " +
                      letters(400) + " | " + letters(500) + " |\n"),
            "text-too-long");
    CHECK(told.column == "label::French (fr)");
    CHECK(contains(told.message, "500"));
    CHECK(contains(told.message, "French (fr)"));
}

TEST_CASE("missing translations are told for each language and column, with their rows")
{
    const Diagnostics advice = advice_on("| survey |\n| | type | name | label::English (en) | label::French (fr) | "
                                         "hint::English (en) | hint::French (fr) |\n"
                                         "| | text | a | A | Af | H | Hf |\n| | text | b | B | | H | |\n| | text | c | "
                                         "C | | | |\n| | select_one l | d | D | Df | | |\n"
                                         "| choices |\n| | list_name | name | label::English (en) | label::French (fr) "
                                         "|\n| | l | x | X | Xf |\n| | l | y | Y | |\n");
    REQUIRE(count_of(advice, "translation-missing") == 3);
    CHECK(advice[0].column == "hint::French (fr)");
    CHECK(contains(advice[0].message, "row 3"));
    CHECK(to_line(advice[1]).find("survey row 3, column label::French (fr)") != std::string::npos);
    CHECK(contains(advice[1].message, "“French (fr)” lacks 2 entries of this column: rows 3, 4."));
    CHECK(advice[2].sheet == "choices");
    CHECK(advice[2].row == 3);
}

TEST_CASE("a language without a column of its own is told as a whole")
{
    const Diagnostic told =
        the(advice_on("| survey |\n| | type | name | label::English (en) | label::French (fr) |\n| | select_one l | d "
                      "| D | Df |\n"
                      "| choices |\n| | list_name | name | label::English (en) |\n| | l | x | X |\n| | l | y | Y |\n"),
            "translation-missing");
    CHECK(told.sheet == "choices");
    CHECK(contains(told.message, "“French (fr)” has nothing in this column, where another language has 2 entries"));
    CHECK(contains(told.help, "label::French (fr)"));
}

TEST_CASE("texts without a language are the same in every language")
{
    const auto form = [](const char* label) {
        return "| survey |\n| | type | name | label::English (en) | label::French (fr) |\n| | select_one l | d | D | "
               "Df |\n"
               "| choices |\n| | list_name | name | label |\n| | l | x | " +
               std::string(label) + " |\n";
    };
    const Diagnostic told = the(advice_on(form("Water")), "text-without-language");
    CHECK(told.sheet == "choices");
    CHECK(told.row == 2);
    CHECK(told.column == "label");
    check_silence(form("10"));
    check_silence("| survey |\n| | type | name | label::English (en) | hint |\n| | text | a | A | H |\n");
}

TEST_CASE("two spellings of one language are two languages")
{
    const Diagnostics advice =
        advice_on("| survey |\n| | type | name | label::English (en) | hint::english (en) |\n| | text | a | A | H |\n");
    const Diagnostic told = the(advice, "language-doubled");
    CHECK(contains(told.message, "English (en)"));
    CHECK(contains(told.message, "english (en)"));
    CHECK(count_of(
              advice_on(
                  "| survey |\n| | type | name | label::English (en) | hint::French (fr) |\n| | text | a | A | H |\n"),
              "language-doubled") == 0);
}

TEST_CASE("a picture in one column is for every language, a sound in two of three lacks the third")
{
    const std::string head =
        "| survey |\n| | type | name | label::English (en) | label::French (fr) | label::Arabic (ar) |";
    check_silence(
        head +
        " image |\n| | text | a | A | Af | Aa | a.png |\n| settings |\n| | default_language |\n| | English (en) |\n");
    const Diagnostic told =
        the(advice_on(head +
                      " audio::English (en) | audio::French (fr) |\n| | text | a | A | Af | Aa | a.mp3 | af.mp3 |\n"),
            "translation-missing");
    CHECK(told.column == "audio::Arabic (ar)");
    CHECK(told.row == 2);
}
