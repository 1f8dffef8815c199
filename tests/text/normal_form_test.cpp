#include "text/normal_form.h"

#include <doctest/doctest.h>

#include <string>

using namespace mahalla;

TEST_CASE("equal words get equal bytes")
{
    CHECK(to_nfc("e\u0301") == "é");
    CHECK(to_nfc("\u0627\u0653") == "آ");
    CHECK(to_nfc("plain") == "plain");
}

TEST_CASE("a search finds words whatever their marks and their case")
{
    CHECK(folded_for_search("Élise") == folded_for_search("elise"));
    CHECK(folded_for_search("مُحَمَّد") == folded_for_search("محمد"));
    CHECK(folded_for_search("أحمد") == folded_for_search("احمد"));
    CHECK(folded_for_search("فاطمة") == folded_for_search("فاطمه"));
    CHECK(folded_for_search("ကိ") != folded_for_search("က"));
}

TEST_CASE("what a reader calls a character is one character")
{
    CHECK(grapheme_boundaries("ab") == std::vector<std::size_t>{0, 1, 2});
    CHECK(grapheme_boundaries("नि") == std::vector<std::size_t>{0, std::string("नि").size()});
    CHECK(grapheme_boundaries("👩‍👩‍👧").size() == 2);
    CHECK(grapheme_boundaries("") == std::vector<std::size_t>{0});
}

TEST_CASE("words are stepped over in Latin, Arabic and Burmese")
{
    const std::string text = "one two, three";
    CHECK(next_word(text, 0) == 4);
    CHECK(next_word(text, 5) == 9);
    CHECK(next_word(text, 10) == text.size());
    CHECK(previous_word(text, text.size()) == 9);
    CHECK(previous_word(text, 9) == 4);
    CHECK(previous_word(text, 0) == 0);
    const std::string arabic = "باب التبانة";
    CHECK(next_word(arabic, 0) == std::string("باب ").size());
    CHECK(next_word("လူတိုင်းသည်", 0) < std::string("လူတိုင်းသည်").size());
}
