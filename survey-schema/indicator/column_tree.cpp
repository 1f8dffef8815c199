#include "indicator/column_tree.h"

#include "base/text.h"
#include "expression/syntax_tree.h"

#include <array>
#include <optional>

namespace mahalla {

namespace {

using Node = ColumnExpressionNode;
using NodePointer = std::unique_ptr<Node>;

struct ColumnFunction {
    Function function;
    ColumnOperation operation;
    std::size_t operands_min, operands_max;
};

constexpr std::array functions{
    ColumnFunction{CoreFunction::Not, ColumnOperation::Not, 1, 1},
    ColumnFunction{ChoiceFunction::If, ColumnOperation::If, 3, 3},
    ColumnFunction{TextFunction::Coalesce, ColumnOperation::Coalesce, 2, 2},
    ColumnFunction{ChoiceFunction::Selected, ColumnOperation::Selected, 2, 2},
    ColumnFunction{ChoiceFunction::CountSelected, ColumnOperation::CountSelected, 1, 1},
    ColumnFunction{CoreFunction::StringLength, ColumnOperation::StringLength, 1, 1},
    ColumnFunction{CoreFunction::Number, ColumnOperation::Number, 1, 1},
    ColumnFunction{CoreFunction::String, ColumnOperation::Text, 1, 1},
    ColumnFunction{CoreFunction::Boolean, ColumnOperation::Boolean, 1, 1},
    ColumnFunction{NumberFunction::Int, ColumnOperation::Integer, 1, 1},
    ColumnFunction{NumberFunction::Round, ColumnOperation::Round, 1, 1},
    ColumnFunction{NumberFunction::Floor, ColumnOperation::Floor, 1, 1},
    ColumnFunction{NumberFunction::Ceiling, ColumnOperation::Ceiling, 1, 1},
    ColumnFunction{NumberFunction::Abs, ColumnOperation::Absolute, 1, 1},
    ColumnFunction{NumberFunction::Min, ColumnOperation::Minimum, 2, 100},
    ColumnFunction{NumberFunction::Max, ColumnOperation::Maximum, 2, 100},
    ColumnFunction{CoreFunction::True, ColumnOperation::True, 0, 0},
    ColumnFunction{CoreFunction::False, ColumnOperation::False, 0, 0},
};

constexpr std::string_view coalesce = "coalesce";

std::optional<ColumnOperation> operation_of(Operator what)
{
    switch (what) {
    case Operator::Or:
        return ColumnOperation::Or;
    case Operator::And:
        return ColumnOperation::And;
    case Operator::Equal:
        return ColumnOperation::Equal;
    case Operator::NotEqual:
        return ColumnOperation::Different;
    case Operator::Less:
        return ColumnOperation::Less;
    case Operator::LessEqual:
        return ColumnOperation::LessOrEqual;
    case Operator::Greater:
        return ColumnOperation::Greater;
    case Operator::GreaterEqual:
        return ColumnOperation::GreaterOrEqual;
    case Operator::Add:
        return ColumnOperation::Add;
    case Operator::Subtract:
        return ColumnOperation::Subtract;
    case Operator::Multiply:
        return ColumnOperation::Multiply;
    case Operator::Divide:
        return ColumnOperation::Divide;
    case Operator::Modulo:
        return ColumnOperation::Modulo;
    case Operator::Union:
        return std::nullopt;
    }
    return std::nullopt;
}

/// A null pointer travels up from whatever is not computed by column.
class ColumnTreeMaker {
public:
    explicit ColumnTreeMaker(const ExpressionTree& tree) : tree_(tree) {}

