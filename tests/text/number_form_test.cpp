#include "text/number_form.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

const Language english = Language::from_code("en");
const Language french = Language::from_code("fr");
const Language arabic = Language::from_code("ar");

} // namespace

TEST_CASE("numbers typed in any digits are stored in one form")
{
    CHECK(stored_number("12", english) == "12");
    CHECK(stored_number("١٢", english) == "12");
    CHECK(stored_number("۱۲", arabic) == "12");
    CHECK(stored_number("၁၂", english) == "12");
    CHECK(stored_number("١٢٫٥", arabic) == "12.5");
    CHECK(stored_number("١٬٢٣٤", arabic) == "1234");
    CHECK(stored_number("1,5", french) == "1.5");
    CHECK(stored_number("1.5", french) == "1.5");
    CHECK(stored_number("1 234", french) == "1234");
    CHECK(stored_number("\u22127", english) == "-7");
    CHECK(stored_number("007", english) == "7");
    CHECK(stored_number(".5", english) == "0.5");
    CHECK(stored_number("-0", english) == "0");
    CHECK(stored_number("  ", english) == "");
}

TEST_CASE("what could mean two numbers, or none, is not guessed at")
{
    CHECK_FALSE(stored_number("1,234", english));
    CHECK_FALSE(stored_number("1.2.3", english));
    CHECK_FALSE(stored_number("12a", english));
    CHECK_FALSE(stored_number("-", english));
    CHECK_FALSE(stored_number("1-2", english));
    CHECK_FALSE(stored_number(std::string(100, '1'), english));
}

TEST_CASE("what is shown of a stored number is stored again as it was")
{
    for (const Language& language : {english, french, arabic, Language::from_code("my")}) {
        for (const char* stored : {"0", "7", "-7", "12.5", "1234567", "-0.25"}) {
            CAPTURE(language.code);
            CAPTURE(stored);
            CHECK(stored_number(shown_number(stored, language), language) == stored);
        }
    }
    CHECK(shown_number("12.5", arabic) == "١٢٫٥");
    CHECK(shown_number("not a number", arabic) == "not a number");
}

TEST_CASE("dates and months are said in the language's words")
{
    const Date day{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(21)};
    CHECK(shown_date(day, english) == "Saturday, 21 November 2026");
    CHECK(shown_date(day, french) == "samedi 21 novembre 2026");
    CHECK(shown_date(day, arabic).find("نوفمبر") != std::string::npos);
    CHECK(shown_date(day, arabic).find("٢٠٢٦") != std::string::npos);
    CHECK(shown_month(2, french) == "février");
    CHECK(shown_percent(0.4, english) == "40%");
}
