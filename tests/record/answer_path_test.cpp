#include "record/answer_path.h"

#include "support/records.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {
const std::string two = std::string(32, '2');
const std::string three = std::string(32, '3');
} // namespace

TEST_CASE("a path is read into steps and keeps its text")
{
    const std::string text = "/data/person[" + two + "]/child[" + three + "]/age";
    const auto parsed = AnswerPath::parse(text);
    REQUIRE(parsed);
    CHECK(parsed->text() == text);
    const auto steps = parsed->steps();
    REQUIRE(steps.size() == 4);
    CHECK(steps[0].name == "data");
    CHECK_FALSE(steps[0].row);
    CHECK(steps[1].name == "person");
    CHECK(steps[1].row == row('2'));
    CHECK(steps[3].name == "age");
    CHECK(parsed->nodeset() == "/data/person/child/age");
    CHECK(parsed->name() == "age");
}

TEST_CASE("what is no path is refused")
{
    for (const std::string& text :
         {std::string(), std::string("data"), std::string("/"), std::string("//data"), std::string("/data/"),
          std::string("/data/person[2]/age"), "/data/person[" + std::string(32, 'A') + "]", "/data/[" + two + "]",
          "/data/person[" + two + "]x", std::string("/da ta"), std::string("/da\tta"), std::string("/\xFF"),
          std::string("/a]"), "/" + std::string(AnswerPath::text_bytes_max, 'a')}) {
        CAPTURE(text);
        const auto parsed = AnswerPath::parse(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().kind == ErrorKind::Invalid);
    }
    std::string deep;
    for (std::size_t i = 0; i < AnswerPath::steps_max; ++i) deep += "/a";
    CHECK(AnswerPath::parse(deep));
    CHECK_FALSE(AnswerPath::parse(deep + "/a"));
    CHECK_FALSE(AnswerPath::parse(deep)->child("a"));
}

TEST_CASE("paths lead up, down and into rows")
{
    const AnswerPath person = path("/data/person");
    const AnswerPath second = person.with_row(row('2'));
    CHECK(second.text() == "/data/person[" + two + "]");
    CHECK(second.row() == row('2'));
    CHECK(second.series() == person);
    CHECK(second.with_row(row('3')).row() == row('3'));
    CHECK(second.child("age")->parent() == second);
    CHECK(path("/data").parent().empty());
    CHECK_FALSE(second.child("a/b"));
    CHECK_FALSE(second.child(""));
}

TEST_CASE("a place is below its ancestors, not below itself and not below a longer name")
{
    const AnswerPath second = path("/data/person").with_row(row('2'));
    CHECK(second.child("age")->is_below(second));
    CHECK(second.child("age")->is_below(path("/data")));
    CHECK_FALSE(second.is_below(second));
    CHECK_FALSE(second.is_below(path("/data/person")));
    CHECK_FALSE(path("/data/personal").is_below(path("/data/person")));
    CHECK(second.is_below(AnswerPath()));
}
