#include "text/language.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("a language knows its direction, digits and own name")
{
    const Language arabic = Language::from_code("ar");
    CHECK(arabic.direction == Direction::RightToLeft);
    CHECK(arabic.digit_zero == U'٠');
    CHECK(arabic.decimal_separator == "٫");
    CHECK(arabic.own_name == "العربية");
    CHECK(Language::from_code("fr").decimal_separator == ",");
    CHECK(Language::from_code("my").digit_zero == U'၀');
    CHECK(Language::from_code("am").direction == Direction::LeftToRight);
}

TEST_CASE("years come first in dates where the language writes them so")
{
    CHECK(Language::from_code("fr").day_first);
    CHECK(Language::from_code("en").day_first);
    CHECK_FALSE(Language::from_code("hu").day_first);
}

TEST_CASE("a questionnaire's language column is understood by code, by name and by its letters")
{
    CHECK(Language::from_form_name("Arabic (ar)").code == "ar");
    CHECK(Language::from_form_name("Arabic (ar)").own_name == "Arabic");
    CHECK(Language::from_form_name("Français (fr)").own_name == "Français");
    CHECK(Language::from_form_name("French").code == "fr");
    CHECK(Language::from_form_name("العربية").code == "ar");
    CHECK(Language::from_form_name("es").code == "es");
    const Language invented = Language::from_form_name("لهجة محلية");
    CHECK(invented.direction == Direction::RightToLeft);
    CHECK(invented.own_name == "لهجة محلية");
    CHECK(Language::from_form_name("default").direction == Direction::LeftToRight);
}

TEST_CASE("a text's direction is that of its first letter")
{
    CHECK(direction_of("12. سؤال") == Direction::RightToLeft);
    CHECK(direction_of("(GPS) غير متاح") == Direction::LeftToRight);
    CHECK(direction_of("123") == Direction::LeftToRight);
}
