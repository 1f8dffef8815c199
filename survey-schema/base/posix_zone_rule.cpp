#include "base/posix_zone_rule.h"

#include <chrono>
#include <optional>

namespace mahalla {

using namespace std::chrono;

/// Reads the text from left to right; each part gives nothing where the text is something else.
class PosixZoneRuleParser {
public:
    explicit PosixZoneRuleParser(std::string_view text) : rest_(text) {}

    std::optional<PosixZoneRule> rule()
    {
        PosixZoneRule made;
        if (!name()) return std::nullopt;
        const auto standard = time(24);
        if (!standard) return std::nullopt;
        made.standard_offset_seconds_ = static_cast<int>(-*standard);
        if (rest_.empty()) return made;
        if (!name()) return std::nullopt;
        made.has_summer_ = true;
        made.summer_offset_seconds_ = made.standard_offset_seconds_ + 3600;
        if (!rest_.empty() && rest_[0] != ',') {
            const auto summer = time(24);
            if (!summer) return std::nullopt;
            made.summer_offset_seconds_ = static_cast<int>(-*summer);
        }
        if (!day(made.summer_begins_) || !day(made.summer_ends_) || !rest_.empty()) return std::nullopt;
        return made;
    }

private:
    bool take(char c)
    {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool name()
    {
        const bool quoted = take('<');
        std::size_t size = 0;
        const auto fits = [&](char c) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return letter || (quoted && (c == '+' || c == '-' || (c >= '0' && c <= '9')));
        };
        while (size < rest_.size() && fits(rest_[size])) ++size;
        rest_.remove_prefix(size);
        return size >= 3 && (!quoted || take('>'));
    }
    std::optional<unsigned> number(unsigned most)
    {
        unsigned value = 0;
        std::size_t size = 0;
        while (size < rest_.size() && size < 4 && rest_[size] >= '0' && rest_[size] <= '9')
            value = value * 10 + static_cast<unsigned>(rest_[size++] - '0');
        rest_.remove_prefix(size);
        return size > 0 && value <= most ? std::optional(value) : std::nullopt;
    }
    /// `[+-]hh[:mm[:ss]]` in seconds.
    std::optional<std::int64_t> time(unsigned hours_most)
    {
        const bool negative = take('-');
        if (!negative) take('+');
        const auto hour = number(hours_most);
        if (!hour) return std::nullopt;
        std::int64_t seconds_made = std::int64_t{*hour} * 3600;
        for (const std::int64_t unit : {60, 1}) {
            if (!take(':')) break;
            const auto part = number(59);
            if (!part) return std::nullopt;
            seconds_made += *part * unit;
        }
        return negative ? -seconds_made : seconds_made;
    }
    bool day(PosixZoneRule::Day& made)
    {
        using Kind = PosixZoneRule::Day::Kind;
        if (!take(',')) return false;
        if (take('M')) {
            made.kind = Kind::Weekday;
            const auto month_number = number(12);
            if (!month_number || *month_number == 0 || !take('.')) return false;
            const auto week_number = number(5);
            if (!week_number || *week_number == 0 || !take('.')) return false;
            const auto weekday_number = number(6);
            if (!weekday_number) return false;
            made.month = *month_number;
            made.week = *week_number;
            made.weekday = *weekday_number;
        } else {
            const bool julian = take('J');
            made.kind = julian ? Kind::JulianWithoutLeapDay : Kind::DayOfYear;
            const auto day_number = number(365);
            if (!day_number || (julian && *day_number == 0)) return false;
            made.day = *day_number;
        }
        if (take('/')) {
            const auto at = time(167);
            if (!at) return false;
            made.seconds = *at;
        }
        return true;
    }

    std::string_view rest_;
};

Result<PosixZoneRule> PosixZoneRule::parse(std::string_view text)
{
    if (const auto rule = PosixZoneRuleParser(text).rule()) return *rule;
    return failure(ErrorKind::Invalid, "A time zone's rule is written as in “CET-1CEST,M3.5.0,M10.5.0/3”.");
}

std::int64_t PosixZoneRule::Day::local_seconds(int in_year) const
{
    const year of_year(in_year);
    sys_days at = sys_days(of_year / January / 1);
    switch (kind) {
    case Kind::Weekday: {
        const std::chrono::weekday on(weekday);
        const std::chrono::month in(month);
        at = week == 5 ? sys_days(of_year / in / on[last]) : sys_days(of_year / in / on[week]);
        break;
    }
    case Kind::JulianWithoutLeapDay:
        at += days(day - 1 + (of_year.is_leap() && day >= 60 ? 1U : 0U));
        break;
    case Kind::DayOfYear:
        at += days(day);
        break;
    }
    return std::chrono::seconds(at.time_since_epoch()).count() + seconds;
}

int PosixZoneRule::offset_seconds_at(std::int64_t utc_seconds) const
{
    if (!has_summer_) return standard_offset_seconds_;
    const auto local_day = floor<days>(sys_seconds(seconds(utc_seconds + standard_offset_seconds_)));
    const int in_year = static_cast<int>(year_month_day(local_day).year());
    const std::int64_t begins = summer_begins_.local_seconds(in_year) - standard_offset_seconds_;
    const std::int64_t ends = summer_ends_.local_seconds(in_year) - summer_offset_seconds_;
    const bool summer = begins < ends ? utc_seconds >= begins && utc_seconds < ends
                                      : !(utc_seconds >= ends && utc_seconds < begins); // South of the equator.
    return summer ? summer_offset_seconds_ : standard_offset_seconds_;
}

} // namespace mahalla
