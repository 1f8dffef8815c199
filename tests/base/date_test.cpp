#include "base/date.h"

#include <doctest/doctest.h>

using namespace mahalla;

TEST_CASE("days that do not exist are no dates")
{
    CHECK(date_from_text("2024-02-29").has_value());
    for (const char* refused : {"2023-02-29", "2023-13-01", "2023-1-1", "2023-01-01T", ""})
        CHECK_FALSE(date_from_text(refused).has_value());
    CHECK(days_since_epoch(*date_from_text("1970-01-02")) == 1);
    CHECK(date_to_text(date_from_days(-1)) == "1969-12-31");
}

TEST_CASE("a moment reads back from its text, whatever its zone")
{
    const auto moment = instant_from_text("2026-11-21T05:27:03.250Z");
    REQUIRE(moment.has_value());
    CHECK(instant_to_text(*moment) == "2026-11-21T05:27:03.250Z");
    CHECK(instant_to_text(*moment, 330) == "2026-11-21T10:57:03.250+05:30");
    CHECK(instant_from_text("2026-11-21T10:57:03.25+05:30") == moment);
    CHECK(instant_from_text("2026-11-20T22:27:03.25-0700") == moment);
    CHECK_FALSE(instant_from_text("2026-11-21T25:00Z").has_value());
}
