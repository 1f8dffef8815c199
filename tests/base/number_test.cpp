#include "base/number.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("numbers print as XPath 1.0 says")
{
    CHECK(number_to_text(3.0) == "3");
    CHECK(number_to_text(-0.0) == "0");
    CHECK(number_to_text(0.1) == "0.1");
    CHECK(number_to_text(1e21) == "1000000000000000000000");
    CHECK(number_to_text(1e-7) == "0.0000001");
    CHECK(number_to_text(std::nan("")) == "NaN");
    CHECK(number_to_text(-HUGE_VAL) == "-Infinity");
}

TEST_CASE("numbers are read as XPath 1.0 says")
{
    CHECK(number_from_xpath_text(" -12.50 ") == -12.5);
    CHECK(number_from_xpath_text(".5") == 0.5);
    CHECK(number_from_xpath_text("5.") == 5.0);
    for (const char* refused : {"", "  ", "1.1e6", "+1", "Infinity", "1 2", "-", ".", "١"})
        CHECK_FALSE(number_from_xpath_text(refused).has_value());
}

TEST_CASE("data files may write exponents")
{
    CHECK(number_from_text("1.5e3") == 1500.0);
    CHECK_FALSE(number_from_text("1,5").has_value());
    CHECK(integer_from_text("-7") == -7);
    CHECK_FALSE(integer_from_text("7.0").has_value());
}
