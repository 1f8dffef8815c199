#pragma once
#include "expression/expression.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// What one node of a column expression does.
enum class ColumnOperation {
    Constant, ///< `text`, with `number` where `is_number`.
    Column,   ///< `text`: its name.
    Or,
    And,
    Not,
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Negate,
    If,
    Coalesce,
    Selected,
    CountSelected,
    StringLength,
    Number,
    Text,
    Boolean,
    Integer,
    Round,
    Floor,
    Ceiling,
    Absolute,
    Minimum,
    Maximum,
    True,
    False,
};

/// The tree of an expression that is computed by column.
struct ColumnExpressionNode {
    ColumnOperation operation = ColumnOperation::Constant;
    std::string text;
    double number = 0;
    bool is_number = false;
    std::vector<std::unique_ptr<ColumnExpressionNode>> operands;
};

/// What the form's own parser read, as operations on columns: a name that stands alone is a column. Null where the
/// expression has anything that is not among the operations above, or more than 2,000 of them: it is computed row by
/// row.
std::unique_ptr<ColumnExpressionNode> column_tree_of(const Expression& expression);

/// What stands over tables, as a form would write it: `${name}` made `name`, and `coalesce` of several values, of which
/// the form's takes two, made one within the other.
std::string form_expression_of(std::string_view text);

} // namespace mahalla
