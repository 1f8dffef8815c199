// Rounding, extremes, powers, logarithms and angles.
#include "expression/evaluator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace mahalla {

namespace {

/// ODK's round: half goes away from zero (XPath's goes up); `places` may be negative.
///
/// Rounds what a person reads, the number as it is printed: 1.005 to two places is 1.01, though the double nearest to
/// 1.005 lies below it.
double rounded(double number, double places)
{
    if (std::isnan(number) || std::isnan(places)) return std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(number) || number == 0) return number;
    // The digits of the shortest text that reads back as the number, the first of them worth 10^exponent.
    std::array<char, 40> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t exponent_at = text.find('e') + 1;
    std::string digits(text.substr(0, exponent_at - 1));
    std::erase(digits, '.');
    int exponent = 0;
    const std::size_t sign = text[exponent_at] == '+' ? 1 : 0;
    std::from_chars(text.data() + exponent_at + sign, text.data() + text.size(), exponent);

    const double kept = exponent + 1 + std::trunc(places);
    if (kept >= static_cast<double>(digits.size())) return number;
    double made = 0;
    if (kept >= 0) {
        const auto size = static_cast<std::size_t>(kept);
        const bool up = digits[size] >= '5';
        digits.resize(size);
        // Nines carry into a digit of their own before the first.
        digits.insert(digits.begin(), '0');
        if (up) {
            std::size_t last = size;
            for (; digits[last] == '9'; --last) digits[last] = '0';
            ++digits[last];
        }
        digits += "e" + std::to_string(exponent + 1 - static_cast<int>(size));
        std::from_chars(digits.data(), digits.data() + digits.size(), made);
    }
    return std::copysign(made, number);
}

} // namespace

Value Evaluator::number_call(const SyntaxNode& node, const Focus& focus)
{
    const auto first = [&] { return number(argument(node, 0), focus); };
    const auto second = [&] { return number(argument(node, 1), focus); };
    switch (node.function.as<NumberFunction>()) {
    case NumberFunction::Floor:
        return std::floor(first());
    case NumberFunction::Ceiling:
        return std::ceil(first());
    case NumberFunction::Round:
        return rounded(first(), node.count == 2 ? second() : 0);
    case NumberFunction::Int:
        return std::trunc(first());
    case NumberFunction::Random:
        return environment_.random().unit();
    case NumberFunction::Max:
    case NumberFunction::Min:
        return extreme(node, focus);
    case NumberFunction::Pow:
        return std::pow(first(), second());
    case NumberFunction::Log:
        return std::log(first());
    case NumberFunction::Log10:
        return std::log10(first());
    case NumberFunction::Abs:
        return std::abs(first());
    case NumberFunction::Sin:
        return std::sin(first());
    case NumberFunction::Cos:
        return std::cos(first());
    case NumberFunction::Tan:
        return std::tan(first());
    case NumberFunction::Asin:
        return std::asin(first());
    case NumberFunction::Acos:
        return std::acos(first());
    case NumberFunction::Atan:
        return std::atan(first());
    case NumberFunction::Atan2:
        return std::atan2(first(), second());
    case NumberFunction::Sqrt:
        return std::sqrt(first());
    case NumberFunction::Exp:
        return std::exp(first());
    case NumberFunction::Exp10:
        return std::pow(10.0, first());
    case NumberFunction::Pi:
        return std::numbers::pi;
    default:
        return {};
    }
}

/// The largest or smallest of all arguments; NaN where one is no number, or where there is none.
double Evaluator::extreme(const SyntaxNode& node, const Focus& focus)
{
    const bool most = node.function == NumberFunction::Max;
    double found = std::numeric_limits<double>::quiet_NaN();
    bool any = false;
    const auto look = [&](double number) {
        if (!any || std::isnan(number))
            found = number;
        else if (!std::isnan(found))
            found = most ? std::max(found, number) : std::min(found, number);
        any = true;
        return std::isnan(found);
    };
    const auto look_at = [&](NodeRef one) { return look(number_of(one)); };
    for (std::size_t i = 0; i < node.count && !(any && std::isnan(found)); ++i) {
        const SyntaxIndex at = argument(node, i);
        const StaticType type = tree_.nodes[at].type;
        if (type == StaticType::Nodes) {
            each_node(at, focus, look_at);
        } else if (type == StaticType::Any) {
            Value storage;
            const Value& value = held(at, focus, storage);
            if (value.kind() == ValueKind::Nodes)
                std::ranges::any_of(value.nodes(), look_at);
            else
                look(number_of(value));
        } else {
            look(number(at, focus));
        }
    }
    return found;
}

} // namespace mahalla
