#include "base/posix_zone_rule.h"
#include "base/time_zone.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace std::chrono;

namespace {

Instant at(std::string_view text) { return *instant_from_text(text); }

LocalTime clock_at(std::string_view text) { return LocalTime(at(std::string(text) + "Z").time_since_epoch()); }

void append_big_endian(Bytes& bytes, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = size; i > 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
}

/// A version 2 file: +1 hour until 1000, +2 hours until 2000000000, then as the footer says.
Bytes zone_file(std::string_view footer = "CET-1CEST,M3.5.0,M10.5.0/3")
{
    Bytes bytes;
    for (const std::size_t size : {4U, 8U}) {
        for (const char c : std::string_view("TZif2")) bytes.push_back(static_cast<std::uint8_t>(c));
        bytes.insert(bytes.end(), 15, 0);
        for (const std::uint64_t count : {0U, 0U, 0U, 2U, 2U, 4U}) append_big_endian(bytes, count, 4);
        append_big_endian(bytes, 1000, size);
        append_big_endian(bytes, 2'000'000'000, size);
        bytes.insert(bytes.end(), {1, 0});
        for (const std::uint64_t offset : {3600U, 7200U}) {
            append_big_endian(bytes, offset, 4);
            bytes.insert(bytes.end(), {0, 0});
        }
        bytes.insert(bytes.end(), {'C', 'E', 'T', 0});
    }
    bytes.push_back('\n');
    for (const char c : footer) bytes.push_back(static_cast<std::uint8_t>(c));
    bytes.push_back('\n');
    return bytes;
}

} // namespace

TEST_CASE("UTC and fixed zones never change")
{
    CHECK(TimeZone().offset_seconds_at(at("2026-07-01T00:00:00Z")) == 0);
    CHECK(TimeZone::fixed(-210).offset_minutes_at(at("1901-01-01T00:00:00Z")) == -210);
}

TEST_CASE("a rule puts the clocks forward and back at its moments, on both halves of the earth")
{
    const TimeZone berlin = *TimeZone::from_posix_rule("CET-1CEST,M3.5.0,M10.5.0/3");
    CHECK(berlin.offset_minutes_at(at("2026-03-29T00:59:59Z")) == 60);
    CHECK(berlin.offset_minutes_at(at("2026-03-29T01:00:00Z")) == 120);
    CHECK(berlin.offset_minutes_at(at("2026-10-25T00:59:59Z")) == 120);
    CHECK(berlin.offset_minutes_at(at("2026-10-25T01:00:00Z")) == 60);
    const TimeZone sydney = *TimeZone::from_posix_rule("AEST-10AEDT,M10.1.0,M4.1.0/3");
    CHECK(sydney.offset_minutes_at(at("2026-01-01T00:00:00Z")) == 660);
    CHECK(sydney.offset_minutes_at(at("2026-07-01T00:00:00Z")) == 600);
    CHECK(TimeZone::from_posix_rule("<+0330>-3:30")->offset_minutes_at(at("2026-07-01T00:00:00Z")) == 210);
}

TEST_CASE("what is no rule is refused")
{
    for (const char* broken : {"", "X", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "CET-99",
                               "CET-1CEST,M3.5.0,M10.5.0/3x", "<CET-1"})
        CHECK_MESSAGE(PosixZoneRule::parse(broken).error().kind == ErrorKind::Invalid, broken);
}

TEST_CASE("a zone file is read with its table and, after it, its rule")
{
    const auto zone = TimeZone::from_tzif(zone_file());
    REQUIRE(zone);
    CHECK(zone->offset_seconds_at(Instant(seconds(999))) == 3600);
    CHECK(zone->offset_seconds_at(Instant(seconds(1000))) == 7200);
    CHECK(zone->offset_seconds_at(Instant(seconds(1'999'999'999))) == 7200);
    CHECK(zone->offset_seconds_at(at("2040-07-01T00:00:00Z")) == 7200);
    CHECK(zone->offset_seconds_at(at("2040-12-01T00:00:00Z")) == 3600);
}

TEST_CASE("a zone file cut anywhere is refused")
{
    const Bytes whole = zone_file();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto zone = TimeZone::from_tzif(ByteView(whole).first(size));
        REQUIRE_FALSE(zone);
        CHECK(zone.error().kind == ErrorKind::Corrupt);
    }
    CHECK_FALSE(TimeZone::from_tzif(zone_file("no rule")));
}

TEST_CASE("the clocks of a moment lead back to it")
{
    const TimeZone berlin = *TimeZone::from_posix_rule("CET-1CEST,M3.5.0,M10.5.0/3");
    for (int hour = 0; hour < 365 * 24; ++hour) {
        const Instant instant = at("2026-01-01T00:00:00Z") + hours(hour);
        // In the hour that comes twice the earlier one is meant.
        if (instant >= at("2026-10-25T01:00:00Z") && instant < at("2026-10-25T02:00:00Z")) continue;
        REQUIRE(berlin.to_instant(berlin.to_local(instant)) == instant);
    }
}

TEST_CASE("an hour that comes twice is the earlier one, an hour that does not come is that of the old clocks")
{
    const TimeZone berlin = *TimeZone::from_posix_rule("CET-1CEST,M3.5.0,M10.5.0/3");
    CHECK(berlin.to_instant(clock_at("2026-10-25T02:30:00")) == at("2026-10-25T00:30:00Z"));
    CHECK(berlin.to_instant(clock_at("2026-03-29T02:30:00")) == at("2026-03-29T01:30:00Z"));
}
