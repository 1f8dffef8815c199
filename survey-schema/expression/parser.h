#pragma once
#include "base/result.h"
#include "expression/expression.h"
#include "expression/expression_cursor.h"
#include "expression/syntax_tree.h"
#include "expression/usual_mistakes.h"

#include <optional>

namespace mahalla {

/// Reads one expression into a tree: XPath 1.0 §3 with precedence climbing.
///
/// Whether `*`, `and`, `or`, `div` and `mod` are operators follows from where they stand (§3.7). The first failure is
/// kept with its place; where it is a usual mistake, the message says what to write instead.
class Parser {
public:
    Parser(std::string_view text, const Namespaces& namespaces, CallCheck check);

    Result<std::shared_ptr<const ExpressionTree>> parse();

private:
    using Name = ExpressionCursor::Name;

    // Each of what follows returns `no_syntax` or false after a failure.
    // Operators and literals (parser.cpp)
    SyntaxIndex binary(int least_precedence);
    SyntaxIndex unary();
    SyntaxIndex primary();
    SyntaxIndex bracketed();
    SyntaxIndex number();
    SyntaxIndex text_literal();
    SyntaxIndex variable();

    // Paths (path_parser.cpp)
    SyntaxIndex path();
    bool starts_primary();
    bool starts_step() const;
    bool step(bool after_double_slash);
    bool axis(SyntaxStep& step);
    bool node_test(SyntaxStep& step);
    bool prefixed_name(SyntaxStep& step, std::string_view prefix, std::size_t begin);
    bool node_type(SyntaxStep& step, TestKind type);
    bool predicates(SyntaxIndex& first, SyntaxIndex& count);
    void keep_what_does_not_vary(SyntaxIndex at);
    bool steps_after_slash();
    SyntaxIndex finish_path(SyntaxPath path);

    // Calls (call_parser.cpp)
    SyntaxIndex call(const Name& name);
    bool arguments(std::size_t& count);
    SyntaxIndex checked_call(const Name& name, std::size_t base);
    SyntaxIndex unknown_function(const Name& name, const std::string& full_name);

    SyntaxIndex add(SyntaxNode node);
    /// Moves the operands from `base` on out of `scratch_`, where they waited; gives the first.
    SyntaxIndex keep_operands(std::size_t base);
    SyntaxIndex fail(std::string message) { return fail_at(text_.at(), std::move(message)); }
    SyntaxIndex fail_at(std::size_t place, std::string message);
    /// Fails with what to do about a usual mistake, where one stands here, else with `message`.
    SyntaxIndex fail_expecting(Expected expected, std::string message);
    std::string sentence(std::size_t place, const std::string& message) const;
    SyntaxIndex unknown(std::size_t place, std::string message, bool of_another_program = false);
    std::string_view kept(std::string_view text);

    std::shared_ptr<ExpressionSource> source_;
    std::shared_ptr<ExpressionTree> tree_;
    SyntaxParts parts_; ///< Those of the tree, while they become more.
    ExpressionCursor text_;
    const Namespaces& namespaces_;
    CallCheck check_;
    std::string_view default_uri_;
    std::size_t depth_ = 0;
    std::vector<SyntaxIndex> scratch_; ///< Operands of what is being read, before their number is known.
    std::vector<std::vector<SyntaxStep>> path_steps_;
    std::optional<Error> error_;
};

} // namespace mahalla
