#include "indicator/expression_tree.h"

#include "base/number.h"
#include "base/text.h"

#include <array>
#include <optional>

namespace mahalla {

namespace {

constexpr std::size_t text_bytes_max = 256 * 1024;
constexpr int depth_max = 200;

using Node = ColumnExpressionNode;
using NodePointer = std::unique_ptr<Node>;

enum class TokenKind { End, Name, Number, Text, Symbol, Unknown };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// XML name characters, without the colon; every byte beyond ASCII counts as a letter.
bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || is_digit(c) || c == '-' || c == '.'; }

std::vector<Token> tokens_of(std::string_view text)
{
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        const std::size_t begin = at;
        if (is_white(c)) {
            ++at;
        } else if (is_name_start(c)) {
            while (at < text.size() && is_name_part(text[at])) ++at;
            tokens.push_back({TokenKind::Name, std::string(text.substr(begin, at - begin))});
        } else if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
            while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
            tokens.push_back({TokenKind::Number, std::string(text.substr(begin, at - begin))});
        } else if (c == '\'' || c == '"') {
            const std::size_t end = text.find(c, at + 1);
            if (end == std::string_view::npos) {
                tokens.push_back({TokenKind::Unknown, {}});
                return tokens;
            }
            tokens.push_back({TokenKind::Text, std::string(text.substr(at + 1, end - at - 1))});
            at = end + 1;
        } else {
            const std::string_view two = text.substr(at, 2);
            const bool is_pair = two == "!=" || two == "<=" || two == ">=";
            const bool is_known = is_pair || std::string_view("=<>+-*(),").find(c) != std::string_view::npos;
            at += is_pair ? 2 : 1;
            tokens.push_back(
                {is_known ? TokenKind::Symbol : TokenKind::Unknown, std::string(text.substr(begin, at - begin))});
        }
    }
    return tokens;
}

struct Function {
    std::string_view name;
    ColumnOperation operation;
    std::size_t operands_min, operands_max;
};

constexpr std::array functions{
    Function{"not", ColumnOperation::Not, 1, 1},
    Function{"if", ColumnOperation::If, 3, 3},
    Function{"coalesce", ColumnOperation::Coalesce, 2, 100},
    Function{"selected", ColumnOperation::Selected, 2, 2},
    Function{"count-selected", ColumnOperation::CountSelected, 1, 1},
    Function{"string-length", ColumnOperation::StringLength, 1, 1},
    Function{"number", ColumnOperation::Number, 1, 1},
    Function{"string", ColumnOperation::Text, 1, 1},
    Function{"boolean", ColumnOperation::Boolean, 1, 1},
    Function{"int", ColumnOperation::Integer, 1, 1},
    Function{"round", ColumnOperation::Round, 1, 1},
    Function{"floor", ColumnOperation::Floor, 1, 1},
    Function{"ceiling", ColumnOperation::Ceiling, 1, 1},
    Function{"abs", ColumnOperation::Absolute, 1, 1},
    Function{"min", ColumnOperation::Minimum, 2, 100},
    Function{"max", ColumnOperation::Maximum, 2, 100},
    Function{"true", ColumnOperation::True, 0, 0},
    Function{"false", ColumnOperation::False, 0, 0},
};

NodePointer make(ColumnOperation operation)
{
    auto node = std::make_unique<Node>();
    node->operation = operation;
    return node;
}

/// XPath 1.0 §3.4 and §3.5: precedence by descent, all binary operators left-associative. A null pointer travels up
/// from whatever is not computed by column.
class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    NodePointer parse()
    {
        NodePointer tree = binary(0);
        return at_ == tokens_.size() ? std::move(tree) : nullptr;
    }
    bool too_deep() const { return too_deep_; }

