#include "expression/moment_text.h"

#include <cmath>
#include <limits>

namespace mahalla {

using namespace std::chrono;

namespace {

constexpr double milliseconds_a_day = 86'400'000;

/// Reads digits and signs from the left; `ok` stays false after the first that does not fit.
class TextReader {
public:
    explicit TextReader(std::string_view text) : rest_(text) {}

    int digits(std::size_t count, int least, int most)
    {
        int value = 0;
        if (rest_.size() < count) ok_ = false;
        for (std::size_t i = 0; i < count && ok_; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9')
                ok_ = false;
            else
                value = value * 10 + (rest_[i] - '0');
        }
        if (value < least || value > most) ok_ = false;
        if (ok_) rest_.remove_prefix(count);
        return ok_ ? value : least;
    }
    bool take(char c)
    {
        if (!ok_ || rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void need(char c) { ok_ = take(c) && ok_; }
    bool next_is_digit() const { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
    bool ok() const { return ok_; }
    bool finished() const { return ok_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

struct Clock {
    milliseconds since_midnight{0};
    std::optional<minutes> offset;
};

/// hh:mm, then seconds, a fraction and a zone where they are.
Clock read_clock(TextReader& reader)
{
    Clock clock;
    const int hour = reader.digits(2, 0, 23);
    reader.need(':');
    const int minute = reader.digits(2, 0, 59);
    clock.since_midnight = hours(hour) + minutes(minute);
    if (reader.take(':')) {
        clock.since_midnight += seconds(reader.digits(2, 0, 59));
        if (reader.take('.')) {
            if (!reader.next_is_digit()) reader.need('0');
            for (int unit = 100; reader.next_is_digit(); unit /= 10)
                clock.since_midnight += milliseconds(reader.digits(1, 0, 9) * unit);
        }
    }
    if (reader.take('Z')) {
        clock.offset = minutes(0);
        return clock;
    }
    const bool west = reader.take('-');
    if (west || reader.take('+')) {
        const int offset_hours = reader.digits(2, 0, 23);
        const bool colon = reader.take(':');
        const int offset_minutes = colon || reader.next_is_digit() ? reader.digits(2, 0, 59) : 0;
        clock.offset = (hours(offset_hours) + minutes(offset_minutes)) * (west ? -1 : 1);
    }
    return clock;
}

std::optional<ReadMoment> read_moment(std::string_view text, const TimeZone& zone)
{
    const auto date = date_from_text(text.substr(0, 10));
    if (!date) return std::nullopt;
    const local_days day(sys_days(*date).time_since_epoch());
    if (text.size() == 10) return ReadMoment{zone.to_instant(day), day, false};
    TextReader reader(text.substr(10));
    reader.need('T');
    const Clock clock = read_clock(reader);
    if (!reader.finished()) return std::nullopt;
    const LocalTime local = day + clock.since_midnight;
    const Instant instant = clock.offset ? Instant(local.time_since_epoch()) - *clock.offset : zone.to_instant(local);
    return ReadMoment{instant, zone.to_local(instant), true};
}

bool is_midnight(LocalTime local) { return floor<days>(local) == local; }

bool begins_day(Instant instant, LocalTime local, const TimeZone& zone)
{
    return is_midnight(local) || zone.to_instant(floor<days>(local)) == instant;
}

} // namespace

std::optional<ReadMoment> moment_from_text(std::string_view text, const TimeZone& zone)
{
    return may_be_date(text) ? read_moment(text, zone) : std::nullopt;
}

std::optional<ReadMoment> moment_from_loose_text(std::string_view text, const TimeZone& zone)
{
    if (const auto strict = moment_from_text(text, zone)) return strict;
    const std::size_t first = text.find('-', 1);
    const std::size_t second = first == std::string_view::npos ? first : text.find('-', first + 1);
    if (first != 4 || second == std::string_view::npos) return std::nullopt;
    const std::size_t end = std::min(text.find('T', second), text.size());
    const auto padded = [](std::string_view digits) {
        return digits.size() == 1 ? "0" + std::string(digits) : std::string(digits);
    };
    return read_moment(std::string(text.substr(0, 5)) + padded(text.substr(5, second - 5)) + "-" +
                           padded(text.substr(second + 1, end - second - 1)) + std::string(text.substr(end)),
                       zone);
}

std::optional<double> day_part_from_text(std::string_view text, const TimeZone& zone)
{
    TextReader reader(text);
    const Clock clock = read_clock(reader);
    if (!reader.finished()) {
        const auto moment = moment_from_text(text, zone);
        if (!moment || !moment->has_time) return std::nullopt;
        const LocalTime local = zone.to_local(moment->instant);
        return static_cast<double>((local - floor<days>(local)).count()) / milliseconds_a_day;
    }
    milliseconds local = clock.since_midnight;
    if (clock.offset) {
        const Instant instant = Instant(clock.since_midnight) - *clock.offset;
        const LocalTime there = zone.to_local(instant);
        local = there - floor<days>(there);
    }
    return static_cast<double>(local.count()) / milliseconds_a_day;
}

double days_of(Instant instant) { return static_cast<double>(instant.time_since_epoch().count()) / milliseconds_a_day; }

std::optional<Instant> instant_of(double day_count)
{
    constexpr double first = -719'528, last = 2'932'897;
    if (!(day_count >= first && day_count < last)) return std::nullopt;
    return Instant(milliseconds(std::llround(day_count * milliseconds_a_day)));
}

std::string moment_to_text(Instant instant, const TimeZone& zone, NearMidnight near)
{
    const LocalTime local = zone.to_local(instant);
    if (begins_day(instant, local, zone)) return date_to_text(year_month_day(floor<days>(local)));
    if (near == NearMidnight::Snap) {
        // At some other season the clocks stand as they did where the days were counted from.
        for (const days away : {days(-182), days(-91), days(91), days(182)}) {
            const LocalTime other(instant.time_since_epoch() + seconds(zone.offset_seconds_at(instant + away)));
            if (is_midnight(other)) return date_to_text(year_month_day(floor<days>(other)));
        }
    }
    const int offset_minutes = zone.offset_minutes_at(instant);
    return instant_to_text(instant, offset_minutes);
}

Moment moment_of(Instant instant, const TimeZone& zone, NearMidnight near)
{
    return {moment_to_text(instant, zone, near), days_of(instant), false};
}

Moment moment_of(const ReadMoment& read, const TimeZone& zone)
{
    if (read.has_time) return moment_of(read.instant, zone);
    return {date_to_text(year_month_day(floor<days>(read.shown))), days_of(read.instant), false};
}

Moment day_of(Instant instant, const TimeZone& zone)
{
    const local_days day = floor<days>(zone.to_local(instant));
    return {date_to_text(year_month_day(day)), days_of(zone.to_instant(day)), false};
}

Moment no_moment() { return {"Invalid Date", std::numeric_limits<double>::quiet_NaN(), false}; }

} // namespace mahalla
