#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mahalla {

/// Numbers as text, the same in every locale.

/// A number as XPath 1.0 §4.2 prints it: no exponent, no trailing zeros, "NaN", "Infinity", "-Infinity", and "0" for
/// both zeros; the shortest digits that read back as the same double.
std::string number_to_text(double value);

/// A number as XPath 1.0 §4.4 reads it: optional white space around `-?(Digits('.'Digits?)?|'.'Digits)`; nothing else.
std::optional<double> number_from_xpath_text(std::string_view text);

/// A number as JSON and CSV write it, with an exponent where there is one; the whole text or nothing.
std::optional<double> number_from_text(std::string_view text);
std::optional<long long> integer_from_text(std::string_view text);

} // namespace mahalla
