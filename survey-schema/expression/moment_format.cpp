// format-date, format-date-time: one letter after another.
#include "expression/moment_text.h"

#include <array>

namespace mahalla {

using namespace std::chrono;

namespace {

std::string two_digits(long long value)
{
    const std::string text = std::to_string(value);
    return text.size() < 2 ? "0" + text : text;
}

std::string offset_text(int minutes_east)
{
    if (minutes_east == 0) return "Z";
    const int distance = std::abs(minutes_east);
    return (minutes_east < 0 ? "-" : "+") + two_digits(distance / 60) + ":" + two_digits(distance % 60);
}

} // namespace

std::string formatted(LocalTime local, int offset_minutes, std::string_view format)
{
    static constexpr std::array month_names{"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
    static constexpr std::array day_names{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    const local_days day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss clock(local - day);
    const unsigned month_number = static_cast<unsigned>(date.month());
    const unsigned day_number = static_cast<unsigned>(date.day());
    const std::string year_text = date_to_text(date).substr(0, date_to_text(date).size() - 6);
    const std::string month_name = month_names[month_number - 1];
    const unsigned weekday_number = weekday(day).c_encoding();
    const std::string day_name = day_names[weekday_number];

    std::string made;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            made += format[i];
            continue;
        }
        switch (format[++i]) {
        case 'Y':
            made += year_text;
            break;
        case 'y':
            made += year_text.substr(year_text.size() - 2);
            break;
        case 'm':
            made += two_digits(month_number);
            break;
        case 'n':
            made += std::to_string(month_number);
            break;
        case 'B':
            made += month_name;
            break;
        case 'b':
            made += month_name.substr(0, 3);
            break;
        case 'd':
            made += two_digits(day_number);
            break;
        case 'e':
            made += std::to_string(day_number);
            break;
        case 'H':
            made += two_digits(clock.hours().count());
            break;
        case 'h':
            made += std::to_string(clock.hours().count());
            break;
        case 'M':
            made += two_digits(clock.minutes().count());
            break;
        case 'S':
            made += two_digits(clock.seconds().count());
            break;
        case '3':
            made += std::to_string(1000 + clock.subseconds().count()).substr(1);
            break;
        case 'A':
            made += day_name;
            break;
        case 'a':
            made += day_name.substr(0, 3);
            break;
        case 'w':
            made += std::to_string(weekday_number);
            break;
        case 'Z':
            made += offset_text(offset_minutes);
            break;
        case '%':
            made += '%';
            break;
        default:
            made += '%';
            made += format[i];
            break;
        }
    }
    return made;
}

} // namespace mahalla
