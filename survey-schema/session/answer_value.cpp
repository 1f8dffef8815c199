#include "session/answer_value.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

#include <cmath>
#include <cstdint>
#include <limits>

namespace mahalla {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes `count` digits off the front of `text` and gives their value; nothing, taking nothing, where there are fewer.
std::optional<int> take_digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c)
{
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// The rest of `text` is a zone as XML Schema 1.0 §3.2.7.3 has it: nothing, `Z`, or `±hh:mm` up to 14:00.
bool is_zone(std::string_view text)
{
    if (text.empty() || text == "Z") return true;
    if (!take(text, '+') && !take(text, '-')) return false;
    const auto hours = take_digits(text, 2);
    if (!hours || !take(text, ':')) return false;
    const auto minutes = take_digits(text, 2);
    return minutes && text.empty() && *minutes < 60 && (*hours < 14 || (*hours == 14 && *minutes == 0));
}

/// xsd:time: `hh:mm:ss(.s+)?` and a zone; 24:00:00 is left out, as no clock shows it.
bool is_time(std::string_view text)
{
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return false;
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59 || !take(text, ':')) return false;
    const auto seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) return false;
    if (take(text, '.')) {
        if (text.empty() || !is_digit(text.front())) return false;
        while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    }
    return is_zone(text);
}

bool is_date_time(std::string_view text)
{
    const std::size_t separator = text.find('T');
    return separator != std::string_view::npos && date_from_text(text.substr(0, separator)) &&
           is_time(text.substr(separator + 1));
}

std::optional<double> geographic_number(std::string_view text)
{
    const auto value = number_from_text(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

/// Latitude and longitude within the globe; altitude and accuracy optional.
bool is_point(std::string_view text)
{
    const auto parts = words(text);
    if (parts.size() < 2 || parts.size() > 4) return false;
    const auto latitude = geographic_number(parts[0]);
    const auto longitude = geographic_number(parts[1]);
    if (!latitude || !longitude || std::abs(*latitude) > 90.0 || std::abs(*longitude) > 180.0) return false;
    for (std::size_t i = 2; i < parts.size(); ++i)
        if (!geographic_number(parts[i])) return false;
    return true;
}

bool is_point_list(std::string_view text, std::size_t points_min)
{
    std::size_t points = 0;
    auto parts = split(text, ';');
    // Collect and Enketo end a line with a semicolon.
    if (!parts.empty() && trimmed(parts.back()).empty()) parts.pop_back();
    for (const std::string_view part : parts) {
        if (!is_point(part)) return false;
        ++points;
    }
    return points >= points_min;
}

std::optional<std::string> int_from_text(std::string_view text)
{
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    if (digits.empty() || (digits.size() != text.size() && !is_digit(digits.front()))) return std::nullopt;
    const auto value = integer_from_text(digits);
    if (!value || *value < std::numeric_limits<std::int32_t>::min() ||
        *value > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
    return number_to_text(static_cast<double>(*value));
}

std::string decimal_text(double value)
{
    std::string text = number_to_text(value);
    if (text.find('.') == std::string::npos) text += ".0";
    return text;
}

std::optional<std::string> decimal_from_text(std::string_view text)
{
    const auto value = number_from_text(text.starts_with('+') ? text.substr(1) : text);
    if (!value || !std::isfinite(*value)) return std::nullopt;
    return decimal_text(*value);
}

std::optional<std::string> kept(bool fits, std::string_view text)
{
    return fits ? std::optional<std::string>(text) : std::nullopt;
}

std::optional<std::string> date_of(std::string_view text)
{
    const std::size_t separator = text.find('T');
    const std::string_view day = text.substr(0, separator);
    if (!date_from_text(day)) return std::nullopt;
    if (separator != std::string_view::npos && !is_time(text.substr(separator + 1))) return std::nullopt;
    return std::string(day);
}

bool is_any_text(DataType type)
{
    return type == DataType::String || type == DataType::Binary || type == DataType::Barcode ||
           type == DataType::Intent;
}

} // namespace

std::optional<std::string> value_from_text(DataType type, std::string_view text)
{
    if (is_any_text(type)) return std::string(text);
    const std::string_view bare = trimmed(text);
    if (bare.empty()) return std::string();
    switch (type) {
    case DataType::Integer:
        return int_from_text(bare);
    case DataType::Decimal:
        return decimal_from_text(bare);
    case DataType::Boolean:
        return kept(bare == "0" || bare == "1" || bare == "true" || bare == "false", bare);
    case DataType::DateOnly:
        return date_of(bare);
    case DataType::TimeOnly:
        return kept(is_time(bare), bare);
    case DataType::DateTime:
        return kept(is_date_time(bare), bare);
    case DataType::Geopoint:
        return kept(is_point(bare), bare);
    case DataType::Geotrace:
        return kept(is_point_list(bare, 2), bare);
    case DataType::Geoshape:
        return kept(is_point_list(bare, 3), bare);
    case DataType::String:
    case DataType::Binary:
    case DataType::Barcode:
    case DataType::Intent:
        break;
    }
    return std::string(text);
}

std::string value_from_expression(DataType type, std::string_view text)
{
    switch (type) {
    case DataType::Integer: {
        const auto value = number_from_text(trimmed(text));
        if (!value || !std::isfinite(*value)) return {};
        return number_to_text(std::trunc(*value) + 0.0);
    }
    case DataType::String:
    case DataType::Binary:
    case DataType::Barcode:
    case DataType::Intent:
        return text == "NaN" ? std::string() : std::string(text);
    case DataType::TimeOnly:
        // now() given to a time: its time of day, with its zone.
        if (const std::size_t separator = text.find('T'); separator != std::string_view::npos && is_date_time(text))
            return std::string(text.substr(separator + 1));
        break;
    case DataType::DateTime:
        if (date_from_text(trimmed(text))) return std::string(trimmed(text)) + "T00:00:00.000";
        break;
    case DataType::Decimal:
    case DataType::Boolean:
    case DataType::DateOnly:
    case DataType::Geopoint:
    case DataType::Geotrace:
    case DataType::Geoshape:
        break;
    }
    return value_from_text(type, text).value_or(std::string());
}

} // namespace mahalla
