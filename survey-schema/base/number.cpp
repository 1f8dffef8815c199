#include "base/number.h"

#include "base/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace mahalla {

std::string number_to_text(double value)
{
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    if (value == 0) return "0";
    // The longest fixed form of a double: 309 digits before the point, or 324 zeros and 17 digits after it.
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    return std::string(buffer.data(), end.ptr);
}

std::optional<double> number_from_xpath_text(std::string_view text)
{
    text = trimmed(text);
    const std::string_view unsigned_text = text.starts_with('-') ? text.substr(1) : text;
    bool digits = false;
    bool point = false;
    for (const char c : unsigned_text) {
        if (c >= '0' && c <= '9') {
            digits = true;
        } else if (c == '.' && !point) {
            point = true;
        } else {
            return std::nullopt;
        }
    }
    if (!digits) return std::nullopt;
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (end.ec == std::errc::result_out_of_range) return text.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
    if (end.ec != std::errc{}) return std::nullopt;
    return value;
}

std::optional<double> number_from_text(std::string_view text)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<long long> integer_from_text(std::string_view text)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    long long value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace mahalla
