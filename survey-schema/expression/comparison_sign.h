#pragma once
#include "expression/syntax_tree.h"

namespace mahalla {

// What the six signs of comparison mean; any other operator compares nothing.

constexpr bool is_equality(Operator sign) { return sign == Operator::Equal || sign == Operator::NotEqual; }

/// The sign with its sides exchanged: `a < b` is `b > a`.
constexpr Operator turned(Operator sign)
{
    if (sign == Operator::Less) return Operator::Greater;
    if (sign == Operator::LessEqual) return Operator::GreaterEqual;
    if (sign == Operator::Greater) return Operator::Less;
    if (sign == Operator::GreaterEqual) return Operator::LessEqual;
    return sign;
}

/// Whether `left sign right` is so, for sides that the language itself can compare: numbers, texts by their letters.
template <typename Side> constexpr bool compares(Operator sign, const Side& left, const Side& right)
{
    switch (sign) {
    case Operator::Equal:
        return left == right;
    case Operator::NotEqual:
        return left != right;
    case Operator::Less:
        return left < right;
    case Operator::LessEqual:
        return left <= right;
    case Operator::Greater:
        return left > right;
    case Operator::GreaterEqual:
        return left >= right;
    case Operator::Or:
    case Operator::And:
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Modulo:
    case Operator::Union:
        break;
    }
    return false;
}

} // namespace mahalla