    NodePointer make(SyntaxIndex at)
    {
        const SyntaxNode& syntax = tree_.nodes[at];
        switch (syntax.operation) {
        case Operation::Number: {
            NodePointer node = fresh(ColumnOperation::Constant);
            if (!node) return nullptr;
            node->number = syntax.number;
            node->is_number = true;
            return node;
        }
        case Operation::Text:
            return named(ColumnOperation::Constant, syntax.text);
        case Operation::Or:
        case Operation::And:
        case Operation::Equality:
        case Operation::Relational:
        case Operation::Additive:
        case Operation::Multiplicative:
            return chain(syntax);
        case Operation::Negate:
            return with_operands(ColumnOperation::Negate, {&syntax.first, 1});
        case Operation::Call:
            return call(syntax);
        case Operation::Path:
            return column(tree_.paths[syntax.first]);
        case Operation::Union:
        case Operation::Unknown:
            return nullptr;
        }
        return nullptr;
    }

private:
    NodePointer fresh(ColumnOperation operation)
    {
        constexpr std::size_t nodes_max = 2'000; // a tree may be as deep as it has nodes
        if (++count_ > nodes_max) return nullptr;
        auto node = std::make_unique<Node>();
        node->operation = operation;
        return node;
    }

    NodePointer named(ColumnOperation operation, std::string_view text)
    {
        NodePointer node = fresh(operation);
        if (node) node->text = text;
        return node;
    }

    NodePointer with_operands(ColumnOperation operation, std::span<const SyntaxIndex> operands)
    {
        NodePointer node = fresh(operation);
        if (!node) return nullptr;
        for (const SyntaxIndex operand : operands) {
            node->operands.push_back(make(operand));
            if (!node->operands.back()) return nullptr;
        }
        return node;
    }

    /// a, operator, b, operator, c…: all of them take what stands to their left.
    NodePointer chain(const SyntaxNode& syntax)
    {
        const auto operands = tree_.operands.subspan(syntax.first, syntax.count);
        NodePointer left = make(operands[0]);
        for (std::size_t i = 1; left && i + 1 < operands.size(); i += 2) {
            const auto operation = operation_of(static_cast<Operator>(operands[i]));
            NodePointer joined = operation ? fresh(*operation) : nullptr;
            NodePointer right = joined ? make(operands[i + 1]) : nullptr;
            if (!right) return nullptr;
            joined->operands.push_back(std::move(left));
            joined->operands.push_back(std::move(right));
            left = std::move(joined);
        }
        return left;
    }

    NodePointer call(const SyntaxNode& syntax)
    {
        for (const ColumnFunction& known : functions)
            if (known.function == syntax.function && syntax.count >= known.operands_min &&
                syntax.count <= known.operands_max)
                return with_operands(known.operation, tree_.operands.subspan(syntax.first, syntax.count));
        return nullptr;
    }

    NodePointer column(const SyntaxPath& path)
    {
        if (path.start != PathStart::Context || path.filter != no_syntax || path.predicate_count > 0 ||
            path.step_count != 1)
            return nullptr;
        const SyntaxStep& step = tree_.steps[path.first_step];
        const bool is_name = step.is_plain_child() && step.name.namespace_uri.empty() && !step.name.any_namespace &&
                             !step.name.local.empty();
        return is_name ? named(ColumnOperation::Column, step.name.local) : nullptr;
    }

    const ExpressionTree& tree_;
    std::size_t count_ = 0;
};

} // namespace

std::unique_ptr<ColumnExpressionNode> column_tree_of(const Expression& expression)
{
    return ColumnTreeMaker(expression.tree()).make(expression.tree().top);
}

std::string form_expression_of(std::string_view text)
{
    struct Call {
        bool is_coalesce = false;
        std::vector<std::size_t> commas; // where they stand in what is written
    };
    std::string plain;
    std::vector<Call> open;
    char quote = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '$' && at + 1 < text.size() && text[at + 1] == '{') {
            const std::size_t end = text.find('}', at);
            if (end != std::string_view::npos) {
                plain += trimmed(text.substr(at + 2, end - at - 2));
                at = end;
                continue;
            }
        } else if (c == '(') {
            open.push_back({trimmed(plain).ends_with(coalesce), {}});
        } else if (c == ',' && !open.empty()) {
            open.back().commas.push_back(plain.size());
        } else if (c == ')' && !open.empty()) {
            // From the last to the first, so that the places before stay where they are. The last comma stands already
            // between two values.
            const Call call = std::move(open.back());
            open.pop_back();
            for (std::size_t i = call.commas.size(); call.is_coalesce && i-- > 1;) {
                plain.insert(call.commas[i - 1] + 1, std::string(coalesce) + "(");
                plain += ')';
            }
        }
        plain += c;
    }
    return plain;
}

} // namespace mahalla
