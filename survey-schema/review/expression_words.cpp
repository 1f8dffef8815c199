#include "review/expression_words.h"

#include "base/number.h"
#include "review/review_findings.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t words_bytes_max = 120;

std::string_view sign_of(Operator sign)
{
    switch (sign) {
    case Operator::Or:
        return " or ";
    case Operator::And:
        return " and ";
    case Operator::Equal:
        return " = ";
    case Operator::NotEqual:
        return " != ";
    case Operator::Less:
        return " < ";
    case Operator::LessEqual:
        return " <= ";
    case Operator::Greater:
        return " > ";
    case Operator::GreaterEqual:
        return " >= ";
    case Operator::Add:
        return " + ";
    case Operator::Subtract:
        return " - ";
    case Operator::Multiply:
        return " * ";
    case Operator::Divide:
        return " div ";
    case Operator::Modulo:
        return " mod ";
    case Operator::Union:
        return " | ";
    }
    return " ";
}

class PartWriter {
public:
    PartWriter(const ExpressionTree& tree, std::span<const Operand> operands, const ReviewFindings& findings,
               ModelIndex context)
        : tree_(tree), operands_(operands), findings_(findings), context_(context)
    {}

    /// False where it cannot be shown.
    bool write(SyntaxIndex at, int depth = 0)
    {
        const SyntaxNode& node = tree_.nodes[at];
        if (text.size() > words_bytes_max) return false;
        switch (node.operation) {
        case Operation::Number:
            text += number_to_text(node.number);
            return true;
        case Operation::Text: {
            const char mark = node.text.find('\'') == std::string_view::npos ? '\'' : '"';
            text += mark + std::string(node.text) + mark;
            return true;
        }
        case Operation::Or:
        case Operation::And:
        case Operation::Equality:
        case Operation::Relational:
        case Operation::Additive:
        case Operation::Multiplicative:
            return operands(node, depth);
        case Operation::Negate:
            text += "-";
            return write(node.first, depth + 1);
        case Operation::Call:
            return call(node, depth);
        case Operation::Path:
            if (operands_[at].node == no_index) return false;
            text += operands_[at].node == context_ ? "." : findings_.name_of(operands_[at].node);
            return true;
        case Operation::Union:
        case Operation::Unknown:
            break;
        }
        return false;
    }

    std::string text;

private:
    bool operands(const SyntaxNode& node, int depth)
    {
        const bool enclosed = depth > 0 && node.operation <= Operation::Multiplicative;
        if (enclosed) text += "(";
        for (SyntaxIndex i = 0; i < node.count; ++i) {
            const SyntaxIndex operand = tree_.operands[node.first + i];
            if (i % 2 == 1)
                text += sign_of(static_cast<Operator>(operand));
            else if (!write(operand, depth + (is_comparison(operand) ? 0 : 1)))
                return false;
        }
        if (enclosed) text += ")";
        return true;
    }

    bool is_comparison(SyntaxIndex at) const
    {
        const Operation operation = tree_.nodes[at].operation;
        return operation == Operation::Equality || operation == Operation::Relational;
    }

    bool call(const SyntaxNode& node, int depth)
    {
        // Of two names the shorter one is the usual: "selected", not "is-selected".
        const FunctionEntry* entry = nullptr;
        for (const FunctionEntry& known : function_list())
            if (known.function == node.function && (entry == nullptr || known.name.size() < entry->name.size()))
                entry = &known;
        if (entry == nullptr) return false;
        text += std::string(entry->in_javarosa_namespace ? "jr:" : "") + std::string(entry->name) + "(";
        for (SyntaxIndex i = 0; i < node.count; ++i) {
            if (i > 0) text += ", ";
            if (!write(tree_.operands[node.first + i], 0)) return false;
        }
        text += ")";
        return depth < 100;
    }

    const ExpressionTree& tree_;
    std::span<const Operand> operands_;
    const ReviewFindings& findings_;
    ModelIndex context_;
};

} // namespace

std::string words_of_part(const ExpressionTree& tree, SyntaxIndex at, std::span<const Operand> operands,
                          const ReviewFindings& findings, ModelIndex context)
{
    PartWriter writer(tree, operands, findings, context);
    if (!writer.write(at) || writer.text.size() > words_bytes_max) return {};
    return writer.text;
}

} // namespace mahalla
