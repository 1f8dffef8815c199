#include "expression/regular_expression.h"

#include <doctest/doctest.h>

using namespace mahalla;

namespace {

bool found(std::string_view pattern, std::string_view text)
{
    const auto made = RegularExpression::compile(pattern);
    REQUIRE_MESSAGE(made.has_value(), std::string(pattern));
    const auto result = made->found_in(text);
    REQUIRE(result);
    return *result;
}

} // namespace

TEST_CASE("a pattern is found anywhere in the text unless it is anchored")
{
    CHECK(found("[0-9]{3}", "ab123c"));
    CHECK_FALSE(found("^[0-9]{3}$", "ab123c"));
    CHECK(found("^[0-9]{3}$", "123"));
    CHECK(found("", "anything"));
}

TEST_CASE("classes, escapes and alternatives mean what they mean in Java and ECMAScript")
{
    CHECK(found(R"(^\d+\.\d{2}$)", "12.50"));
    CHECK(found("^(red|green|blue)$", "green"));
    CHECK_FALSE(found("^(red|green|blue)$", "greenish"));
    CHECK(found(R"(^[\w.+-]+@\w+\.[a-z]{2,}$)", "a.b+c@example.org"));
    CHECK(found("^[^0-9]+$", "abc"));
    CHECK(found("^[]a]$", "a") == false);
    CHECK(found(R"(^[\]a-]+$)", "]a-"));
    CHECK(found(R"(\bcat\b)", "a cat sat"));
    CHECK_FALSE(found(R"(\bcat\b)", "concat"));
    CHECK(found("^.$", "خ"));
    CHECK(found(R"(^\p{L}+$)", "Ташкент"));
    CHECK(found(R"(^[\p{L} ]+$)", "خانه ما"));
    CHECK_FALSE(found(R"(^\p{L}+$)", "a1"));
    CHECK(found("(?i)^abc$", "ABC"));
    CHECK(found(R"(\u0041)", "A"));
    CHECK(found("a{2", "a{2"));
}

TEST_CASE("flags change what follows them in their group, or what stands in theirs")
{
    CHECK(found("^a(?i)b$", "aB"));
    CHECK_FALSE(found("^a(?i)b$", "AB"));
    CHECK(found("^(?i:a)b$", "Ab"));
    CHECK_FALSE(found("^(?i:a)b$", "AB"));
    CHECK(found("^((?i)a)b$", "Ab"));
    CHECK_FALSE(found("^((?i)a)b$", "AB"));
    CHECK_FALSE(found("(?i)a(?-i)b", "AB"));
    CHECK_FALSE(found("a.b", "a\nb"));
    CHECK(found("(?s)a.b", "a\nb"));
    CHECK_FALSE(found("^b$", "a\nb\nc"));
    CHECK(found("(?m)^b$", "a\nb\nc"));
    CHECK(found(R"(^\Qa.b*\E$)", "a.b*"));
    CHECK_FALSE(found(R"(^\Qa.b*\E$)", "axbb"));
    CHECK_FALSE(RegularExpression::compile("(?z)a"));
    CHECK_FALSE(RegularExpression::compile("(?i"));
}

TEST_CASE("looking ahead from every place, and ways that wait, are bounded")
{
    for (const char* pattern : {"(?=(a+)+b)c", "((a|b|c|d|e|f|g)*)*\\1x", "(?=(?=(?=a*b)a*b)a*b)a"}) {
        const auto made = RegularExpression::compile(pattern);
        REQUIRE(made);
        std::size_t steps = 0;
        const auto result = made->found_in(std::string(100'000, 'a'), &steps);
        CHECK((!result || !*result));
        CHECK(steps < 5'000'000);
    }
}

TEST_CASE("quantifiers repeat as often as they say, also what may be empty")
{
    CHECK(found("^a{2,3}$", "aaa"));
    CHECK_FALSE(found("^a{2,3}$", "aaaa"));
    CHECK(found("^(ab?)*$", "aabab"));
    CHECK(found("^(a*)*$", "aaa"));
    CHECK(found("^a+?b$", "aab"));
    CHECK(found("^(?:)*$", ""));
}

TEST_CASE("look-around and back-references are understood")
{
    CHECK(found(R"(^(?=.*\d)(?=.*[a-z]).{4,}$)", "abc1"));
    CHECK_FALSE(found(R"(^(?=.*\d)(?=.*[a-z]).{4,}$)", "abcd"));
    CHECK(found("a(?!b)", "ac"));
    CHECK_FALSE(found("a(?!b)", "ab"));
    CHECK(found("(?<=a)b", "ab"));
    CHECK_FALSE(found("(?<!a)b", "ab"));
    CHECK(found(R"(^(\w+) \1$)", "so so"));
    CHECK_FALSE(found(R"(^(\w+) \1$)", "so no"));
    CHECK(found(R"(^(a*)*\1b$)", "aab"));
}

TEST_CASE("patterns that explode elsewhere end quickly here")
{
    const std::string text(20'000, 'a');
    CHECK_FALSE(found("^(a+)+$", text + "b"));
    CHECK_FALSE(found("^(a|aa)+$", text + "b"));
    CHECK_FALSE(found("(x+x+)+y", std::string(5'000, 'x')));
    // With a back-reference nothing can be remembered: the work is limited instead.
    const auto referring = RegularExpression::compile(R"(^(a+)+\1c$)");
    REQUIRE(referring);
    CHECK(referring->found_in(text).error().kind == ErrorKind::Invalid);
}

TEST_CASE("what is no pattern is refused")
{
    for (const char* broken : {"(", ")", "[a", "a**", "*", "[z-a]", "a{3,2}", "\\", "(?z)", R"(\p{Klingon})", R"(\1)",
                               "((a{1000}){1000}){1000}", "a{99999}"})
        CHECK_MESSAGE(RegularExpression::compile(broken).error().kind == ErrorKind::Invalid, broken);
    CHECK_FALSE(RegularExpression::compile(std::string(4'000, '(')));
    CHECK_FALSE(RegularExpression::compile(std::string(5'000, 'a')));
}
