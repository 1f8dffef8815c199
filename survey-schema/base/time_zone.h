#pragma once
#include "base/bytes.h"
#include "base/date.h"

#include <memory>

namespace mahalla {

/// A clock face somewhere: days and time of day without a zone.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// How far the clocks of a place stand from UTC, then and now and in years to come.
///
/// Made from the bytes of a zone file (TZif, RFC 8536); `system/time_zone_files.h` finds the machine's. Cheap to copy.
class TimeZone {
public:
    /// UTC.
    TimeZone();
    static TimeZone utc() { return TimeZone(); }
    /// Always the same: 120 is two hours east of Greenwich.
    static TimeZone fixed(int offset_minutes);
    /// Versions 1 to 4; times after the table follow the footer's rule. Fails with `Corrupt` for anything else.
    static Result<TimeZone> from_tzif(ByteView bytes);
    /// A rule as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`. Fails with `Invalid`.
    static Result<TimeZone> from_posix_rule(std::string_view rule);

    int offset_seconds_at(Instant instant) const;
    /// Rounded to the minute: before standard time, places had seconds.
    int offset_minutes_at(Instant instant) const;
    LocalTime to_local(Instant instant) const;
    /// The moment at which clocks show `local`. Of two such moments (clocks put back) the earlier; of none (put
    /// forward) the one that the offset before the gap gives.
    Instant to_instant(LocalTime local) const;

private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

} // namespace mahalla
