// Operators, brackets and literals.
#include "expression/parser.h"

#include "base/number.h"
#include "expression/syntax_words.h"

#include <limits>

namespace mahalla {

Parser::Parser(std::string_view text, const Namespaces& namespaces, CallCheck check)
    : source_(std::make_shared<ExpressionSource>()), tree_(std::make_shared<ExpressionTree>()), namespaces_(namespaces),
      check_(check)
{
    source_->text = text.substr(0, Expression::text_bytes_max + 1);
    text_ = ExpressionCursor(source_->text);
    default_uri_ = kept(namespaces.uri("").value_or(std::string_view{}));
}

Result<std::shared_ptr<const ExpressionTree>> Parser::parse()
{
    if (text_.text().size() > Expression::text_bytes_max)
        return failure(ErrorKind::Invalid, "The expression is longer than " +
                                               std::to_string(Expression::text_bytes_max) +
                                               " bytes. Split it into several calculations.");
    text_.skip_white();
    if (text_.at_end()) return failure(ErrorKind::Invalid, "The expression is empty.");
    const SyntaxIndex top = binary(precedence_or);
    text_.skip_white();
    if (!error_ && !text_.at_end()) {
        if (text_.here() == ')' || text_.here() == ']')
            fail(std::string("there is a “") + text_.here() + "” too many");
        else
            fail_expecting(Expected::Operator, "an operator or the end of the expression is expected here");
    }
    if (error_) return tl::unexpected(*std::move(error_));
    tree_->set(parts_);
    tree_->top = top;
    tree_->source = source_;
    return std::shared_ptr<const ExpressionTree>(tree_);
}

SyntaxIndex Parser::binary(int least_precedence)
{
    if (++depth_ > Expression::depth_max)
        return fail("the expression is nested deeper than " + std::to_string(Expression::depth_max) +
                    " levels; split it into several calculations");
    SyntaxIndex left = unary();
    while (left != no_syntax) {
        const int precedence = text_.operator_here().precedence;
        if (precedence < least_precedence || precedence == 0) break;
        // A chain of the same precedence becomes one operation, however long it is, so that evaluating it does not
        // nest.
        const std::size_t base = scratch_.size();
        scratch_.push_back(left);
        for (auto token = text_.operator_here(); token.precedence == precedence; token = text_.operator_here()) {
            text_.move_to(text_.at() + token.size);
            const SyntaxIndex right = binary(precedence + 1);
            if (right == no_syntax) return no_syntax;
            scratch_.push_back(static_cast<SyntaxIndex>(token.what));
            scratch_.push_back(right);
        }
        SyntaxNode node;
        node.operation = operation_of(precedence);
        node.type = type_of(precedence);
        node.count = static_cast<SyntaxIndex>(scratch_.size() - base);
        for (std::size_t i = base; i < scratch_.size(); i += 2) {
            const SyntaxNode& operand = parts_.nodes[scratch_[i]];
            node.uses_focus |= operand.uses_focus;
            node.uses_position |= operand.uses_position;
            node.by_chance |= operand.by_chance;
            if (precedence == precedence_union && operand.type != StaticType::Nodes && operand.type != StaticType::Any)
                return fail("“|” joins node sets alone; one side is none");
        }
        node.first = keep_operands(base);
        left = add(node);
    }
    --depth_;
    return left;
}

SyntaxIndex Parser::unary()
{
    text_.skip_white();
    bool negative = false, any = false;
    for (; text_.take("-"); text_.skip_white()) {
        negative = !negative;
        any = true;
    }
    if (!any) return path();
    const SyntaxIndex operand = binary(precedence_union);
    if (operand == no_syntax) return no_syntax;
    SyntaxNode node = parts_.nodes[operand];
    node.operation = Operation::Negate;
    node.type = StaticType::Number;
    node.first = operand;
    node.count = negative ? 1 : 0; // Two signs still make a number of what they stand before.
    node.text = {};
    node.kept = 0;
    return add(node);
}

SyntaxIndex Parser::primary()
{
    switch (text_.here()) {
    case '(':
        return bracketed();
    case '"':
    case '\'':
        return text_literal();
    case '$':
        return variable();
    default:
        break;
    }
    if (const auto name = text_.take_name()) return call(*name);
    return number();
}

SyntaxIndex Parser::bracketed()
{
    const std::size_t begin = text_.at();
    text_.take("(");
    const SyntaxIndex inside = binary(precedence_or);
    if (inside == no_syntax) return no_syntax;
    text_.skip_white();
    if (text_.take(")")) return inside;
    if (text_.at_end()) return fail_at(begin, "the “(” is never closed");
    return fail_expecting(Expected::Operator, "“)” or an operator is expected here");
}

SyntaxIndex Parser::variable()
{
    if (text_.here(1) == '{') return fail("“${…}” stands only in workbooks; an XForm names the path");
    return fail_expecting(Expected::Value, "variables (“$…”) do not exist in forms");
}

SyntaxIndex Parser::number()
{
    SyntaxNode node;
    node.operation = Operation::Number;
    node.type = StaticType::Number;
    node.number = number_from_xpath_text(text_.take_number()).value_or(std::numeric_limits<double>::quiet_NaN());
    return add(node);
}

SyntaxIndex Parser::text_literal()
{
    const auto literal = text_.take_literal();
    if (!literal) return fail("the quotation mark is never closed");
    SyntaxNode node;
    node.operation = Operation::Text;
    node.type = StaticType::String;
    node.text = *literal;
    return add(node);
}

SyntaxIndex Parser::add(SyntaxNode node)
{
    parts_.nodes.push_back(node);
    return static_cast<SyntaxIndex>(parts_.nodes.size() - 1);
}

SyntaxIndex Parser::keep_operands(std::size_t base)
{
    const auto first = static_cast<SyntaxIndex>(parts_.operands.size());
    parts_.operands.insert(parts_.operands.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(base), scratch_.end());
    scratch_.resize(base);
    return first;
}

std::string Parser::sentence(std::size_t where, const std::string& message) const
{
    return text_.place(where) + message + (message.ends_with('?') || message.ends_with('.') ? "" : ".");
}

SyntaxIndex Parser::fail_at(std::size_t where, std::string message)
{
    if (!error_) error_ = Error{ErrorKind::Invalid, sentence(where, message)};
    return no_syntax;
}

SyntaxIndex Parser::fail_expecting(Expected expected, std::string message)
{
    if (auto mistake = usual_mistake(text_.text(), text_.at(), expected))
        return fail_at(mistake->begin, std::move(mistake->what_to_do));
    return fail(std::move(message));
}

SyntaxIndex Parser::unknown(std::size_t where, std::string message, bool of_another_program)
{
    const bool fails_now =
        check_ == CallCheck::WhenParsed || (check_ == CallCheck::OtherProgramsWhenCalled && !of_another_program);
    if (fails_now) return fail_at(where, std::move(message));
    SyntaxNode node;
    node.operation = Operation::Unknown;
    source_->kept.push_front(sentence(where, message));
    node.text = source_->kept.front();
    return add(node);
}

std::string_view Parser::kept(std::string_view text)
{
    // The texts of the standard namespaces live as long as the program.
    if (text.empty() || &namespaces_ == &Namespaces::odk()) return text;
    for (const auto& [prefix, uri] : Namespaces::odk().declarations())
        if (uri == text) return uri;
    for (const std::string& one : source_->kept)
        if (one == text) return one;
    source_->kept.push_front(std::string(text));
    return source_->kept.front();
}

} // namespace mahalla
