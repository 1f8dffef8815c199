#include "base/text.h"
#include "crypto/passphrase.h"
#include "crypto/word_list.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace mahalla;

namespace {

std::vector<const WordList*> lists_of_languages()
{
    std::vector<const WordList*> lists(WordList::all().begin(), WordList::all().end());
    std::erase(lists, &WordList::of_no_language());
    return lists;
}

std::string form_of(std::string_view word) { return std::string(WordForm(word).letters()); }

/// The form of an Arabic word without what a hasty hand leaves out at its end, too: ha, ya or alef.
std::string hasty(std::string_view word)
{
    std::string form = form_of(word);
    if (form.size() > 3 && std::string_view("\xC7\xCA\xA7").find(form.back()) != std::string_view::npos)
        form.pop_back();
    return form;
}

} // namespace

TEST_CASE("English, French, Spanish and Arabic have 2,048 words each: six are 66 bits")
{
    std::set<std::string> languages;
    for (const WordList* list : lists_of_languages()) {
        INFO(list->language());
        languages.insert(list->language());
        CHECK(list->size() == 2048);
        CHECK(list->bits() == 11);
    }
    CHECK(languages == std::set<std::string>{"ar", "en", "es", "fr"});
    CHECK(WordList::of_no_language().bits() == 12);
}

TEST_CASE("no two words of a list are the same, typed on whatever keyboard")
{
    for (const WordList* list : WordList::all()) {
        std::map<std::string, std::string> seen;
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::string word(list->word(static_cast<std::uint16_t>(i)));
            const std::string form = form_of(word);
            INFO(list->language(), ": ", word, " and ", seen[form]);
            CHECK(seen[form].empty());
            CHECK(form.find('\xFF') == std::string::npos);
            seen[form] = word;
        }
    }
}

TEST_CASE("four letters tell an English, French or Spanish word from all others")
{
    for (const char* language : {"en", "fr", "es"}) {
        const WordList& list = WordList::of_language(language);
        std::set<std::string> beginnings;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string form = form_of(list.word(static_cast<std::uint16_t>(i)));
            CHECK_MESSAGE(beginnings.insert(form.substr(0, 4)).second, language, " ", form);
            CHECK(form.size() >= 3);
            CHECK(form.size() <= 9);
        }
    }
}

TEST_CASE("Arabic words are short, without vowel marks, and differ in more than hamza, ta marbuta, alef and ya")
{
    const WordList& list = WordList::of_language("ar");
    std::map<std::string, std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string word(list.word(static_cast<std::uint16_t>(i)));
        INFO(word, " and ", seen[hasty(word)]);
        CHECK(seen[hasty(word)].empty());
        seen[hasty(word)] = word;
        const std::u32string letters = to_code_points(word);
        CHECK(letters.size() >= 3);
        CHECK(letters.size() <= 6);
        CHECK(std::ranges::all_of(letters, [](char32_t c) { return c >= 0x621 && c <= 0x64A && c != 0x640; }));
    }
}

TEST_CASE("a word is found however it is typed")
{
    const WordList& french = WordList::of_language("fr_CA.UTF-8");
    REQUIRE(french.language() == "fr");
    const auto number = french.number_of("académie");
    REQUIRE(number);
    CHECK(french.number_of("ACADEMIE") == number);
    CHECK(french.number_of("acade\xCC\x81mie") == number); // the accent on its own
    CHECK(WordList::of_language("es").number_of("ARANA") == WordList::of_language("es").number_of("araña"));

    const WordList& arabic = WordList::of_language("ar-EG");
    REQUIRE(arabic.number_of("أرنب"));
    CHECK(arabic.number_of("ارنب") == arabic.number_of("أرنب"));
    CHECK(arabic.number_of("أَرْنَب") == arabic.number_of("أرنب"));
    CHECK(arabic.number_of("أرنـــب") == arabic.number_of("أرنب"));
    CHECK(arabic.number_of("شجره") == arabic.number_of("شجرة"));
    CHECK(arabic.number_of("کتاب") == arabic.number_of("كتاب")); // a Persian keyboard's kaf
    CHECK_FALSE(arabic.number_of("house"));
    CHECK_FALSE(arabic.number_of(""));
    CHECK_FALSE(arabic.number_of("\xD8"));
}

TEST_CASE("whoever reads a language without a list gets the words of none")
{
    for (const char* code : {"my", "am", "sw", "", "english"})
        CHECK(&WordList::of_language(code) == &WordList::of_no_language());
}

TEST_CASE("a generated passphrase has six words of its language and is never the same twice")
{
    for (const WordList* list : WordList::all()) {
        const Secret one = generate_passphrase(*list);
        const auto parts = words(as_text(one.view()));
        CHECK(parts.size() == 6);
        for (const std::string_view word : parts) CHECK(list->number_of(word));
        CHECK_FALSE(equal_in_constant_time(one.view(), generate_passphrase(*list).view()));
    }
}

TEST_CASE("every word is drawn about as often as any other")
{
    const WordList& list = WordList::of_language("en");
    std::vector<int> drawn(list.size());
    for (int i = 0; i < 8192; ++i) {
        const Secret passphrase = generate_passphrase(list);
        for (const std::string_view word : words(as_text(passphrase.view()))) ++drawn[*list.number_of(word)];
    }
    // 24 each on average; a number outside of 1 to 80 has a chance below one in ten thousand over all words.
    CHECK(*std::ranges::min_element(drawn) >= 1);
    CHECK(*std::ranges::max_element(drawn) <= 80);
}
