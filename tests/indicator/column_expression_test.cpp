#include "indicator/column_expression.h"
#include "indicator/surveys.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The values of an expression as one text: numbers, "?" for missing.
std::string values_of(const char* expression, std::string_view csv)
{
    const DataTable data = table_of(csv);
    const auto compiled = ColumnExpression::create(expression, data);
    if (!compiled) return compiled.error().message;
    const auto numbers = compiled->numbers();
    if (!numbers) return numbers.error().message;
    std::string text;
    for (const double number : *numbers) {
        if (!text.empty()) text += ' ';
        text += std::isnan(number) ? "?" : std::to_string(static_cast<int>(std::lround(number)));
    }
    return text;
}

constexpr const char* people = "age,sex,api.stu,works,trades\n20,f,8,yes,a b\n,m,4,no,b\n30,,2,,\n40,f,,yes,c\n";

} // namespace

TEST_CASE("names may have dots, and the operators are XPath's")
{
    CHECK(values_of("api.stu * 2 + 1", people) == "17 9 5 ?");
    CHECK(values_of("api.stu div 2 - -1", people) == "5 3 2 ?");
    CHECK(values_of("10 - 2 - 3", "x\n1\n2\n") == "5 5");
    CHECK(values_of("api.stu mod 3 = 2", people) == "1 0 1 ?");
    CHECK(values_of("${age} >= 30", people) == "0 ? 1 1");
    CHECK(values_of("sex = 'f'", people) == "1 0 ? 1");
    CHECK(values_of("'f' != sex", people) == "0 1 ? 0");
}

TEST_CASE("a missing answer stays missing unless the other side decides alone")
{
    CHECK(values_of("age > 25 or sex = 'f'", people) == "1 ? 1 1");
    CHECK(values_of("age > 25 and sex = 'f'", people) == "0 0 ? 1");
    CHECK(values_of("not(age > 25)", people) == "1 ? 0 0");
    CHECK(values_of("if(age > 25, 1, 0)", people) == "0 ? 1 1");
}

TEST_CASE("a comparison with nothing, and coalesce, look at whether there is an answer")
{
    CHECK(values_of("age = ''", people) == "0 1 0 0");
    CHECK(values_of("sex != ''", people) == "1 1 0 1");
    CHECK(values_of("coalesce(age, 0)", people) == "20 0 30 40");
    CHECK(values_of("if(age > 25, 7, '')", people) == "? ? 7 7");
}

TEST_CASE("coalesce takes the first of several answers")
{
    constexpr const char* answers = "a,b,c,d\n1,2,3,4\n,2,3,4\n,,3,4\n,,,4\n,,,\n";
    CHECK(values_of("coalesce(a, b, c, d)", answers) == "1 2 3 4 ?");
    CHECK(values_of("coalesce(a, coalesce(${b}, c , d + 1), 9) + 1", answers) == "2 3 4 6 10");
    CHECK(values_of("coalesce(if(a = 1, a, b), 7)", answers) == "1 7 7 7 7");
    CHECK(values_of("string-length(coalesce(a, 'x(,', \"),\"))", answers) == "1 3 3 3 3");
}

TEST_CASE("names and operators are told apart as the form's parser does")
{
    CHECK(values_of("and and and", "and\n1\n0\n") == "1 0");
    CHECK(values_of("a-b - a -b", "a,b,a-b\n5,2,100\n") == "93");
    CHECK(values_of("div div 2", "div\n8\n") == "4");
    CHECK(values_of("2 * * 3", "a\n1\n").find("Character") != std::string::npos);
}

TEST_CASE("long chains and deep brackets are computed or refused, never a crash")
{
    std::string chain = "x";
    for (int i = 0; i < 5'000; ++i) chain += " + 1";
    CHECK(values_of(chain.c_str(), "x\n1\n2\n") == "5001 5002");
    CHECK_FALSE(ColumnExpression::create(std::string(500, '-') + std::string(500, '(') + "x", table_of("x\n1\n")));
}

TEST_CASE("multiple choices are asked by selected and count-selected")
{
    CHECK(values_of("selected(trades, 'b')", people) == "1 1 ? 0");
    CHECK(values_of("count-selected(trades)", people) == "2 1 ? 1");
}

TEST_CASE("a division by nothing is missing, not infinite") { CHECK(values_of("1 div x", "x\n0\n2\n") == "? 1"); }

TEST_CASE("rare functions go to the form's own evaluator, and are missing where a column is")
{
    CHECK(values_of("string-length(concat(sex, works))", people) == "4 3 ? 4");
    CHECK(values_of("pow(api.stu, 2)", people) == "64 16 4 ?");
    CHECK(values_of("contains(works, 'e')", people) == "1 0 ? 1");
}

TEST_CASE("what does not parse, and a column that is not there, are said")
{
    CHECK(values_of("agge > 3", people).find("Is 'age' meant?") != std::string::npos);
    CHECK_FALSE(ColumnExpression::create("age >", table_of(people)));
    CHECK_FALSE(ColumnExpression::create("", table_of(people)));
    CHECK_FALSE(ColumnExpression::create("/data/age > 3", table_of(people)));
    CHECK_FALSE(ColumnExpression::create("random() > 0.5", table_of(people)));
    CHECK_FALSE(ColumnExpression::create(std::string(100'000, '('), table_of(people)));
}
