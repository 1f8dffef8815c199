#pragma once
#include "base/date.h"
#include "text/language.h"

#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// Numbers and dates as people write them, and as they are stored: European digits, a point, no grouping.

/// A stored number ("1234.5") in the language's digits and decimal separator; no grouping, which differs between
/// neighbours and is misread. Text that is no number comes back unchanged.
std::string shown_number(std::string_view stored, const Language& language);
std::string shown_number(long long number, const Language& language);

/// "40%", "٤٠٪", with one decimal at most "33.3%": with the language's digits, sign and order.
std::string shown_percent(double fraction, const Language& language, int decimals_max = 0);

/// What was typed, as it is stored: any script's decimal digits, the language's own decimal separator or a point, a
/// sign in front; white space and direction marks are dropped. "" for nothing typed; nothing for what is no number. A
/// comma is taken only where the language writes decimals with one: elsewhere "1,234" could mean two numbers.
std::optional<std::string> stored_number(std::string_view typed, const Language& language);

/// The value of a decimal digit of any script; nothing for what is no digit.
std::optional<int> digit_value(char32_t character);

/// "Saturday, 21 November 2026", in the language's words, order and digits.
std::string shown_date(Date date, const Language& language);
std::string shown_month(unsigned month, const Language& language);

} // namespace mahalla