private:
    struct Operator {
        std::string_view text;
        ColumnOperation operation;
        int level;
    };
    static constexpr int levels = 6;
    static constexpr std::array operators{
        Operator{"or", ColumnOperation::Or, 0},      Operator{"and", ColumnOperation::And, 1},
        Operator{"=", ColumnOperation::Equal, 2},    Operator{"!=", ColumnOperation::Different, 2},
        Operator{"<", ColumnOperation::Less, 3},     Operator{"<=", ColumnOperation::LessOrEqual, 3},
        Operator{">", ColumnOperation::Greater, 3},  Operator{">=", ColumnOperation::GreaterOrEqual, 3},
        Operator{"+", ColumnOperation::Add, 4},      Operator{"-", ColumnOperation::Subtract, 4},
        Operator{"*", ColumnOperation::Multiply, 5}, Operator{"div", ColumnOperation::Divide, 5},
        Operator{"mod", ColumnOperation::Modulo, 5},
    };

    const Token* peek() const { return at_ < tokens_.size() ? &tokens_[at_] : nullptr; }
    bool accept(std::string_view symbol)
    {
        const Token* token = peek();
        if (!token || token->kind != TokenKind::Symbol || token->text != symbol) return false;
        ++at_;
        return true;
    }
    std::optional<ColumnOperation> operator_at(int level) const
    {
        const Token* token = peek();
        if (!token || (token->kind != TokenKind::Symbol && token->kind != TokenKind::Name)) return std::nullopt;
        for (const Operator& known : operators)
            if (known.level == level && known.text == token->text) return known.operation;
        return std::nullopt;
    }

    NodePointer binary(int level)
    {
        if (level == levels) return unary();
        NodePointer left = binary(level + 1);
        while (left) {
            const auto operation = operator_at(level);
            if (!operation) return left;
            ++at_;
            NodePointer right = binary(level + 1);
            if (!right) return nullptr;
            NodePointer joined = make(*operation);
            // A long chain of `+` makes a tree as deep as it is long; evaluation goes down the left side.
            if (++chain_ > depth_max * 10) return give_up();
            joined->operands.push_back(std::move(left));
            joined->operands.push_back(std::move(right));
            left = std::move(joined);
        }
        return nullptr;
    }

    NodePointer unary()
    {
        bool negative = false;
        while (accept("-")) negative = !negative;
        NodePointer operand = primary();
        if (!operand || !negative) return operand;
        NodePointer negated = make(ColumnOperation::Negate);
        negated->operands.push_back(std::move(operand));
        return negated;
    }

    NodePointer primary()
    {
        const Token* token = peek();
        if (!token) return nullptr;
        if (++depth_ > depth_max) return give_up();
        NodePointer node;
        if (accept("(")) {
            node = binary(0);
            if (!accept(")")) node = nullptr;
        } else if (token->kind == TokenKind::Number) {
            ++at_;
            if (const auto number = number_from_xpath_text(token->text)) {
                node = make(ColumnOperation::Constant);
                node->text = token->text;
                node->number = *number;
                node->is_number = true;
            }
        } else if (token->kind == TokenKind::Text) {
            ++at_;
            node = make(ColumnOperation::Constant);
            node->text = token->text;
        } else if (token->kind == TokenKind::Name) {
            ++at_;
            node = accept("(") ? call(token->text) : make(ColumnOperation::Column);
            if (node && node->operation == ColumnOperation::Column) node->text = token->text;
        }
        --depth_;
        return node;
    }

    NodePointer call(std::string_view name)
    {
        for (const Function& function : functions) {
            if (function.name != name) continue;
            NodePointer node = make(function.operation);
            if (!accept(")")) {
                do {
                    NodePointer operand = binary(0);
                    if (!operand) return nullptr;
                    node->operands.push_back(std::move(operand));
                } while (accept(","));
                if (!accept(")")) return nullptr;
            }
            const std::size_t count = node->operands.size();
            return count >= function.operands_min && count <= function.operands_max ? std::move(node) : nullptr;
        }
        return nullptr;
    }

    NodePointer give_up()
    {
        too_deep_ = true;
        return nullptr;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int chain_ = 0;
    bool too_deep_ = false;
};

} // namespace

Result<ColumnExpressionParse> parse_column_expression(std::string_view text)
{
    if (text.size() > text_bytes_max) return failure(ErrorKind::Invalid, "An expression has at most 256 KiB.");
    Parser parser(tokens_of(without_braces(text)));
    NodePointer tree = parser.parse();
    if (parser.too_deep())
        return failure(ErrorKind::Invalid, "An expression is nested at most 200 levels deep: take it apart.");
    return ColumnExpressionParse{std::move(tree)};
}

std::string without_braces(std::string_view text)
{
    std::string plain;
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
        }
        plain += c;
    }
    return plain;
}

} // namespace mahalla
