#include "expression/characters.h"
#include "small_document.h"

#include <array>
#include <cmath>

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("numbers print and are read as XPath 1.0 §4.2 and §4.4 say")
{
    SmallScene scene;
    CHECK(scene.string("-0") == "0");
    CHECK(scene.string("-0.1000") == "-0.1");
    CHECK(scene.string("1 div 0") == "Infinity");
    CHECK(scene.string("-1 div 0") == "-Infinity");
    CHECK(scene.string("0 div 0") == "NaN");
    CHECK(scene.string("0.00000000000000000123") == "0.00000000000000000123");
    CHECK(scene.string("1.05 + 2.05") == "3.0999999999999996");
    for (const char* none : {"''", "'  '", "'1.1e6'", "'Infinity'", "'- 17'", "' . '", "'1a'"})
        CHECK(std::isnan(scene.number(std::string("number(") + none + ")")));
    CHECK(scene.number("number(' -1.5\n')") == -1.5);
    CHECK_FALSE(scene.boolean("6.1 - 7.8 = -1.7"));
}

TEST_CASE("booleans come from numbers, texts and node sets as §4.3 says")
{
    SmallScene scene("data( empty )");
    CHECK_FALSE(scene.boolean("0"));
    CHECK_FALSE(scene.boolean("0 div 0"));
    CHECK(scene.boolean("'false'"));
    CHECK_FALSE(scene.boolean("''"));
    CHECK(scene.boolean("empty"));
    CHECK_FALSE(scene.boolean("missing"));
}

TEST_CASE("comparisons convert as §3.4 says")
{
    SmallScene scene("data( n=3 n=7 t=abc )");
    CHECK(scene.boolean("n = 3"));
    CHECK(scene.boolean("n != 3"));
    CHECK(scene.boolean("n > 6"));
    CHECK(scene.boolean("6 < n"));
    CHECK_FALSE(scene.boolean("n > 7"));
    CHECK(scene.boolean("n = '7'"));
    CHECK_FALSE(scene.boolean("n = '7.0'"));
    CHECK(scene.boolean("n = 7.0"));
    CHECK(scene.boolean("n = n"));
    CHECK(scene.boolean("n != n"));
    CHECK(scene.boolean("n < n"));
    CHECK_FALSE(scene.boolean("t != t"));
    CHECK_FALSE(scene.boolean("t = n"));
    CHECK_FALSE(scene.boolean("missing = missing"));
    CHECK_FALSE(scene.boolean("missing != 'x'"));
    CHECK(scene.boolean("missing = false()"));
    CHECK(scene.boolean("t = true()"));
    CHECK(scene.boolean("true() = 17"));
    CHECK_FALSE(scene.boolean("'017.' = '17.000'"));
}

TEST_CASE("large node sets compare as small ones do")
{
    std::string line = "data( ";
    for (int i = 0; i < 40; ++i)
        line += "a=" + std::to_string(i) + " b=" + std::to_string(i + 39) + " c=x" + std::to_string(i) + " ";
    SmallScene scene(line + ")");
    CHECK(scene.boolean("a = b"));
    CHECK_FALSE(scene.boolean("a = c"));
    CHECK_FALSE(scene.boolean("a > b"));
    CHECK(scene.boolean("a >= b"));
}

TEST_CASE("texts are cut by characters as §4.2 says")
{
    SmallScene scene;
    CHECK(scene.string("substring('12345', 1.5, 2.6)") == "234");
    CHECK(scene.string("substring('12345', 0, 3)") == "12");
    CHECK(scene.string("substring('12345', 0 div 0, 3)") == "");
    CHECK(scene.string("substring('12345', -42, 1 div 0)") == "12345");
    CHECK(scene.string("substring('خانه', 2, 2)") == "ان");
    CHECK(scene.number("string-length('خانه')") == 4);
    CHECK(scene.string("substring-before('1999/04/01', '/')") == "1999");
    CHECK(scene.string("substring-after('1999/04/01', '/')") == "04/01");
    CHECK(scene.string("substring-after('', '12')").empty());
    CHECK(place_of("12", std::string_view()) == std::string_view::npos); // which has no address
    CHECK(scene.string("translate('--aaa--', 'abc-', 'ABC')") == "AAA");
    CHECK(scene.string("translate('خانه', 'خ', 'X')") == "Xانه");
    CHECK(scene.string("normalize-space('  a \n b ')") == "a b");
}

