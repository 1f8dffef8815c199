#pragma once
#include "expression/syntax_tree.h"
#include "review/operand.h"

#include <span>
#include <string>

namespace mahalla {

class ReviewFindings;

/// A part of an expression as its author would write it: “${age} > 5 and ${age} < 3”. Empty where it is too long, or
/// holds what cannot be shown in a few words. `operands` are those of the tree's nodes.
std::string words_of_part(const ExpressionTree& tree, SyntaxIndex at, std::span<const Operand> operands,
                          const ReviewFindings& findings, ModelIndex context);

} // namespace mahalla
