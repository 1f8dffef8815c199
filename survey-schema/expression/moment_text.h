#pragma once
#include "base/time_zone.h"
#include "expression/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// Dates and dates with time as expressions read and write them (ISO 8601), in the zone of the interview.

/// A moment that a text names. A date is the beginning of that day; a time without a zone is local.
struct ReadMoment {
    Instant instant;
    LocalTime shown; ///< The clock face here. A date's is midnight, also where the clocks skipped it that day.
    bool has_time = false;
};

/// False for texts that are surely no date: cheap, asked before each conversion to a number.
constexpr bool may_be_date(std::string_view text)
{
    return text.size() >= 10 && text[4] == '-' && text[7] == '-' && text[0] >= '0' && text[0] <= '9';
}

/// "2026-11-21", "2026-11-21T05:27", "…:00", "…:00.000", each time with or without "Z", "+02:00" or "+02"; nothing
/// else.
std::optional<ReadMoment> moment_from_text(std::string_view text, const TimeZone& zone);
/// The same, with months and days of one digit too ("2026-1-2").
std::optional<ReadMoment> moment_from_loose_text(std::string_view text, const TimeZone& zone);
/// The part of a local day, from 0 up to 1, that has passed at "06:00:00.000-07:00"; a time without a zone is local.
std::optional<double> day_part_from_text(std::string_view text, const TimeZone& zone);

double days_of(Instant instant);
/// Nothing for NaN, infinities and what lies beyond the years 0 to 9999.
std::optional<Instant> instant_of(double days);

/// "2026-11-21" where the local day begins, else "2026-11-21T05:27:00.000+02:00". A day begins at midnight, or where
/// the clocks are put forward at midnight (Lebanon, Chile) an hour later.
///
/// A number of days that was made by adding whole days to a date across a change of the clocks lies an hour beside
/// midnight; `snap` makes it that date.
enum class NearMidnight { Keep, Snap };
std::string moment_to_text(Instant instant, const TimeZone& zone, NearMidnight near = NearMidnight::Keep);
Moment moment_of(Instant instant, const TimeZone& zone, NearMidnight near = NearMidnight::Keep);
/// A date keeps its day, also one that the place skipped (Samoa, 2011-12-30).
Moment moment_of(const ReadMoment& read, const TimeZone& zone);
/// The day that is on the calendar at `instant`.
Moment day_of(Instant instant, const TimeZone& zone);
/// What `date()` gives for what is no date: a text that no date question accepts, and NaN.
Moment no_moment();

/// `%Y %y %m %n %B %b %d %e %H %h %M %S %3 %A %a %w %Z %%`; other letters stay as they are.
std::string formatted(LocalTime local, int offset_minutes, std::string_view format);

} // namespace mahalla
