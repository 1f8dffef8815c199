// today, now, date, date-time, format-date, decimal-date-time, decimal-time; number() of dates.
#include "expression/evaluator.h"
#include "expression/moment_text.h"

#include "base/number.h"

#include <cmath>
#include <limits>

namespace mahalla {

using namespace std::chrono;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool is_text(const Value& value) { return value.kind() == ValueKind::String || value.kind() == ValueKind::Nodes; }

} // namespace

Value Evaluator::date_call(const SyntaxNode& node, const Focus& focus)
{
    const TimeZone& zone = environment_.time_zone();
    switch (node.function.as<DateFunction>()) {
    case DateFunction::Today:
        return day_of(environment_.now(), zone);
    case DateFunction::Now:
        return Moment{instant_to_text(environment_.now(), zone.offset_minutes_at(environment_.now())),
                      days_of(environment_.now()), false};
    case DateFunction::ToDate:
    case DateFunction::ToDateTime:
        return date(value(argument(node, 0), focus));
    case DateFunction::FormatDate:
    case DateFunction::FormatDateTime: {
        const Value given = value(argument(node, 0), focus);
        const auto write = [&](Instant instant, LocalTime shown) {
            return formatted(shown, zone.offset_minutes_at(instant), string(argument(node, 1), focus));
        };
        const bool is_moment = given.kind() == ValueKind::Moment && !given.moment()->is_number;
        if (is_text(given) || is_moment) {
            const auto read = moment_from_loose_text(text_of(given), zone);
            return read ? write(read->instant, read->shown) : std::string();
        }
        const auto instant = given.kind() == ValueKind::Boolean ? std::nullopt : instant_of(given.to_number());
        return instant ? write(*instant, zone.to_local(*instant)) : std::string();
    }
    case DateFunction::DecimalDateTime: {
        const Value given = value(argument(node, 0), focus);
        if (!is_text(given)) return given.kind() == ValueKind::Boolean ? not_a_number : given.to_number();
        const auto read = moment_from_loose_text(text_of(given), zone);
        return read ? days_of(read->instant) : not_a_number;
    }
    case DateFunction::DecimalTime: {
        std::string storage;
        return day_part_from_text(text(argument(node, 0), focus, storage), zone).value_or(not_a_number);
    }
    default:
        return {};
    }
}

/// A number counts days; a text is read; an empty text stays empty; anything else is no date.
Value Evaluator::date(const Value& given)
{
    const TimeZone& zone = environment_.time_zone();
    if (given.kind() == ValueKind::Boolean) return "";
    if (given.kind() == ValueKind::Moment && !given.moment()->is_number) return given;
    if (is_text(given)) {
        const std::string text = text_of(given);
        if (text.empty()) return "";
        const auto read = moment_from_loose_text(text, zone);
        return read ? moment_of(*read, zone) : no_moment();
    }
    const auto instant = instant_of(given.to_number());
    return instant ? moment_of(*instant, zone, NearMidnight::Snap) : no_moment();
}

/// A date's number is shown in whole days and counts with its fraction (the table of forms.md).
Value Evaluator::number_value(const Value& given)
{
    if (given.kind() == ValueKind::Moment)
        return given.moment()->is_number ? given : number_value(Value(given.to_string()));
    if (!is_text(given)) return given.to_number();
    const std::string text = text_of(given);
    const auto read = moment_from_text(text, environment_.time_zone());
    if (!read) return number_of_text(text);
    const double day_count = days_of(read->instant);
    const auto date = date_from_text(text);
    const double shown = date ? static_cast<double>(days_since_epoch(*date)) : std::floor(day_count);
    return Moment{number_to_text(shown), day_count, true};
}

} // namespace mahalla
