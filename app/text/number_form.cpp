#include "text/number_form.h"

#include "base/text.h"
#include "text/icu_text.h"

#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uchar.h>

#include <cmath>
#include <memory>

namespace mahalla {

namespace {

constexpr std::size_t characters_max = 64;

bool is_sign(char32_t c) { return c == U'-' || c == U'+' || c == U'\u2212' || c == U'\uFE63' || c == U'\uFF0D'; }
bool is_dropped(char32_t c)
{
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 ||
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) != 0;
}
bool is_digit(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER; }

/// Without the zeros in front that mean nothing; "0" where nothing else is left.
std::string without_leading_zeros(const std::string& digits)
{
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits.substr(first);
}

std::string formatted(Date date, const Language& language, const char16_t* skeleton)
{
    UErrorCode status = U_ZERO_ERROR;
    // Plain English is the world's, not that of one country.
    const std::string code = language.code == "en" ? "en-001" : language.code;
    const icu::Locale locale((code + "@calendar=gregorian").c_str());
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    if (U_FAILURE(status)) return date_to_text(date);
    icu::SimpleDateFormat format(patterns->getBestPattern(icu::UnicodeString(skeleton), status), locale, status);
    if (U_FAILURE(status)) return date_to_text(date);
    format.setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString text;
    format.format(static_cast<UDate>(days_since_epoch(date)) * 86'400'000.0, text);
    std::string out;
    return text.toUTF8String(out);
}

} // namespace

std::string shown_number(std::string_view stored, const Language& language)
{
    std::string digits;
    for (std::size_t i = 0; i < stored.size(); ++i) {
        const char c = stored[i];
        if (c >= '0' && c <= '9') {
            append_utf8(digits, language.digit_zero + static_cast<char32_t>(c - '0'));
        } else if (c == '.') {
            digits += language.decimal_separator;
        } else if (c == '-' && i == 0) {
            // The mark keeps the sign at the number's own left in right-to-left text.
            digits += language.direction == Direction::RightToLeft ? "\u200E-" : "-";
        } else {
            return std::string(stored);
        }
    }
    return digits;
}

std::string shown_number(long long number, const Language& language)
{
    return shown_number(std::to_string(number), language);
}

std::string shown_percent(double fraction, const Language& language, int decimals_max)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::NumberFormat> format(
        icu::NumberFormat::createPercentInstance(icu::Locale(language.code.c_str()), status));
    if (U_FAILURE(status)) return shown_number(std::lround(fraction * 100), language) + "%";
    format->setMaximumFractionDigits(decimals_max);
    icu::UnicodeString text;
    format->format(fraction, text);
    std::string out;
    return text.toUTF8String(out);
}

std::optional<std::string> stored_number(std::string_view typed, const Language& language)
{
    const std::u32string separator = to_code_points(language.decimal_separator);
    std::string sign, whole, fraction;
    bool has_point = false, has_digit = false, has_sign = false;
    const std::u32string characters = to_code_points(typed);
    if (characters.size() > characters_max) return std::nullopt;
    for (const char32_t c : characters) {
        if (is_dropped(c)) continue;
        if (is_digit(c)) {
            (has_point ? fraction : whole) += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c)));
            has_digit = true;
        } else if (is_sign(c) && !has_sign && !has_digit && !has_point) {
            sign = c == U'+' ? "" : "-";
            has_sign = true;
        } else if (!has_point && (c == U'.' || c == U'٫' || (separator.size() == 1 && c == separator[0]))) {
            has_point = true;
        } else if (c == U'٬' && has_digit && !has_point) {
            continue; // the Arabic thousands separator means nothing else
        } else {
            return std::nullopt;
        }
    }
    if (!has_digit) return has_point || has_sign ? std::nullopt : std::optional<std::string>("");
    std::string number = without_leading_zeros(whole);
    if (!fraction.empty()) number.append(".").append(fraction);
    const bool is_zero = number.find_first_not_of("0.") == std::string::npos;
    if (!is_zero) number.insert(0, sign);
    return number;
}

std::optional<int> digit_value(char32_t character)
{
    if (!is_digit(character)) return std::nullopt;
    return u_charDigitValue(static_cast<UChar32>(character));
}

std::string shown_date(Date date, const Language& language) { return formatted(date, language, u"yMMMMEEEEd"); }

std::string shown_month(unsigned month, const Language& language)
{
    return formatted(Date{std::chrono::year(2024), std::chrono::month(month), std::chrono::day(1)}, language, u"LLLL");
}

} // namespace mahalla
