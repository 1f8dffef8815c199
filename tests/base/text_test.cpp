#include "base/text.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("invalid UTF-8 is told from valid")
{
    CHECK(is_valid_utf8("حيّ 𞤀 ok"));
    for (const char* broken : {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"})
        CHECK_FALSE(is_valid_utf8(broken));
    std::size_t replaced = 0;
    CHECK(with_valid_utf8("a\xFFz", &replaced) == "a\xEF\xBF\xBDz");
    CHECK(replaced == 1);
}

TEST_CASE("what XML cannot hold is found and replaced")
{
    CHECK(is_xml_text("a\tb\nc é 𞤀"));
    for (const char* forbidden : {"a\x18", "\x01", "\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        CHECK_FALSE(is_xml_text(forbidden));
        std::size_t replaced = 0;
        CHECK(is_xml_text(with_xml_text(forbidden, &replaced)));
        CHECK(replaced == 1);
    }
}

TEST_CASE("code points go there and back")
{
    const std::string text = "aé水𞤀";
    CHECK(to_code_points(text).size() == 4);
    CHECK(to_utf8(to_code_points(text)) == text);
}

TEST_CASE("white space is collapsed as normalize-space does")
{
    CHECK(collapsed("  a \n\t b ") == "a b");
    CHECK(trimmed(" \r\n") == "");
    CHECK(split("a,,b", ',').size() == 3);
    CHECK(replaced_all("a.b.c", ".", "::") == "a::b::c");
}

TEST_CASE("a misspelt word finds the one that was meant, a strange one finds none")
{
    CHECK(edit_distance("agee", "age") == 1);
    CHECK(edit_distance("hosue", "house") == 1);
    CHECK(nearest_word("hosehold_size", {"household_size", "head_age"}) == "household_size");
    CHECK_FALSE(nearest_word("zzz", {"household_size", "head_age"}).has_value());
}
