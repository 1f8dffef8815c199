#include "workbook/cell_value.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

#include <cmath>
#include <cstdio>

namespace mahalla {

CellFormat format_of_code(std::string_view code)
{
    const std::size_t section_end = code.find(';'); // The first section is the one for positive numbers.
    code = code.substr(0, section_end);
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"') {
            i = code.find('"', i + 1);
            if (i == std::string_view::npos) break;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            // [h], [mm], [ss] are elapsed times; [Red], [$-409] and conditions are not.
            const std::size_t end = code.find(']', i);
            if (end == std::string_view::npos) break;
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
                return CellFormat::Moment;
            i = end;
        } else if (code.substr(i).starts_with("General")) {
            i += 6;
        } else if (std::string_view("dDmMyYhHsS").find(c) != std::string_view::npos) {
            return CellFormat::Moment;
        }
    }
    return CellFormat::Number;
}

CellFormat format_of_builtin(int id)
{
    const bool is_moment =
        (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return is_moment ? CellFormat::Moment : CellFormat::Number;
}

std::string number_cell_text(double value) { return number_to_text(value); }

std::string moment_cell_text(double serial, DateSystem system)
{
    constexpr double seconds_per_day = 86400, last_serial = 2958466; // 9999-12-31
    if (!(serial >= 0) || serial >= last_serial) return number_cell_text(serial);
    const auto total_seconds = static_cast<std::int64_t>(std::llround(serial * seconds_per_day));
    std::int64_t day = total_seconds / 86400;
    const std::int64_t seconds = total_seconds % 86400;

    char clock[16];
    std::snprintf(clock, sizeof clock, "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    if (serial < 1 && system == DateSystem::From1900) return clock;

    // Excel counts a 29 February 1900 as day 60, so days before it lie one later than 1899-12-30 would say.
    constexpr std::int64_t days_to_1899_12_30 = -25569, days_to_1904_01_01 = -24107;
    if (system == DateSystem::From1900)
        day += days_to_1899_12_30 + (day < 60 ? 1 : 0);
    else
        day += days_to_1904_01_01;
    const std::string date = date_to_text(date_from_days(day));
    return seconds == 0 ? date : date + "T" + clock;
}

std::string clean_cell_text(std::string_view text, std::size_t& replaced)
{
    std::string clean = is_valid_utf8(text) ? std::string(text) : with_valid_utf8(text, &replaced);
    if (!is_xml_text(clean)) clean = with_xml_text(clean, &replaced);
    return clean.find("\xC2\xA0") == std::string::npos ? clean : replaced_all(clean, "\xC2\xA0", " ");
}

} // namespace mahalla
