#include "expression/value.h"

#include "base/number.h"

#include <cmath>
#include <limits>

namespace mahalla {

const NodeSet& Value::nodes() const
{
    static const NodeSet none;
    const NodeSet* set = std::get_if<NodeSet>(&content_);
    return set != nullptr ? *set : none;
}

NodeSet Value::taken_nodes() &&
{
    NodeSet* set = std::get_if<NodeSet>(&content_);
    return set != nullptr ? std::move(*set) : NodeSet{};
}

bool Value::to_boolean() const
{
    switch (kind()) {
    case ValueKind::Boolean:
        return std::get<bool>(content_);
    case ValueKind::Number:
    case ValueKind::Moment: {
        const double number = to_number();
        return number != 0 && !std::isnan(number);
    }
    case ValueKind::String:
        return !std::get<std::string>(content_).empty();
    case ValueKind::Nodes:
        return !nodes().empty();
    }
    return false;
}

double Value::to_number() const
{
    switch (kind()) {
    case ValueKind::Boolean:
        return std::get<bool>(content_) ? 1 : 0;
    case ValueKind::Number:
        return std::get<double>(content_);
    case ValueKind::Moment:
        return std::get<Moment>(content_).days;
    case ValueKind::String:
        return number_of_text(std::get<std::string>(content_));
    case ValueKind::Nodes:
        return number_of_text(to_string());
    }
    return 0;
}

std::string Value::to_string() const
{
    switch (kind()) {
    case ValueKind::Boolean:
        return std::get<bool>(content_) ? "true" : "false";
    case ValueKind::Number:
        return number_to_text(std::get<double>(content_));
    case ValueKind::Moment:
        return std::get<Moment>(content_).text;
    case ValueKind::String:
        return std::get<std::string>(content_);
    case ValueKind::Nodes:
        return nodes().empty() ? std::string() : string_value(nodes().front());
    }
    return {};
}

double number_of_text(std::string_view text)
{
    return number_from_xpath_text(text).value_or(std::numeric_limits<double>::quiet_NaN());
}

} // namespace mahalla
