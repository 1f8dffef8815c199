// Rounding, extremes, powers, logarithms and angles.
#include "expression/evaluator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace mahalla {

namespace {

/// ODK's round: half goes away from zero (XPath's goes up); `places` may be negative.
double rounded(double number, double places)
{
    if (std::isnan(number) || std::isnan(places)) return std::numeric_limits<double>::quiet_NaN();
    if (std::isinf(number) || number == 0) return number;
    places = std::trunc(places);
    const double scale = std::pow(10.0, std::abs(places));
    const double shifted = places < 0 ? std::abs(number) / scale : std::abs(number) * scale;
    if (std::isinf(scale) || std::isinf(shifted)) return places < 0 ? 0 : number;
    const double whole = std::floor(shifted + 0.5);
    const double made = places < 0 ? whole * scale : whole / scale;
    return number < 0 ? -made : made;
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
    for (std::size_t i = 0; i < node.count; ++i) {
        const Value given = value(argument(node, i), focus);
        if (given.kind() != ValueKind::Nodes) {
            if (look(number_of(given))) return found;
        }
        for (const NodeRef one : given.nodes())
            if (look(number_of(one))) return found;
    }
    return found;
}

} // namespace mahalla
