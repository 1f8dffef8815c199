#include "interchange/export_values.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "form/form_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace mahalla {

namespace {

constexpr std::array months = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct SlashDate {
    long long first = 0, second = 0, year = 0;
    std::string_view rest; ///< The time behind it.
};

/// "3/4/2026 10:15", "03.04.2026", "3-4-2026": two numbers of one or two digits and a year of four.
std::optional<SlashDate> slash_date(std::string_view text)
{
    const std::string_view day = text.substr(0, text.find(' '));
    std::vector<std::string_view> parts;
    for (const char separator : {'/', '.', '-'})
        if (parts.size() != 3) parts = split(day, separator);
    if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4) return std::nullopt;
    const auto first = integer_from_text(parts[0]), second = integer_from_text(parts[1]),
               year = integer_from_text(parts[2]);
    if (!first || !second || !year) return std::nullopt;
    return SlashDate{*first, *second, *year, trimmed(text.substr(day.size()))};
}

std::string two_digits(long long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::optional<std::string> day_text(long long year, long long month, long long day)
{
    std::string text = std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 || !date_from_text(text))
        return std::nullopt;
    return text;
}

/// "10:15", "10:15:00 PM" as "10:15:00"; nothing for what is no time.
std::optional<std::string> time_text(std::string_view text)
{
    const auto parts = words(text);
    if (parts.empty() || parts.size() > 2) return std::nullopt;
    auto numbers = split(parts[0], ':');
    if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
    const auto hours = integer_from_text(numbers[0]), minutes = integer_from_text(numbers[1]);
    if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
    const std::string seconds = numbers.size() == 3 ? std::string(numbers[2]) : "00";
    long long clock = *hours;
    if (parts.size() == 2) {
        const std::string half = lower_ascii(parts[1]);
        if ((half != "am" && half != "pm") || clock < 1 || clock > 12) return std::nullopt;
        clock = clock % 12 + (half == "pm" ? 12 : 0);
    }
    return two_digits(clock) + ":" + two_digits(*minutes) + ":" + seconds;
}

/// "Nov 13, 2022 11:46:00 PM", as ODK Aggregate writes.
std::optional<std::pair<std::string, std::string_view>> month_name_date(std::string_view text)
{
    const auto parts = words(text);
    if (parts.size() < 3 || parts[0].size() < 3 || parts[1].size() < 2 || parts[1].back() != ',') return std::nullopt;
    const auto month = std::find(months.begin(), months.end(), lower_ascii(parts[0].substr(0, 3)));
    const auto day = integer_from_text(parts[1].substr(0, parts[1].size() - 1)), year = integer_from_text(parts[2]);
    if (month == months.end() || !day || !year) return std::nullopt;
    const auto written = day_text(*year, month - months.begin() + 1, *day);
    if (!written) return std::nullopt;
    const std::size_t behind = static_cast<std::size_t>(parts[2].data() + parts[2].size() - text.data());
    return std::pair(*written, trimmed(text.substr(behind)));
}

ExportValue read_moment(DataType type, std::string_view text, DayOrder order)
{
    ExportValue as_written{std::string(text), "date-unreadable"};
    std::string day;
    std::string_view rest;
    if (text.size() >= 10 && date_from_text(text.substr(0, 10))) {
        if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return as_written;
        if (type == DataType::DateOnly) return {std::string(text.substr(0, 10)), nullptr};
        std::string moment(text);
        if (moment.size() > 10) moment[10] = 'T';
        // "+0200", as R and Python write a zone, is "+02:00".
        constexpr std::size_t zone_size = 5, clock_end = 16;
        const std::size_t zone = moment.size() - std::min(moment.size(), zone_size);
        const bool is_zone = zone >= clock_end && (moment[zone] == '+' || moment[zone] == '-') &&
                             moment.find_first_not_of("0123456789", zone + 1) == std::string::npos;
        if (is_zone) moment.insert(zone + 3, ":");
        return {std::move(moment), nullptr};
    }
    if (const auto named = month_name_date(text)) {
        day = named->first;
        rest = named->second;
    } else if (const auto numbers = slash_date(text)) {
        // Only one reading is a day, or both are the same.
        const auto by_day = day_text(numbers->year, numbers->second, numbers->first);
        const auto by_month = day_text(numbers->year, numbers->first, numbers->second);
        const auto& chosen = order == DayOrder::DayFirst                  ? by_day
                             : order == DayOrder::MonthFirst              ? by_month
                             : !by_day || !by_month || by_day == by_month ? (by_day ? by_day : by_month)
                                                                          : std::optional<std::string>();
        if (!chosen) {
            if (by_day && by_month) as_written.problem = "date-order-unknown";
            return as_written;
        }
        day = *chosen;
        rest = numbers->rest;
    } else {
        return as_written;
    }
    if (type == DataType::DateOnly || rest.empty()) return {std::move(day), nullptr};
    const auto time = time_text(rest);
    if (!time) return as_written;
    return {day + "T" + *time, nullptr};
}

