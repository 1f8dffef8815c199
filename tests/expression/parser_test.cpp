#include "small_document.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::string message_of(std::string_view text)
{
    const auto made = Expression::parse(text);
    if (made) return "";
    CHECK(made.error().kind == ErrorKind::Invalid);
    return made.error().message;
}

} // namespace

TEST_CASE("a syntax error names the character where reading stopped")
{
    CHECK(message_of("1 +") == "Character 4: the expression ends where a value is expected.");
    CHECK(message_of("a b") == "Character 3: an operator or the end of the expression is expected here.");
    CHECK(message_of("(1") == "Character 1: the “(” is never closed.");
    CHECK(message_of("a[1") == "Character 2: the “[” is never closed.");
    CHECK(message_of("a[]") == "Character 3: “[]” holds no condition.");
    CHECK(message_of("1)") == "Character 2: there is a “)” too many.");
    CHECK(message_of("'open") == "Character 1: the quotation mark is never closed.");
    CHECK(message_of("a/") == "Character 3: a name is expected after “/”.");
    CHECK(message_of("sideways::a") == "Character 1: “sideways” is no axis.");
    CHECK(message_of("ancestors::a") == "Character 1: “ancestors” is no axis; did you mean “ancestor::”?");
    CHECK(message_of("regex(., '[a')") ==
          "Character 1: in “regex()”: The regular expression has a “[” that is never closed at character 3.");
    CHECK(message_of("") == "The expression is empty.");
    CHECK(message_of(" \n") == "The expression is empty.");
}

TEST_CASE("places count characters, not bytes") { CHECK(message_of("'خانه' ]").starts_with("Character 8:")); }

TEST_CASE("a misspelt function is refused with the one that is meant")
{
    CHECK(message_of("selectd(/a, 'b')") ==
          "Character 1: there is no function “selectd()”; did you mean “selected()”?");
    CHECK(message_of("choice-name(/a, 'b')").find("jr:choice-name") != std::string::npos);
    CHECK(message_of("NOT(1)") ==
          "Character 1: there is no function “NOT()”; it is written “not()”, in small letters.");
    CHECK(message_of("zzzzzzzzzz()") == "Character 1: there is no function “zzzzzzzzzz()”.");
}

TEST_CASE("a wrong number of arguments is refused and says how many there must be")
{
    CHECK(message_of("if(1, 2)") == "Character 1: “if()” takes 3 arguments, not 2: if(condition, then, otherwise).");
    CHECK(message_of("round()") == "Character 1: “round()” takes 1 to 2 arguments, not 0: round(number[, places]).");
    CHECK(message_of("max()") == "Character 1: “max()” takes at least 1 argument, not 0: max(number…).");
    CHECK(message_of("count(1)") == "Character 1: “count()” takes a path as argument 1: count(path).");
    CHECK(message_of("selected(/a)") == "Character 1: “selected()” takes 2 arguments, not 1: selected(list, value).");
    CHECK(message_of("weighted-checklist(1, 2, 3)").find("a weight for each value") != std::string::npos);
    CHECK(message_of("indexed-repeat(/a/b, /a, 1, /c)").find("an index for each repeat") != std::string::npos);
    CHECK(message_of("'a'/b") != "");
    CHECK(message_of("1 | a") != "");
}

TEST_CASE("a prefix that is not declared is refused")
{
    CHECK(message_of("x:a").find("“x” is not declared") != std::string::npos);
}

TEST_CASE("what cannot be called fails only when it is called where the caller wants that")
{
    SmallScene scene;
    const auto made = Expression::parse("false() and unknown(substring())", Namespaces::odk(), CallCheck::WhenCalled);
    REQUIRE(made);
    CHECK(made->evaluate_boolean(scene.context()).value() == false);
    const auto called = Expression::parse("unknown()", Namespaces::odk(), CallCheck::WhenCalled);
    REQUIRE(called);
    CHECK(called->evaluate(scene.context()).error().kind == ErrorKind::Invalid);
}

TEST_CASE("nesting beyond the limit is refused, and none is so deep that reading breaks")
{
    for (const char* open : {"(", "not(", "a[", "-(", "if(1, 2, "}) {
        std::string deep;
        for (int i = 0; i < 20'000; ++i) deep += open;
        CHECK(message_of(deep).find("nested deeper than 200") != std::string::npos);
    }
    std::string allowed(150, '(');
    allowed += "1" + std::string(150, ')');
    CHECK(message_of(allowed) == "");
}

TEST_CASE("a chain of one operator may be as long as the text")
{
    std::string sum = "1", either = "false()";
    for (int i = 0; i < 20'000; ++i) {
        sum += "+1";
        either += " or 0";
    }
    SmallScene scene;
    CHECK(scene.number(sum) == 20'001);
    CHECK(scene.boolean(either) == false);
    CHECK(scene.number(std::string(20'000, '-') + "1") == 1);
}

TEST_CASE("texts beyond the limit and paths of too many steps are refused")
{
    CHECK(message_of(std::string(Expression::text_bytes_max + 1, '1')).find("longer than") != std::string::npos);
    std::string path = "a";
    for (int i = 0; i < 300; ++i) path += "/a";
    CHECK(message_of(path).find("more than 200 steps") != std::string::npos);
}

TEST_CASE("whether a name is an operator follows from where it stands")
{
    SmallScene scene("data( div=6 mod=4 and=1 or=1 )");
    CHECK(scene.number("div div mod") == 1.5);
    CHECK(scene.number("div mod mod") == 2);
    CHECK(scene.boolean("and and or"));
    CHECK(scene.number("* * 2") == 12);
    CHECK(scene.number("5 mod2") == 1);
    CHECK(scene.boolean("1 or1"));
    CHECK(scene.number("div-1") != scene.number("div -1"));
}

TEST_CASE("operators bind as XPath 1.0 §3.5 says")
{
    SmallScene scene;
    CHECK(scene.number("1 + 2 * 3") == 7);
    CHECK(scene.number("1 - 10 mod 3 div 3") == doctest::Approx(2.0 / 3));
    CHECK(scene.number("5 - 4-1--1--4") == 5);
    CHECK(scene.boolean("-3 < 3 = 6 >= 6"));
    CHECK(scene.boolean("3 < 4 < 5"));
    CHECK_FALSE(scene.boolean("3 < (4 < 5)"));
    CHECK(scene.boolean("true() or true() and false()"));
}

TEST_CASE("the text of an expression is the author's") { CHECK(SmallScene::parsed("  1  +1 ").text() == "  1  +1 "); }
