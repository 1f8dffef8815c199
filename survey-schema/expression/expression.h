#pragma once
#include "base/result.h"
#include "expression/environment.h"
#include "expression/namespaces.h"
#include "expression/references.h"

#include <functional>
#include <memory>

namespace mahalla {

struct ExpressionTree;

/// When a call of an unknown function, or with too few or too many arguments, fails: a form is refused as a whole, a
/// console evaluates what it can (`false() and unknown()` is false).
enum class CallCheck {
    WhenParsed,
    OtherProgramsWhenCalled, ///< As `WhenParsed`, but for a function with a prefix (`wq:length()`): another program's.
    WhenCalled,
};

/// A compiled XPath 1.0 expression with the functions of ODK XForms.
///
/// Immutable; copies share one tree; may be evaluated from several threads at once. Parsing takes time linear in the
/// text. What forms ask most, comparisons and counts along plain paths, `selected`, `if`, is evaluated without
/// allocating; parts of a condition that are the same for every node are computed once. What each function does, and
/// where the known implementations differ, is in docs/supported-xlsform.md.
class Expression {
public:
    static constexpr std::size_t text_bytes_max = 256U * 1024;
    static constexpr std::size_t depth_max = 200;
    static constexpr std::size_t path_steps_max = 200;

    /// Fails with `Invalid` for a syntax error, an unknown function or prefix, a wrong number of arguments, a literal
    /// that is no regular expression, and for what is longer or nested deeper than the limits. The message gives the
    /// character's place and, for names, what may be meant.
    static Result<Expression> parse(std::string_view text, const Namespaces& namespaces = Namespaces::odk(),
                                    CallCheck check = CallCheck::WhenParsed);

    /// As the author wrote it.
    const std::string& text() const;
    /// What was parsed (expression/syntax_tree.h), for those who look at an expression without evaluating it.
    const ExpressionTree& tree() const { return *tree_; }

    /// Fails with `Invalid` where an argument has a type that does not convert (`count(1)`), a regular expression is
    /// none, or the work or a text grows beyond all reason. An instance that is not there is empty.
    Result<Value> evaluate(const EvaluationContext& context) const;
    /// Cheaper than converting the value of `evaluate`.
    Result<std::string> evaluate_string(const EvaluationContext& context) const;
    Result<double> evaluate_number(const EvaluationContext& context) const;
    Result<bool> evaluate_boolean(const EvaluationContext& context) const;
    /// Fails with `Invalid` where the value is no node set. In document order, except where `randomize` made another.
    Result<NodeSet> evaluate_nodes(const EvaluationContext& context) const;

    /// What the value depends on where the expression stands on a node with this absolute path ("/data/person/age").
    References references(std::string_view context_path) const;

    /// The expression as JavaRosa means a hand-written absolute path: where it runs through a repeat that also holds
    /// the context node, it means the context's own instance. `/data/person/age` on `/data/person/name` becomes
    /// `../age`. Paths with a predicate on the shared repeat, or ending at it, stay as they are; `text()` stays the
    /// author's.
    Expression relocated(std::string_view context_path,
                         const std::function<bool(std::string_view path)>& is_repeat) const;

    /// The names of all functions, for "did you mean" and documentation.
    static std::vector<std::string> function_names();

private:
    explicit Expression(std::shared_ptr<const ExpressionTree> tree) : tree_(std::move(tree)) {}

    std::shared_ptr<const ExpressionTree> tree_;
};

} // namespace mahalla
