#include "support/ui_harness.h"
#include "text/text_catalogue.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

std::shared_ptr<const TextCatalogue> catalogue(const char* code, const char* lines)
{
    auto read = TextCatalogue::read(Language::from_code(code), lines);
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
    return *read;
}

} // namespace

TEST_CASE("each plural class of Arabic has its own sentence")
{
    const auto arabic = catalogue("ar", "people[zero] = لا أحد\npeople[one] = شخص واحد\npeople[two] = شخصان\n"
                                        "people[few] = {count} أشخاص\npeople[many] = {count} شخصًا\n"
                                        "people[other] = {count} شخص\n");
    const TextKey people = "people"_text;
    CHECK(arabic->say_counted(people, 0) == "لا أحد");
    CHECK(arabic->say_counted(people, 1) == "شخص واحد");
    CHECK(arabic->say_counted(people, 2) == "شخصان");
    CHECK(arabic->say_counted(people, 3) == "٣ أشخاص");
    CHECK(arabic->say_counted(people, 11) == "١١ شخصًا");
    CHECK(arabic->say_counted(people, 100) == "١٠٠ شخص");
}

TEST_CASE("zero is singular in French and plural in English")
{
    CHECK(plural_class(Language::from_code("fr"), 0) == "one");
    CHECK(plural_class(Language::from_code("en"), 0) == "other");
}

TEST_CASE("a value of the other direction is isolated, one of the same direction stays bare")
{
    const auto english = catalogue("en", "hello = Hello {name}!");
    CHECK(english->say("hello"_text, {{"name", "Amina"}}) == "Hello Amina!");
    CHECK(english->say("hello"_text, {{"name", "أمينة"}}) == "Hello \u2068أمينة\u2069!");
    const auto arabic = catalogue("ar", "hello = مرحبا {name}!");
    CHECK(arabic->say("hello"_text, {{"name", "Amina"}}) == "مرحبا \u2068Amina\u2069!");
    CHECK(arabic->say("hello"_text, {{"name", "أمينة"}}) == "مرحبا أمينة!");
}

TEST_CASE("what a language lacks is said in the fallback, what nobody has by its key")
{
    const auto english = catalogue("en", "save = Save");
    auto swahili = TextCatalogue::read(Language::from_code("sw"), "other = x", english);
    REQUIRE(swahili);
    CHECK((*swahili)->say("save"_text) == "Save");
    CHECK((*swahili)->say("nowhere"_text) == "nowhere");
}

TEST_CASE("a language file that cannot be meant so is refused with its line")
{
    const auto message = [](const char* lines) {
        const auto read = TextCatalogue::read(Language::from_code("en"), lines);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::Invalid);
        return read.error().message;
    };
    CHECK(message("a = x\nb").find("line 2") != std::string::npos);
    CHECK(message("a = x\na = y").find("line 2") != std::string::npos);
    CHECK(message("a[several] = x").find("plural class") != std::string::npos);
    CHECK(message("a =").find("empty") != std::string::npos);
}

TEST_CASE("every language of the program can be read and chosen by its regional code")
{
    const LanguageFolder& languages = test::languages();
    CHECK(languages.catalogues().size() == 8);
    CHECK(languages.for_code("ar-EG")->language().code == "ar");
    CHECK(languages.for_code("xx")->language().code == "en");
}