ExportValue read_number(DataType type, std::string_view text)
{
    std::string plain(text);
    // "1,5" is a decimal comma; "1,500" may be either and stays as it is.
    if (const std::size_t comma = plain.find(','); comma != std::string::npos && plain.find('.') == std::string::npos &&
                                                   plain.find(',', comma + 1) == std::string::npos &&
                                                   plain.size() - comma - 1 != 3)
        plain[comma] = '.';
    const auto number = number_from_text(plain);
    if (!number || !std::isfinite(*number)) return {std::string(text), "number-unreadable"};
    if (type == DataType::Decimal) {
        if (plain.find_first_of("eE") != std::string::npos || plain.front() == '.' || plain.starts_with("-."))
            plain = number_to_text(*number);
        return {std::move(plain), nullptr};
    }
    constexpr double exact_max = 9'007'199'254'740'992; // 2^53
    if (*number != std::floor(*number) || std::fabs(*number) > exact_max)
        return {std::string(text), "number-unreadable"};
    return {number_to_text(*number), nullptr};
}

/// "34.4 35.8", "34.4 35.8 12 4.5", "34.4, 35.8", "[34.4, 35.8]" as latitude, longitude, altitude, accuracy.
ExportValue read_geopoint(std::string_view text)
{
    std::string plain(text);
    for (char& c : plain)
        if (c == ',' || c == '[' || c == ']') c = ' ';
    const auto parts = words(plain);
    const bool are_numbers = std::all_of(parts.begin(), parts.end(),
                                         [](std::string_view part) { return number_from_text(part).has_value(); });
    if (parts.size() < 2 || parts.size() > 4 || !are_numbers) return {std::string(text), "geopoint-unreadable"};
    const double latitude = *number_from_text(parts[0]), longitude = *number_from_text(parts[1]);
    if (std::fabs(latitude) > 90 || std::fabs(longitude) > 180) return {std::string(text), "geopoint-unreadable"};
    std::string value;
    for (std::size_t i = 0; i < 4; ++i) value.append(i > 0 ? " " : "").append(i < parts.size() ? parts[i] : "0");
    return {std::move(value), nullptr};
}

constexpr std::string_view between_choices = " ,;|\n\t";

/// How many stretches a label has between the signs that may stand between choices.
std::size_t parts_of(std::string_view label)
{
    std::size_t count = 0;
    for (std::size_t at = 0; (at = label.find_first_not_of(between_choices, at)) != std::string_view::npos; ++count)
        at = std::min(label.find_first_of(between_choices, at), label.size());
    return count;
}

std::string label_key(std::string_view label) { return lower_ascii(collapsed(label)); }

} // namespace

ExportValues::ExportValues(const FormDefinition& form, ModelIndex question) : type_(form.node(question).bind.data_type)
{
    const Control* select = select_of(form, question);
    if (select == nullptr) return;
    is_one_ = select->kind == ControlKind::SelectOne;
    is_several_ = !is_one_;
    for (std::size_t language = 0; language < std::max<std::size_t>(form.languages().size(), 1); ++language)
        for (const LabelledChoice& choice : labelled_choices(form, *select, language)) {
            if (by_value_.try_emplace(choice.value, Called{choice.value, false}).second)
                values_.push_back(choice.value);
            const auto [found, is_new] = by_label_.try_emplace(label_key(choice.label), Called{choice.value, false});
            if (!is_new && found->second.value != choice.value) found->second.is_ambiguous = true;
            words_max_ = std::max(words_max_, parts_of(choice.label));
        }
}

