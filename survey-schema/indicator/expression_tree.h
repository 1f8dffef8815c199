#pragma once
#include "base/result.h"

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

/// What parsing gives: a tree, or null for what is a valid expression of the form's language perhaps, but is not
/// computed by column.
struct ColumnExpressionParse {
    std::unique_ptr<ColumnExpressionNode> tree;
};

/// Reads XPath 1.0's operators over column names, numbers, texts and the functions above. Fails with `Invalid` only
/// where the text is too long or nested too deeply (200 levels); whatever else it does not know gives no tree.
Result<ColumnExpressionParse> parse_column_expression(std::string_view text);

/// `${name}` made `name`.
std::string without_braces(std::string_view text);

} // namespace mahalla
