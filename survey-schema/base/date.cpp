#include "base/date.h"

#include "base/number.h"

#include <cstdio>

namespace mahalla {

namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::string padded(long long value, int width)
{
    std::string text = std::to_string(value < 0 ? -value : value);
    while (static_cast<int>(text.size()) < width) text.insert(text.begin(), '0');
    return value < 0 ? "-" + text : text;
}

} // namespace

std::optional<Date> date_from_text(std::string_view text)
{
    const auto year_number = digits(text, 0, 4), month_number = digits(text, 5, 2), day_number = digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year_number || !month_number || !day_number)
        return std::nullopt;
    const Date date{year(*year_number), month(static_cast<unsigned>(*month_number)),
                    day(static_cast<unsigned>(*day_number))};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::string date_to_text(Date date)
{
    return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::int64_t days_since_epoch(Date date) { return sys_days(date).time_since_epoch().count(); }

Date date_from_days(std::int64_t day_count) { return Date(sys_days(days(day_count))); }

std::string instant_to_text(Instant instant, int offset_minutes)
{
    const auto local = instant + minutes(offset_minutes);
    const auto day_start = floor<days>(local);
    const hh_mm_ss time(local - day_start);
    std::string text = date_to_text(Date(day_start)) + "T" + padded(time.hours().count(), 2) + ":" +
                       padded(time.minutes().count(), 2) + ":" + padded(time.seconds().count(), 2) + "." +
                       padded(time.subseconds().count(), 3);
    if (offset_minutes == 0) return text + "Z";
    const int distance = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    return text + (offset_minutes < 0 ? "-" : "+") + padded(distance / 60, 2) + ":" + padded(distance % 60, 2);
}

std::optional<Instant> instant_from_text(std::string_view text, int default_offset_minutes)
{
    const auto date = date_from_text(text.substr(0, 10));
    if (!date) return std::nullopt;
    text.remove_prefix(10);
    milliseconds time{0};
    int offset_minutes = default_offset_minutes;
    if (text.starts_with('T') || text.starts_with(' ')) {
        const auto hour_number = digits(text, 1, 2), minute_number = digits(text, 4, 2);
        if (!hour_number || !minute_number || text[3] != ':' || *hour_number > 24 || *minute_number > 59)
            return std::nullopt;
        time = hours(*hour_number) + minutes(*minute_number);
        text.remove_prefix(6);
        if (text.starts_with(':')) {
            const auto second_number = digits(text, 1, 2);
            if (!second_number || *second_number > 60) return std::nullopt;
            time += seconds(*second_number);
            text.remove_prefix(3);
        }
        if (text.starts_with('.')) {
            int scale = 100;
            text.remove_prefix(1);
            while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
                time += milliseconds((text[0] - '0') * scale);
                scale /= 10;
                text.remove_prefix(1);
            }
        }
        if (text == "Z") {
            offset_minutes = 0;
        } else if (text.starts_with('+') || text.starts_with('-')) {
            const auto offset_hours = digits(text, 1, 2);
            const std::size_t minutes_at = text.size() > 3 && text[3] == ':' ? 4 : 3;
            const auto offset_rest = text.size() > 3 ? digits(text, minutes_at, 2) : std::optional<int>(0);
            if (!offset_hours || !offset_rest) return std::nullopt;
            offset_minutes = (*offset_hours * 60 + *offset_rest) * (text[0] == '-' ? -1 : 1);
        } else if (!text.empty()) {
            return std::nullopt;
        }
    } else if (!text.empty()) {
        return std::nullopt;
    }
    return Instant(sys_days(*date).time_since_epoch() + time - minutes(offset_minutes));
}

} // namespace mahalla
