#include "small_document.h"

#include <cmath>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Phoenix, seven hours west, at 2026-11-21T04:13:19Z.
struct Phoenix : SmallScene {
    explicit Phoenix(std::string_view line = "data( )") : SmallScene(line)
    {
        world.zone = TimeZone::fixed(-7 * 60);
        world.at = *instant_from_text("2026-11-21T04:13:19Z");
    }
};

struct Berlin : SmallScene {
    Berlin() { world.zone = *TimeZone::from_posix_rule("CET-1CEST,M3.5.0,M10.5.0/3"); }
};

} // namespace

TEST_CASE("today and now are those of the interview's zone")
{
    Phoenix scene;
    CHECK(scene.string("today()") == "2026-11-20");
    CHECK(scene.string("now()") == "2026-11-20T21:13:19.000-07:00");
    CHECK(scene.boolean("today() < now()"));
    CHECK(scene.boolean("'2026-11-20' = today()"));
}

TEST_CASE("a date counts days since 1970, from local midnight")
{
    Phoenix scene;
    CHECK(scene.number("'1970-01-01'") == doctest::Approx(7.0 / 24));
    CHECK(scene.number("date('1970-01-01T00:00:00.000+00:00')") == 0);
    CHECK(scene.string("'2021-11-30' + 1") == "18962.291666666668");
    CHECK(scene.string("number('1941-12-07')") == "-10252");
    CHECK(scene.number("number('1941-12-07')") == doctest::Approx(-10251.708333));
    CHECK(scene.number("decimal-date-time('1970-01-02T00:00:00Z')") == 1);
}

TEST_CASE("date() reads texts and numbers, keeps nothing nothing, and marks what is no date")
{
    Phoenix scene;
    CHECK(scene.string("date('1970-1-2')") == "1970-01-02");
    CHECK(scene.string("date(0)") == "1969-12-31T17:00:00.000-07:00");
    CHECK(scene.string("date(today() + 10)") == "2026-11-30");
    CHECK(scene.string("date('')") == "");
    CHECK(scene.string("date('no date')") == "Invalid Date");
    CHECK_FALSE(scene.boolean("date('no date')"));
    CHECK_FALSE(scene.boolean("date('2026-02-30')"));
    CHECK(scene.boolean("date(1) = date('1970-01-02T00:00:00.000Z')"));
    CHECK(scene.boolean("'2018-06-25' < '2018-06-25T00:00:00.001-07:00'"));
    CHECK_FALSE(scene.boolean("'string' = date('1999-09-09')"));
}

TEST_CASE("answers that are dates compare as days")
{
    Phoenix scene("data( from=2026-01-31 to=2026-02-01 )");
    CHECK(scene.boolean("from < to"));
    CHECK(scene.boolean("to > date('2026-01-31')"));
    CHECK(scene.string("to - from") == "1");
    CHECK(scene.boolean("to = date(from + 1)"));
}

TEST_CASE("two dates lie whole days apart also when the clocks were changed between them")
{
    Berlin scene;
    CHECK(scene.string("'2026-04-01' - '2026-03-01'") == "31");
    CHECK(scene.string("date('2026-11-01') - date('2026-10-01')") == "31");
    CHECK(scene.string("date(date('2026-03-01') + 31)") == "2026-04-01");
    CHECK(scene.string("date(date('2026-10-01') + 31)") == "2026-11-01");
    CHECK(scene.string("date(date('2026-04-01') - 31)") == "2026-03-01");
}

TEST_CASE("times of day are parts of a day by the clocks here")
{
    Phoenix scene;
    CHECK(scene.number("decimal-time('06:00:00.000-07:00')") == 0.25);
    CHECK(scene.number("decimal-time('06:00:00.000-01:00')") == 0);
    CHECK(scene.number("decimal-time('12:00')") == 0.5);
    for (const char* none : {"a", "06:60:00", "06:00:60.000", "06:00:00.000-24:00", "25:00"})
        CHECK(std::isnan(scene.number("decimal-time('" + std::string(none) + "')")));
}

TEST_CASE("dates are written as the format says")
{
    Phoenix scene;
    CHECK(scene.string("format-date-time('2012-08-08T06:07:08.123-07:00', '%Y/%n %y/%m %b %d %e %H %h %M %S %3 %a')") ==
          "2012/8 12/08 Aug 08 8 06 6 07 08 123 Wed");
    CHECK(scene.string("format-date('2001-12-31', '%b %e, %Y')") == "Dec 31, 2001");
    CHECK(scene.string("format-date('no date', '%Y')") == "");
    CHECK(scene.string("format-date('', '%Y')") == "");
    CHECK(scene.string("format-date(today() + 1, '%Y-%m-%d %%')") == "2026-11-21 %");
}
