#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A calendar day and the days since 1970-01-01, in the proleptic Gregorian calendar.
using Date = std::chrono::year_month_day;

/// "2026-11-21"; nothing for a day that does not exist (2026-02-30).
std::optional<Date> date_from_text(std::string_view text);
std::string date_to_text(Date date);
std::int64_t days_since_epoch(Date date);
Date date_from_days(std::int64_t days);

/// "2026-11-21T05:27:00.000Z"; `offset_minutes` shifts the clock face and is written as "+02:00".
std::string instant_to_text(Instant instant, int offset_minutes = 0);
/// ISO 8601 with a zone ("Z", "+02:00", "+0200"), seconds and fraction optional. Without a zone
/// `default_offset_minutes` holds.
std::optional<Instant> instant_from_text(std::string_view text, int default_offset_minutes = 0);

} // namespace mahalla
