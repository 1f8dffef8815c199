#pragma once
#include "base/result.h"

#include <cstdint>
#include <string_view>

namespace mahalla {

/// When clocks change every year, as POSIX writes it in TZ: `EET-2EEST,M3.5.0/3,M10.5.0/4`.
///
/// Offsets count westwards in the text and eastwards here. RFC 8536 §3.3.1 allows hours from -167 to 167.
class PosixZoneRule {
public:
    /// Fails with `Invalid` for anything else.
    static Result<PosixZoneRule> parse(std::string_view text);

    /// Seconds east of UTC at a moment, given in seconds since 1970.
    int offset_seconds_at(std::int64_t utc_seconds) const;

private:
    /// `M3.5.0`: the last Sunday of March; `J60`: 1 March in every year; `59`: the sixtieth day.
    struct Day {
        enum class Kind { Weekday, JulianWithoutLeapDay, DayOfYear } kind = Kind::DayOfYear;
        unsigned month = 1, week = 1, weekday = 0;
        unsigned day = 0;
        std::int64_t seconds = 7200; ///< After midnight by the clocks until then.

        std::int64_t local_seconds(int year) const;
    };
    friend class PosixZoneRuleParser;

    int standard_offset_seconds_ = 0;
    int summer_offset_seconds_ = 0;
    bool has_summer_ = false;
    Day summer_begins_, summer_ends_;
};

} // namespace mahalla
