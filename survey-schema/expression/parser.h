#pragma once
#include "base/result.h"
#include "expression/expression.h"
#include "expression/syntax_tree.h"

#include <optional>

namespace mahalla {

/// Reads one expression into a tree, character by character: XPath 1.0 §3 with precedence climbing.
///
/// Whether `*`, `and`, `or`, `div` and `mod` are operators follows from where they stand (§3.7). As in other
/// implementations of ODK XForms, an operator's name may touch a number that follows it (`5 mod2`).
class Parser {
public:
    Parser(std::string_view text, const Namespaces& namespaces, CallCheck check);

    Result<std::shared_ptr<const ExpressionTree>> parse();

private:
    struct Name {
        std::string_view prefix, local;
        std::size_t begin = 0;
    };
    struct OperatorToken {
        Operator what = Operator::Or;
        int precedence = 0; ///< 0 for no operator.
        std::size_t size = 0;
    };

    // Each returns `no_syntax` after a failure.
    SyntaxIndex binary(int least_precedence);
    SyntaxIndex unary();
    SyntaxIndex path();
    SyntaxIndex primary();
    SyntaxIndex number();
    SyntaxIndex text_literal();
    SyntaxIndex call(const Name& name);
    bool arguments(std::size_t& count);
    bool step(bool after_double_slash);
    bool node_test(SyntaxStep& step);
    bool predicates(SyntaxIndex& first, SyntaxIndex& count);
    bool steps_after_slash();
    SyntaxIndex finish_path(SyntaxPath path);
    SyntaxIndex checked_call(const Name& name, std::size_t base);

    void skip_white();
    bool at_end() const { return at_ == text_.size(); }
    char here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    bool take(std::string_view token);
    OperatorToken operator_here() const;
    bool starts_step() const;
    std::string_view name_part();
    std::optional<Name> name();
    bool is_call(const Name& name);
    SyntaxIndex add(SyntaxNode node);
    SyntaxIndex fail(std::string message) { return fail_at(at_, std::move(message)); }
    SyntaxIndex fail_at(std::size_t place, std::string message);
    SyntaxIndex unknown(std::size_t place, std::string message);
    std::string_view kept(std::string_view text);
    std::string place(std::size_t byte) const;

    std::shared_ptr<ExpressionSource> source_;
    std::shared_ptr<ExpressionTree> tree_;
    std::string_view text_;
    const Namespaces& namespaces_;
    CallCheck check_;
    std::string_view default_uri_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::vector<SyntaxIndex> scratch_; ///< Operands of what is being read, before their number is known.
    std::vector<std::vector<SyntaxStep>> path_steps_;
    std::optional<Error> error_;
};

} // namespace mahalla