TEST_CASE("functions without arguments ask the context node")
{
    SmallScene scene("data( a=12 )", "/data/a");
    CHECK(scene.string("string()") == "12");
    CHECK(scene.number("number()") == 12);
    CHECK(scene.number("string-length()") == 2);
    CHECK(scene.string("name()") == "a");
    CHECK(scene.string("local-name(..)") == "data");
    CHECK(scene.string("name(/)") == "");
    CHECK(scene.string("namespace-uri(missing)") == "");
}

TEST_CASE("sums and counts go over node sets")
{
    SmallScene scene("data( n=1 n=2 n=3.5 t=x )");
    CHECK(scene.number("sum(n)") == 6.5);
    CHECK(std::isnan(scene.number("sum(*)")));
    CHECK(scene.number("sum(missing)") == 0);
    CHECK(scene.number("count(n | t | n)") == 4);
}

TEST_CASE("rounding goes down, up and towards the nearer")
{
    SmallScene scene;
    CHECK(scene.number("floor(-1.005)") == -2);
    CHECK(scene.number("ceiling(-1.5)") == -1);
    CHECK(scene.number("round(-1.5)") == -2);
    CHECK(scene.number("round('2.15', 1)") == 2.2);
    CHECK(scene.number("round(626.3, -3)") == 1000);
    CHECK(scene.number("round(1.98, -1)") == 0);
    CHECK(scene.number("int(-1.51)") == -1);
    CHECK(std::isnan(scene.number("int('')")));
}

TEST_CASE("round() rounds the number that is read, half away from zero, to places on either side of the point")
{
    SmallScene scene;
    const std::array<std::pair<const char*, const char*>, 22> table{{
        {"round(2.5)", "3"},
        {"round(-2.5)", "-3"},
        {"round(-0.4)", "0"},
        {"round(0.49999999999999994)", "0"},
        {"round(4503599627370497.5)", "4503599627370498"},
        {"round(9007199254740991)", "9007199254740991"},
        {"round(1.005, 2)", "1.01"},
        {"round(2.675, 2)", "2.68"},
        {"round(-1.005, 2)", "-1.01"},
        {"round(9.995, 2)", "10"},
        {"round(99.5)", "100"},
        {"round(0.05, 1)", "0.1"},
        {"round(0.04, 1)", "0"},
        {"round(1250, -2)", "1300"},
        {"round(49, -2)", "0"},
        {"round(50, -2)", "100"},
        {"round(5, -2)", "0"},
        {"round(1.2345, 400)", "1.2345"},
        {"round(1.2345, -400)", "0"},
        {"round(1.25, 1.9)", "1.3"},
        {"round(1 div 0, 2)", "Infinity"},
        {"round('x', 2)", "NaN"},
    }};
    for (const auto& [expression, expected] : table) {
        CAPTURE(expression);
        CHECK(scene.string(expression) == expected);
    }
}

TEST_CASE("lang() looks at the nearest xml:lang and takes a language for its kinds")
{
    DocumentBuilder builder;
    builder.begin_element("data");
    builder.attribute("lang", "en-US", "http://www.w3.org/XML/1998/namespace", "xml");
    builder.leaf("a", "x");
    const auto document = builder.finish();
    SmallScene scene;
    scene.node = document->ref(document->first_child(document->document_element()));
    CHECK(scene.boolean("lang('EN')"));
    CHECK(scene.boolean("lang('en-us')"));
    CHECK_FALSE(scene.boolean("lang('e')"));
    CHECK_FALSE(scene.boolean("lang('fr')"));
}
