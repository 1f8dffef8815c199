#include "one_change_zone.h"
#include "small_document.h"

#include <array>
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

/// Clocks are put forward at midnight, so that 2024-03-31 begins at 01:00.
struct Beirut : SmallScene {
    explicit Beirut(std::string_view now)
    {
        world.zone = *TimeZone::from_posix_rule("EET-2EEST,M3.5.0/0,M10.5.0/0");
        world.at = *instant_from_text(now);
    }
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

TEST_CASE("a day without a midnight is a date all the same")
{
    Beirut scene("2024-03-31T09:00:00Z");
    CHECK(scene.string("today()") == "2024-03-31");
    CHECK(scene.string("now()") == "2024-03-31T12:00:00.000+03:00");
    CHECK(scene.string("date('2024-03-31')") == "2024-03-31");
    CHECK(scene.boolean("today() = date('2024-03-31')"));
    CHECK(scene.string("date(today())") == "2024-03-31");
    CHECK(scene.string("date(today() + 1)") == "2024-04-01");
    CHECK(scene.string("date(today() - 1)") == "2024-03-30");
    CHECK(scene.string("date(date('2024-03-30') + 1)") == "2024-03-31");
    CHECK(scene.string("date('2024-03-31T01:00:00')") == "2024-03-31");
    CHECK(scene.string("date('2024-03-30T01:00:00')") == "2024-03-30T01:00:00.000+02:00");
    CHECK(scene.string("'2024-04-01' - '2024-03-30'") == "2");
    CHECK(scene.string("format-date('2024-03-31', '%Y-%m-%d %H:%M')") == "2024-03-31 00:00");
    // The day on which clocks are put back has two midnights; it begins with the first.
    Beirut autumn("2024-10-26T21:30:00Z");
    CHECK(autumn.string("today()") == "2024-10-26");
    CHECK(autumn.string("now()") == "2024-10-26T23:30:00.000+02:00");
    CHECK(autumn.string("date(today() + 1)") == "2024-10-27");
}

TEST_CASE("a day that a place skipped keeps its date")
{
    // Samoa went from 2011-12-29 to 2011-12-31.
    SmallScene scene;
    scene.world.zone = one_change_zone(-10 * 3600, *instant_from_text("2011-12-30T10:00:00Z"), 14 * 3600);
    scene.world.at = *instant_from_text("2011-12-30T22:00:00Z");
    CHECK(scene.string("today()") == "2011-12-31");
    CHECK(scene.string("date('2011-12-30')") == "2011-12-30");
    CHECK(scene.string("date(date('2011-12-30'))") == "2011-12-30");
    CHECK(scene.string("format-date(date('2011-12-30'), '%e %b')") == "30 Dec");
    CHECK(scene.string("today() - date('2011-12-29')") == "2");
}

TEST_CASE("moments before standard time keep their instant, written with whole minutes of offset")
{
    // Monrovia: 44 minutes 30 seconds west until 1972.
    SmallScene scene;
    scene.world.zone = one_change_zone(-2670, *instant_from_text("1972-01-07T00:44:30Z"), 0);
    CHECK(scene.string("date('1960-01-01')") == "1960-01-01");
    CHECK(scene.string("format-date-time('1960-01-01T12:00:00', '%H:%M:%S')") == "12:00:00");
    CHECK(scene.boolean("date-time('1960-01-01T12:00:00') = date-time('1960-01-01T12:44:30Z')"));
    CHECK(scene.boolean("date-time('1960-01-01T12:00:00') = date-time(string(date-time('1960-01-01T12:00:00')))"));
}

TEST_CASE("the date of the date of a text is that date, in every zone")
{
    SeededRandom chance(23);
    const std::array zones{TimeZone::fixed(-570), TimeZone::fixed(845),
                           *TimeZone::from_posix_rule("EET-2EEST,M3.5.0/0,M10.5.0/0"),
                           *TimeZone::from_posix_rule("<-04>4<-03>,M9.1.6/24,M4.1.6/24"),
                           *TimeZone::from_posix_rule("AEST-10AEDT,M10.1.0,M4.1.0/3")};
    for (int round = 0; round < 400; ++round) {
        SmallScene scene;
        scene.world.zone = zones[chance.below(zones.size())];
        const std::string date = date_to_text(date_from_days(static_cast<std::int64_t>(chance.below(40'000)) - 10'000));
        CAPTURE(date);
        CHECK(scene.string("date('" + date + "')") == date);
        CHECK(scene.string("date(date('" + date + "') + 0)") == date);
        CHECK(scene.string("date(number(date('" + date + "')) + 0)") == date);
        CHECK(scene.string("format-date(date('" + date + "'), '%Y-%m-%d')") == date);
        CHECK(scene.string("date(date('" + date + "') + 1) - '" + date + "'") == "1");
    }
}