bool ExportValues::is_nothing(std::string_view cell) const
{
    cell = trimmed(cell);
    if (cell.empty()) return true;
    const bool is_text = type_ == DataType::String && !is_one_ && !is_several_;
    if (is_text || by_value_.contains(std::string(cell))) return false;
    const std::string lower = lower_ascii(cell);
    return lower == "n/a" || lower == "na" || lower == "null" || lower == "nan" || lower == "none";
}

ExportValue ExportValues::read(std::string_view cell, DayOrder order) const
{
    if (is_one_) return read_choice(trimmed(cell));
    if (is_several_) return read_choices(trimmed(cell));
    switch (type_) {
    case DataType::Integer:
    case DataType::Decimal:
        return read_number(type_, trimmed(cell));
    case DataType::DateOnly:
    case DataType::DateTime:
        return read_moment(type_, trimmed(cell), order);
    case DataType::Geopoint:
        return read_geopoint(trimmed(cell));
    case DataType::String:
    case DataType::Boolean:
    case DataType::TimeOnly:
    case DataType::Geotrace:
    case DataType::Geoshape:
    case DataType::Binary:
    case DataType::Barcode:
    case DataType::Intent:
        break;
    }
    return {std::string(cell), nullptr};
}

const std::string* ExportValues::find(std::string_view text) const
{
    if (const auto found = by_value_.find(std::string(text)); found != by_value_.end()) return &found->second.value;
    const auto label = by_label_.find(label_key(text));
    if (label != by_label_.end() && !label->second.is_ambiguous) return &label->second.value;
    // "1.0" of a program that took codes for numbers.
    if (const auto number = number_from_text(text))
        if (const auto found = by_value_.find(number_to_text(*number)); found != by_value_.end())
            return &found->second.value;
    return nullptr;
}

ExportValue ExportValues::read_choice(std::string_view cell) const
{
    if (values_.empty()) return {std::string(cell), nullptr}; // the list is not in the form
    if (const std::string* value = find(cell)) return {*value, nullptr};
    return {std::string(cell), by_label_.contains(label_key(cell)) ? "choice-label-ambiguous" : "choice-unknown"};
}

ExportValue ExportValues::read_choices(std::string_view cell) const
{
    if (values_.empty()) return {std::string(cell), nullptr};
    // From the left the longest stretch of words that is a choice; labels hold blanks and commas themselves.
    std::vector<std::string> chosen;
    std::unordered_set<std::string_view> seen;
    std::string_view left = cell;
    for (;;) {
        left.remove_prefix(std::min(left.find_first_not_of(between_choices), left.size()));
        if (left.empty()) break;
        std::vector<std::size_t> ends;
        for (std::size_t at = 0; at < left.size() && ends.size() < words_max_;) {
            at = std::min(left.find_first_of(between_choices, at), left.size());
            ends.push_back(at);
            at = std::min(left.find_first_not_of(between_choices, at), left.size());
        }
        const std::string* found = nullptr;
        for (; found == nullptr && !ends.empty(); ends.pop_back())
            if ((found = find(left.substr(0, ends.back()))) != nullptr) break;
        if (found == nullptr) return {std::string(cell), "choice-unknown"};
        if (seen.insert(*found).second) chosen.push_back(*found);
        left.remove_prefix(ends.back());
    }
    return {joined(chosen, " "), nullptr};
}

std::string ExportValues::in_list_order(const std::vector<std::string>& ticked) const
{
    std::vector<std::string> chosen;
    for (const std::string& value : values_)
        if (std::find(ticked.begin(), ticked.end(), value) != ticked.end()) chosen.push_back(value);
    return joined(chosen, " ");
}

DayOrder ExportValues::order_in(std::string_view cell)
{
    const auto numbers = slash_date(trimmed(cell));
    if (!numbers) return DayOrder::Unknown;
    if (numbers->first > 12 && numbers->second <= 12) return DayOrder::DayFirst;
    if (numbers->second > 12 && numbers->first <= 12) return DayOrder::MonthFirst;
    return DayOrder::Unknown;
}

std::optional<bool> tick_value(std::string_view cell)
{
    const std::string lower = lower_ascii(trimmed(cell));
    if (lower == "1" || lower == "true" || lower == "yes" || lower == "1.0") return true;
    if (lower == "0" || lower == "false" || lower == "no" || lower == "0.0") return false;
    return std::nullopt;
}

} // namespace mahalla
