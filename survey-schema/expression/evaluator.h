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

/// What is asked of each node of a set or path; true ends the walk. Refers to a callable that outlives the call.
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
///
/// Whatever grows with the document is paid for out of one budget (`spend`), bytes that are put together included, so
/// that neither time nor memory grows beyond it.
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
    /// So much of the budget is spent: a step for each node that was looked at.
    std::size_t work() const;

private:
    // Operations (evaluator.cpp)
    Value fresh_value(const SyntaxNode& node, const Focus& focus);
    /// A value without copying it where it is kept; else in `storage`.
    const Value& held(SyntaxIndex at, const Focus& focus, Value& storage);
    const Value& kept(const SyntaxNode& node);
    bool any_or_all(const SyntaxNode& node, const Focus& focus);
    NodeSet united(const SyntaxNode& node, const Focus& focus);
    double arithmetic(const SyntaxNode& node, const Focus& focus);
    double difference(SyntaxIndex left, SyntaxIndex right, const Focus& focus);

    // Comparisons (comparisons.cpp)
    bool comparison(const SyntaxNode& node, const Focus& focus);
    bool compare_first(Operator what, SyntaxIndex left, SyntaxIndex right, const Focus& focus);
    bool compare_path(Operator what, const SyntaxPath& path, SyntaxIndex other, const Focus& focus);
    std::optional<std::pair<NodeRef, NodeRef>> few_nodes(SyntaxIndex at, const Focus& focus);
    bool compare(Operator what, const Value& left, const Value& right);
    bool compare_node(Operator what, NodeRef node, const Value& other, std::string& storage);
    bool compare_nodes(Operator what, const NodeSet& left, const NodeSet& right);
    bool share_a_text(const NodeSet& left, const NodeSet& right);

    // Paths (path_evaluator.cpp)
    const SyntaxPath* simple_path(SyntaxIndex at) const;
    NodeRef start_of(const SyntaxPath& path, const Focus& focus) const;
    NodeRef first_node(const SyntaxPath& path, const Focus& focus);
    /// Asks about the nodes of a simple path in document order, some perhaps twice, until the answer is true.
    bool any_node(const SyntaxPath& path, const Focus& focus, NodeQuestion question);
    bool any_node_from(NodeRef node, const SyntaxStep* step, const SyntaxStep* end, NodeQuestion question);
    /// Asks about each node of a node set once, in document order, until the answer is true; without making the set
    /// where the path allows. Fails where the value is no node set.
    void each_node(SyntaxIndex at, const Focus& focus, NodeQuestion question);
    NodeSet path_nodes(const SyntaxPath& path, const Focus& focus);
    void apply_step(const SyntaxStep& step, const NodeSet& from, NodeSet& to);
    void apply_counting_step(const SyntaxStep& step, const NodeSet& from, NodeSet& to);

    // Axes (axes.cpp)
    void append_axis(const SyntaxStep& step, NodeRef node, NodeSet& to);
    void append_below(const SyntaxStep& step, NodeRef top, NodeSet& to);
    void append_following(const SyntaxStep& step, NodeRef node, NodeSet& to);
    void append_preceding(const SyntaxStep& step, NodeRef node, NodeSet& to);
    /// The axis of all nodes of a set, looking at no node twice where the axes of several meet.
    void append_axis_of_all(const SyntaxStep& step, const NodeSet& from, NodeSet& to);
    void append_if(const SyntaxStep& step, NodeRef node, NodeSet& to);
    bool wants_more(const NodeSet& to) const;

    // Conditions (predicates.cpp)
    bool append_numbered(const SyntaxStep& step, NodeRef node, NodeSet& to);
    struct KeyCondition {
        const SyntaxStep* key = nullptr;
        bool of_first_key = false; ///< `string(key)`, `number(key)`: of several keys the first counts.
        bool by_number = false;    ///< `number(key)`: the two sides are compared as numbers whatever the other is.
        SyntaxIndex wanted = 0;    ///< The other side.
        bool is_certain = false;   ///< What the index found fulfils the condition; else it has to be looked at.
    };
    std::optional<KeyCondition> key_condition(SyntaxIndex condition) const;
    bool append_candidates(const SyntaxStep& step, NodeRef parent, KeyCondition& condition,
                           std::vector<NodeIndex>& found);
    bool append_indexed_children(const SyntaxStep& step, NodeRef parent, NodeSet& to);
    void keep_where(SyntaxIndex condition, NodeSet& set, std::size_t begin);
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
    double sum(SyntaxIndex at, const Focus& focus);
    bool checklist(const SyntaxNode& node, const Focus& focus);
    bool weighted_checklist(const SyntaxNode& node, const Focus& focus);
    bool regex(const SyntaxNode& node, const Focus& focus);
    bool lang(std::string_view wanted, NodeRef node);
    NodeSet by_id(SyntaxIndex at, const Focus& focus);
    NodeSet indexed_repeat(const SyntaxNode& node, const Focus& focus);
    NodeSet randomized(const SyntaxNode& node, const Focus& focus);
    std::string pull_data(const SyntaxNode& node, const Focus& focus);
    std::string uuid(const SyntaxNode& node, const Focus& focus);
    /// A calculation over unanswered questions gives NaN, which is no answer to prefer: empty.
    std::string answer_text(const Value& value);
    std::vector<bool> truths_of(const Value& given);
    Value date(const Value& given);
    Value number_value(const Value& given);
    /// The texts of the arguments from `first` on, a node set giving one for each node, with a separator between them.
    std::string joined_arguments(const SyntaxNode& node, std::size_t first, std::string_view separator,
                                 const Focus& focus);

    // Helpers (evaluator.cpp)
    SyntaxIndex argument(const SyntaxNode& node, std::size_t i) const { return tree_.operands[node.first + i]; }
    double number_of(const Value& value);
    double number_of(std::string_view text);
    double number_of(NodeRef node);
    /// The string value; in `storage`, which it replaces, where the source does not hold it in one piece.
    std::string_view text_of(NodeRef node, std::string& storage);
    std::string text_of(const Value& value);
    bool spend(std::size_t work);
    void fail(std::string message);
    bool failed() const { return error_.has_value(); }

    const ExpressionTree& tree_;
    EvaluationEnvironment& environment_;
    NodeRef root_;
    NodeRef current_;
    std::size_t work_left_;
    std::size_t nodes_wanted_ = static_cast<std::size_t>(-1); ///< An axis is followed until a set has so many nodes.
    std::vector<std::optional<Value>> kept_;                  ///< By `SyntaxNode::kept`; empty until one is asked for.
    std::optional<Error> error_;
};

} // namespace mahalla
