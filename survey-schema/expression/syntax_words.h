#pragma once
#include "expression/syntax_tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// The words of XPath 1.0 that are no functions: axes, kinds of nodes, how closely operators bind.

constexpr int precedence_or = 1, precedence_and = 2, precedence_equality = 3, precedence_relational = 4,
              precedence_additive = 5, precedence_multiplicative = 6, precedence_union = 7;

/// The operation that joins operands of one precedence.
Operation operation_of(int precedence);
StaticType type_of(int precedence);

std::optional<Axis> axis_of(std::string_view name);
std::vector<std::string> axis_names();
/// `node`, `text`, `comment`, `processing-instruction`.
std::optional<TestKind> node_type_of(std::string_view name);

} // namespace mahalla
