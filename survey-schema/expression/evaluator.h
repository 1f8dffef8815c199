#pragma once
#include "expression/environment.h"
#include "expression/syntax_tree.h"

#include <optional>

namespace mahalla {

/// The node an operation is evaluated for, and its place among those that are looked at with it.
struct Focus {
    NodeRef node;
    std::size_t position = 1;
    std::size_t size = 1;
};

/// What is asked of each node of a path; true ends the walk. Refers to a callable that outlives the call.
class NodeQuestion {
public:
    template <typename Callable>
    requires(!std::is_same_v<Callable, NodeQuestion>)
        NodeQuestion(const Callable& callable) // NOLINT: a reference to whatever is handed over.
        : callable_(&callable),
          ask_([](const void* asked, NodeRef node) { return (*static_cast<const Callable*>(asked))(node); })
    {}
    bool operator()(NodeRef node) const { return ask_(callable_, node); }

private:
    const void* callable_;
    bool (*ask_)(const void*, NodeRef);
};

/// One evaluation of one tree.
///
/// A failure is kept in `error`, and whatever is evaluated after it counts for nothing: callers ask once, at the end.
/// Numbers of texts are read as ODK does: a date counts as days.
class Evaluator {
public:
    Evaluator(const ExpressionTree& tree, const EvaluationContext& context);

    Value value(SyntaxIndex at, const Focus& focus);
    double number(SyntaxIndex at, const Focus& focus);
    bool boolean(SyntaxIndex at, const Focus& focus);
    std::string string(SyntaxIndex at, const Focus& focus);
    NodeSet nodes(SyntaxIndex at, const Focus& focus);
    /// The text of a value without copying it where it lies in one piece in the expression or a source; else in
    /// `storage`.
    std::string_view text(SyntaxIndex at, const Focus& focus, std::string& storage);

    const std::optional<Error>& error() const { return error_; }

private:
    // Operations (evaluator.cpp)
    bool any_or_all(const SyntaxNode& node, const Focus& focus);
    Value comparison(const SyntaxNode& node, const Focus& focus);
    double arithmetic(const SyntaxNode& node, const Focus& focus);
    double difference(SyntaxIndex left, SyntaxIndex right, const Focus& focus);
    NodeSet united(const SyntaxNode& node, const Focus& focus);
    bool compare_first(Operator what, SyntaxIndex left, SyntaxIndex right, const Focus& focus);
    bool compare(Operator what, const Value& left, const Value& right);
    bool compare_nodes(Operator what, const NodeSet& left, const NodeSet& right);

    // Paths (path_evaluator.cpp)
    NodeRef start_of(const SyntaxPath& path, const Focus& focus) const;
    NodeRef first_node(const SyntaxPath& path, const Focus& focus);
    /// Asks about the nodes of a simple path in document order, some perhaps twice, until the answer is true.
    bool any_node(const SyntaxPath& path, const Focus& focus, NodeQuestion question);
    bool any_node_from(NodeRef node, const SyntaxStep* step, const SyntaxStep* end, NodeQuestion question);
    NodeSet path_nodes(const SyntaxPath& path, const Focus& focus);
    void apply_step(const SyntaxStep& step, const NodeSet& from, NodeSet& to);
    bool append_numbered_child(const SyntaxStep& step, NodeRef parent, NodeSet& to, SyntaxIndex& predicates_done);
    bool append_indexed_children(const SyntaxStep& step, NodeRef parent, NodeSet& to, SyntaxIndex& predicates_done);
    void append_axis(const SyntaxStep& step, NodeRef node, NodeSet& to);
    void filter(SyntaxIndex predicate, NodeSet& set, std::size_t begin);
    std::optional<double> constant_position(SyntaxIndex predicate);

    // Functions, by kind
    Value call(const SyntaxNode& node, const Focus& focus);
    Value core_call(const SyntaxNode& node, const Focus& focus);
    Value text_call(const SyntaxNode& node, const Focus& focus);
    Value number_call(const SyntaxNode& node, const Focus& focus);
    Value node_call(const SyntaxNode& node, const Focus& focus);
    Value choice_call(const SyntaxNode& node, const Focus& focus);
    Value date_call(const SyntaxNode& node, const Focus& focus);
    Value place_call(const SyntaxNode& node, const Focus& focus);
    double extreme(const SyntaxNode& node, const Focus& focus);
    bool checklist(const SyntaxNode& node, const Focus& focus);
    bool weighted_checklist(const SyntaxNode& node, const Focus& focus);
    bool regex(const SyntaxNode& node, const Focus& focus);
    bool lang(std::string_view wanted, NodeRef node);
    NodeSet by_id(SyntaxIndex at, const Focus& focus);
    NodeSet indexed_repeat(const SyntaxNode& node, const Focus& focus);
    NodeSet randomized(const SyntaxNode& node, const Focus& focus);
    std::string pull_data(const SyntaxNode& node, const Focus& focus);
    std::string uuid(const SyntaxNode& node, const Focus& focus);
    Value date(const Value& given);
    Value number_value(const Value& given);
    std::vector<std::string> argument_texts(const SyntaxNode& node, std::size_t first, const Focus& focus);
    std::string joined_texts(const std::vector<std::string>& texts, std::string_view separator);
    void fail_text_too_long();

    // Helpers
    SyntaxIndex argument(const SyntaxNode& node, std::size_t i) const { return tree_.operands[node.first + i]; }
    double number_of(const Value& value);
    double number_of(std::string_view text);
    double number_of(NodeRef node);
    std::string_view text_of(NodeRef node, std::string& storage) const;
    /// Sorts into document order, each node once.
    static void sort(NodeSet& set);
    bool spend(std::size_t work);
    void fail(std::string message);
    bool failed() const { return error_.has_value(); }

    const ExpressionTree& tree_;
    EvaluationEnvironment& environment_;
    NodeRef root_;
    NodeRef current_;
    std::size_t work_left_;
    std::optional<Error> error_;
};

} // namespace mahalla
