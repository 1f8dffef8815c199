#include "base/text.h"
#include "text/passphrase_form.h"

#include <doctest/doctest.h>

#include <vector>

using namespace mahalla;

namespace {

std::string form_of(std::string_view typed)
{
    std::vector<std::uint8_t> form(passphrase_form_bytes_max);
    const std::size_t size = to_passphrase_form(typed, form);
    return {form.begin(), form.begin() + static_cast<std::ptrdiff_t>(size)};
}

} // namespace

TEST_CASE("a passphrase of plain letters and digits stays as it is, capitals too")
{
    for (const char* typed : {"", "tumo", "Correct horse 7 battery!", "~\"#$%"}) CHECK(form_of(typed) == typed);
}

TEST_CASE("the same words typed on another keyboard have one form")
{
    CHECK(form_of("académie") == form_of("acade\u0301mie"));
    CHECK(form_of("académie") == "academie"); // a keyboard without accents
    CHECK(form_of("أرنب") == form_of("ارنب"));
    CHECK(form_of("أَرْنَـــب") == form_of("ارنب"));
    CHECK(form_of("شجرة") == form_of("شجره"));
    CHECK(form_of("مبنى") == form_of("مبني"));
    CHECK(form_of("کتابی") == form_of("كتابي")); // a Persian keyboard
    CHECK(form_of("٤٢ ۴۲") == "42 42");
    CHECK(form_of("  six\u00A0words\t\nhere ") == "six words here");
    CHECK(form_of("a\u200Fb\u200Cc") == "abc");
}

TEST_CASE("what tells words from each other stays")
{
    CHECK(form_of("Ab") != form_of("ab"));
    CHECK(form_of("a b") != form_of("ab"));
    CHECK(form_of("سماء") != form_of("سما"));
    CHECK(form_of("မြန်မာ") != form_of("မနမ")); // Burmese vowels and medials are letters
    CHECK(form_of("한국어") == form_of("\u1112\u1161\u11AB\u1100\u116E\u11A8\u110B\u1165"));
}

TEST_CASE("a form is its own form, and no longer than its room")
{
    for (const char* typed : {"أَرْنَـــب شجرة", "Ünïcödé  7", "ﷺ", "\U0001D160", "한국어", "မြန်မာ"}) {
        CHECK(form_of(form_of(typed)) == form_of(typed));
        CHECK(form_of(typed).size() <= passphrase_form_bytes_max);
    }
    std::string longest;
    while (longest.size() + 4 <= passphrase_form_typed_max)
        longest += "\U0001D160"; // three characters when taken apart
    CHECK(form_of(longest).size() <= passphrase_form_bytes_max);
    CHECK_FALSE(form_of(longest).empty());
}

TEST_CASE("bytes that are no text, and a text that is too long, stay as they are")
{
    CHECK(form_of("\xFF\xFE é ") == "\xFF\xFE é ");
    const std::string longer(passphrase_form_typed_max + 1, ' ');
    CHECK(form_of(longer) == longer);
}
