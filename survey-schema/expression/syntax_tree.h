#pragma once
#include "expression/function_list.h"
#include "expression/node_source.h"
#include "expression/regular_expression.h"

#include <cstddef>
#include <forward_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// Where an operation, a path or an operand stands among the parts of an `ExpressionTree`.
using SyntaxIndex = std::uint32_t;
constexpr SyntaxIndex no_syntax = 0xffffffffU;

enum class Operation : std::uint8_t {
    Number,         ///< `number`
    Text,           ///< `text`
    Or,             ///< These seven: operands a, operator, b, operator, c… from `first`; `count` of them all.
    And,            //
    Equality,       //
    Relational,     //
    Additive,       //
    Multiplicative, //
    Union,          //
    Negate,         ///< Operand in `first`.
    Call,           ///< `function` with `count` arguments from `first`.
    Unknown,        ///< A call that fails when it is made; `text` is the message.
    Path,           ///< `first` is a path.
};

enum class Operator : SyntaxIndex {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union
};

enum class Axis : std::uint8_t {
    Child,
    Descendant,
    DescendantOrSelf,
    Parent,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Attribute,
    Namespace,
    Self
};

enum class TestKind : std::uint8_t { Name, AnyNode, Text, Comment, ProcessingInstruction };

enum class PathStart : std::uint8_t { Context, Root, Current, Filter };

struct SyntaxNode {
    Operation operation = Operation::Number;
    StaticType type = StaticType::Any;
    bool uses_focus = false;    ///< The value depends on the context node.
    bool uses_position = false; ///< The value depends on `position()` or `last()` of where it stands.
    bool by_chance = false;     ///< Another value each time.
    /// In a condition and the same for every node: computed once an evaluation and kept in this place, counted from 1.
    SyntaxIndex kept = 0;
    Function function;
    SyntaxIndex first = 0;
    SyntaxIndex count = 0;
    double number = 0;
    std::string_view text;
};

struct SyntaxStep {
    Axis axis = Axis::Child;
    TestKind test = TestKind::AnyNode;
    NameTest name;                   ///< For a processing instruction its target in `local`, empty for any.
    SyntaxIndex first_predicate = 0; ///< In `operands`.
    SyntaxIndex predicate_count = 0;
    bool counts = false; ///< A predicate looks at positions, or may be a number.

    bool is_plain_child() const { return axis == Axis::Child && test == TestKind::Name && predicate_count == 0; }
};

struct SyntaxPath {
    PathStart start = PathStart::Context;
    SyntaxIndex filter = no_syntax;  ///< The operation a filter expression starts from.
    SyntaxIndex first_predicate = 0; ///< The filter expression's own, in `operands`.
    SyntaxIndex predicate_count = 0;
    SyntaxIndex first_step = 0;
    SyntaxIndex step_count = 0;
    /// Only child, parent, self and attribute steps without predicates from one node: walked without making a node set.
    bool is_simple = false;
    /// Simple, and gives each node once: it goes up, if at all, before it goes down.
    bool is_straight = false;
};

/// What the views of a tree point into; shared by a tree and the trees made from it.
struct ExpressionSource {
    std::string text;
    std::forward_list<std::string> kept; ///< Namespace URIs and messages.
};

/// What an expression is made of, while it is read or changed.
struct SyntaxParts {
    std::vector<SyntaxNode> nodes;
    std::vector<SyntaxPath> paths;
    std::vector<SyntaxStep> steps;
    std::vector<SyntaxIndex> operands;
};

/// A compiled expression. Its parts lie in one piece of memory: a form has thousands of expressions, and what is read
/// of one of them is read from beginning to end.
struct ExpressionTree {
    std::shared_ptr<const ExpressionSource> source;
    std::span<const SyntaxNode> nodes;
    std::span<const SyntaxPath> paths;
    std::span<const SyntaxStep> steps;
    std::span<const SyntaxIndex> operands;
    /// Literal patterns of `regex()`, compiled, by the node of the literal.
    std::vector<std::pair<SyntaxIndex, RegularExpression>> patterns;
    SyntaxIndex kept_count = 0; ///< So many operations have a place in `SyntaxNode::kept`.
    SyntaxIndex top = 0;

    /// Makes a copy of `parts` what the four spans show.
    void set(const SyntaxParts& parts);
    SyntaxParts parts() const;

private:
    std::unique_ptr<std::byte[]> memory_;
};

} // namespace mahalla
