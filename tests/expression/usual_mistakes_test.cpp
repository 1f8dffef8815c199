#include "expression/usual_mistakes.h"
#include "small_document.h"

#include <array>

using namespace mahalla;

namespace {

struct Case {
    const char* expression;
    const char* message; ///< After "Character ".
};

std::string message_of(std::string_view text)
{
    const auto made = Expression::parse(text);
    return made ? "" : made.error().message;
}

void check_all(const auto& cases)
{
    for (const Case& one : cases) {
        CAPTURE(one.expression);
        CHECK(message_of(one.expression) == "Character " + std::string(one.message) + ".");
    }
}

} // namespace

TEST_CASE("operators of other languages are named with what they are here")
{
    check_all(std::array{
        Case{"/a == 'x'", "4: “==” is written “=”"},
        Case{"/a === 'x'", "4: “===” is written “=”"},
        Case{"/a && /b", "4: “&&” is written “and”"},
        Case{"/a || /b", "4: “||” is written “or”"},
        Case{"/a <> 1", "4: “<>” is written “!=”"},
        Case{"/a =< 1", "4: “=<” is written “<=”"},
        Case{"/a => 1", "4: “=>” is written “>=”"},
        Case{"/a =! 1", "4: “=!” is written “!=”"},
        Case{"/a > = 1", "4: “> =” is written “>=”, without a blank"},
        Case{"/a ! = 1", "4: “! =” is written “!=”, without a blank"},
        Case{"!(/a)", "1: “!” is written “not(…)”"},
        Case{"/a ≤ 2", "4: “≤” is written “<=”"},
        Case{"/a – 1", "4: the dash “–” is written “-”"},
        Case{"/a × 2", "4: “×” is written “*”"},
        Case{"2 ^ 3", "3: “^” is no operator; a power is written “pow(number, power)”"},
        Case{"/a % 2", "4: “%” is no operator; what is left of a division is written “mod”"},
        Case{"/a ? 1 : 2", "4: “?” is no operator; a choice is written “if(condition, then, otherwise)”"},
        Case{"/a &lt; 2", "4: “&lt;” is written “<”"},
    });
    CHECK(message_of("/a != 2") == "");
    CHECK(message_of("'==' = '&&'") == "");
}

TEST_CASE("words that are operators elsewhere, or here in small letters, are named")
{
    check_all(std::array{
        Case{"/a AND /b", "4: “AND” is written “and”, in small letters"},
        Case{"/a Or /b", "4: “Or” is written “or”, in small letters"},
        Case{"/a MOD 2", "4: “MOD” is written “mod”, in small letters"},
        Case{"/a eq 1", "4: “eq” is written “=”"},
        Case{"/a is 'x'", "4: “is” is written “=”"},
        Case{"not selected(/a, 'b')", "1: “not” is a function: write “not(…)”"},
        Case{"/a = 1 and Not true()", "12: “not” is a function: write “not(…)”"},
    });
}

TEST_CASE("divisions, decimals and exponents are written as XPath does")
{
    check_all(std::array{
        Case{"5 / 2", "3: “/” leads along a path; a division is written “div”"},
        Case{"/a / 2", "4: “/” leads along a path; a division is written “div”"},
        Case{"(/a + 1) / 2", "10: “/” leads along a path; a division is written “div”"},
        Case{"1,5 + 2", "2: a decimal number is written with a point, not a comma"},
        Case{"1e5", "2: a number has no exponent here; write all its digits"},
        Case{"/a/[1]", "3: “[…]” stands right after the name it filters, without “/”"},
    });
}

TEST_CASE("quotation marks that are none, that are missing or too many are named")
{
    check_all(std::array{
        Case{"/a = “yes”", "6: a text stands between plain quotation marks, ' or \""},
        Case{"/a = ‘yes’", "6: a text stands between plain quotation marks, ' or \""},
        Case{"/a = `yes`", "6: a text stands between plain quotation marks, ' or \""},
        Case{"'it's'", "5: the text ended before this character; a text that holds ' stands between \""},
        Case{"'it''s'", "5: the text ended before this character; a text that holds ' stands between \""},
        Case{"/a = 'yes", "6: the quotation mark is never closed"},
        Case{"/a\u00A0= 1", "3: a no-break space stands here; type an ordinary blank"},
    });
}

TEST_CASE("arguments that are missing or joined by another sign are named")
{
    check_all(std::array{
        Case{"if(/a, , 2)", "8: an argument is missing here"},
        Case{"if(/a, 1, )", "11: an argument is missing here"},
        Case{"if(, 1, 2)", "4: an argument is missing here"},
        Case{"if(/a; 1; 2)", "6: arguments are separated by “,”"},
        Case{"if(/a 'x', 'y')", "7: “,”, “)” or an operator is expected here"},
        Case{"= 5", "1: what is to be compared is missing here; the question itself is “.”"},
        Case{"/a = 1 and > 2", "12: what is to be compared is missing here; the question itself is “.”"},
    });
}

TEST_CASE("references of workbooks are named where they cannot stand")
{
    check_all(std::array{
        Case{"$(name) = 1", "1: “$(…)” is written “${…}”"},
        Case{"{name} = 1", "1: the name of a question is written “${…}”"},
        Case{"${name} = 1", "1: “${…}” stands only in workbooks; an XForm names the path"},
        Case{"$name = 1", "1: variables (“$…”) do not exist in forms"},
    });
}

TEST_CASE("names are those of XML: of any script, without the signs of a typesetter")
{
    for (const char* name : {"خانه", "q-1.a", "été", "вопрос", "数量", "a·b"}) {
        CAPTURE(name);
        CHECK(message_of(name) == "");
    }
    for (const char* none : {"a“", "a–b", "a×b", "a\u00A0b", "·a", "\xC3"}) {
        CAPTURE(none);
        CHECK(message_of(none) != "");
    }
}

TEST_CASE("a mistake is found only where reading stopped, and reading any text ends")
{
    CHECK_FALSE(usual_mistake("a b", 2, Expected::Operator));
    CHECK_FALSE(usual_mistake("", 0, Expected::Value));
    SeededRandom chance(5);
    const std::array pieces{"a",   "/",  "'",  "\"", "(",  ")",  "[", "]",    "=", "==", "&&",    "and ",  "not ", "1",
                            ",5",  "“",  "${", "$(", "..", "::", "*", "div ", "<", ">",  "-",     "|",     "\xC3", " ",
                            "if(", ", ", "\n", "@",  "!",  "e5", "é", "—",    "%", "if", "child", "true()"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::uint64_t i = chance.below(9); i > 0; --i) text += pieces[chance.below(pieces.size())];
        const std::string message = message_of(text);
        CAPTURE(text);
        CHECK((message.empty() || message.ends_with('.') || message.ends_with('?')));
    }
}
