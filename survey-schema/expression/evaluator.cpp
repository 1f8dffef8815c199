#include "expression/evaluator.h"

#include "base/number.h"
#include "expression/moment_text.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace mahalla {

namespace {

/// Nodes looked at by one evaluation: some seconds' worth, far more than any questionnaire needs.
constexpr std::size_t work_max = 20'000'000;
/// From here on, comparing two node sets goes through a hash table.
constexpr std::size_t nodes_worth_hashing = 16;

bool holds(Operator what, double left, double right)
{
    switch (what) {
    case Operator::Equal:
        return left == right;
    case Operator::NotEqual:
        return left != right;
    case Operator::Less:
        return left < right;
    case Operator::LessEqual:
        return left <= right;
    case Operator::Greater:
        return left > right;
    case Operator::GreaterEqual:
        return left >= right;
    case Operator::Or:
    case Operator::And:
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Modulo:
    case Operator::Union:
        break;
    }
    return false;
}

bool is_equality(Operator what) { return what == Operator::Equal || what == Operator::NotEqual; }

bool is_number(const Value& value) { return value.kind() == ValueKind::Number || value.kind() == ValueKind::Moment; }

/// `a < b` is `b > a`.
Operator turned(Operator what)
{
    if (what == Operator::Less) return Operator::Greater;
    if (what == Operator::LessEqual) return Operator::GreaterEqual;
    if (what == Operator::Greater) return Operator::Less;
    if (what == Operator::GreaterEqual) return Operator::LessEqual;
    return what;
}

} // namespace

Evaluator::Evaluator(const ExpressionTree& tree, const EvaluationContext& context)
    : tree_(tree), environment_(context.environment), root_(context.root), current_(context.current),
      work_left_(work_max)
{
    if (!root_ && context.node) root_ = {context.node.source, context.node.source->root()};
    if (!current_) current_ = context.node;
}

Value Evaluator::value(SyntaxIndex at, const Focus& focus)
{
    if (failed()) return {};
    const SyntaxNode& node = tree_.nodes[at];
    switch (node.operation) {
    case Operation::Number:
        return node.number;
    case Operation::Text:
        return std::string(node.text);
    case Operation::Or:
    case Operation::And:
        return any_or_all(node, focus);
    case Operation::Equality:
    case Operation::Relational:
        return comparison(node, focus);
    case Operation::Additive:
    case Operation::Multiplicative:
    case Operation::Negate:
        return number(at, focus);
    case Operation::Union:
        return united(node, focus);
    case Operation::Call:
        return call(node, focus);
    case Operation::Unknown:
        fail(std::string(node.text));
        return {};
    case Operation::Path:
        return path_nodes(tree_.paths[node.first], focus);
    }
    return {};
}

double Evaluator::number(SyntaxIndex at, const Focus& focus)
{
    const SyntaxNode& node = tree_.nodes[at];
    if (failed()) return 0;
    switch (node.operation) {
    case Operation::Number:
        return node.number;
    case Operation::Additive:
    case Operation::Multiplicative:
        return arithmetic(node, focus);
    case Operation::Negate: {
        const double operand = number(node.first, focus);
        return node.count == 1 ? -operand : operand;
    }
    case Operation::Path:
        if (const SyntaxPath& path = tree_.paths[node.first]; path.is_simple) return number_of(first_node(path, focus));
        break;
    case Operation::Text:
        return number_of(node.text);
    case Operation::Or:
    case Operation::And:
    case Operation::Equality:
    case Operation::Relational:
    case Operation::Union:
    case Operation::Call:
    case Operation::Unknown:
        break;
    }
    return number_of(value(at, focus));
}

bool Evaluator::boolean(SyntaxIndex at, const Focus& focus)
{
    const SyntaxNode& node = tree_.nodes[at];
    if (failed()) return false;
    switch (node.operation) {
    case Operation::Or:
    case Operation::And:
        return any_or_all(node, focus);
    case Operation::Equality:
    case Operation::Relational:
        if (node.count == 3)
            return compare_first(static_cast<Operator>(argument(node, 1)), argument(node, 0), argument(node, 2), focus);
        break;
    case Operation::Path:
        if (const SyntaxPath& path = tree_.paths[node.first]; path.is_simple)
            return static_cast<bool>(first_node(path, focus));
        break;
    case Operation::Number:
    case Operation::Text:
    case Operation::Additive:
    case Operation::Multiplicative:
    case Operation::Union:
    case Operation::Negate:
    case Operation::Call:
    case Operation::Unknown:
        break;
    }
    return value(at, focus).to_boolean();
}

std::string Evaluator::string(SyntaxIndex at, const Focus& focus)
{
    std::string storage;
    const std::string_view view = text(at, focus, storage);
    return view.data() == storage.data() ? storage : std::string(view);
}

std::string_view Evaluator::text(SyntaxIndex at, const Focus& focus, std::string& storage)
{
    const SyntaxNode& node = tree_.nodes[at];
    if (failed()) return {};
    if (node.operation == Operation::Text) return node.text;
    if (node.operation == Operation::Path && tree_.paths[node.first].is_simple)
        return text_of(first_node(tree_.paths[node.first], focus), storage);
    storage = value(at, focus).to_string();
    return storage;
}

NodeSet Evaluator::nodes(SyntaxIndex at, const Focus& focus)
{
    Value found = value(at, focus);
    if (failed()) return {};
    if (found.kind() != ValueKind::Nodes) {
        fail("A node set is expected here, and the value is none.");
        return {};
    }
    return found.nodes();
}

bool Evaluator::any_or_all(const SyntaxNode& node, const Focus& focus)
{
    const bool is_or = node.operation == Operation::Or;
    for (SyntaxIndex i = 0; i < node.count; i += 2)
        if (boolean(argument(node, i), focus) == is_or) return is_or;
    return !is_or;
}

Value Evaluator::comparison(const SyntaxNode& node, const Focus& focus)
{
    bool result = compare_first(static_cast<Operator>(argument(node, 1)), argument(node, 0), argument(node, 2), focus);
    for (SyntaxIndex i = 3; i < node.count; i += 2)
        result = compare(static_cast<Operator>(argument(node, i)), result, value(argument(node, i + 1), focus));
    return result;
}

double Evaluator::arithmetic(const SyntaxNode& node, const Focus& focus)
{
    double result = 0;
    SyntaxIndex i = 1;
    if (static_cast<Operator>(argument(node, 1)) == Operator::Subtract) {
        result = difference(argument(node, 0), argument(node, 2), focus);
        i = 3;
    } else {
        result = number(argument(node, 0), focus);
    }
    for (; i < node.count; i += 2) {
        const double operand = number(argument(node, i + 1), focus);
        switch (static_cast<Operator>(argument(node, i))) {
        case Operator::Add:
            result += operand;
            break;
        case Operator::Subtract:
            result -= operand;
            break;
        case Operator::Multiply:
            result *= operand;
            break;
        case Operator::Divide:
            result /= operand;
            break;
        // XPath 1.0 §3.5: the remainder of a division that truncates, with the sign of the dividend.
        case Operator::Modulo:
            result = std::fmod(result, operand);
            break;
        case Operator::Or:
        case Operator::And:
        case Operator::Equal:
        case Operator::NotEqual:
        case Operator::Less:
        case Operator::LessEqual:
        case Operator::Greater:
        case Operator::GreaterEqual:
        case Operator::Union:
            break;
        }
    }
    return result;
}

/// Two dates lie whole days apart, also when clocks were put forward between them.
double Evaluator::difference(SyntaxIndex left, SyntaxIndex right, const Focus& focus)
{
    const auto is_text = [&](SyntaxIndex at) {
        const StaticType type = tree_.nodes[at].type;
        return type != StaticType::Number && type != StaticType::Boolean;
    };
    if (!is_text(left) || !is_text(right)) return number(left, focus) - number(right, focus);
    const Value a = value(left, focus), b = value(right, focus);
    if (a.kind() == ValueKind::Number || b.kind() == ValueKind::Number) return number_of(a) - number_of(b);
    const auto first = date_from_text(a.to_string()), second = date_from_text(b.to_string());
    if (first && second) return static_cast<double>(days_since_epoch(*first) - days_since_epoch(*second));
    return number_of(a) - number_of(b);
}

NodeSet Evaluator::united(const SyntaxNode& node, const Focus& focus)
{
    NodeSet all;
    for (SyntaxIndex i = 0; i < node.count; i += 2) {
        const NodeSet some = nodes(argument(node, i), focus);
        all.insert(all.end(), some.begin(), some.end());
    }
    sort(all);
    return all;
}

/// The common case without making values: a path of answers against a literal or another answer.
bool Evaluator::compare_first(Operator what, SyntaxIndex left, SyntaxIndex right, const Focus& focus)
{
    const auto simple_path = [&](SyntaxIndex at) {
        const SyntaxNode& node = tree_.nodes[at];
        return node.operation == Operation::Path && tree_.paths[node.first].is_simple ? &tree_.paths[node.first]
                                                                                      : nullptr;
    };
    const SyntaxPath* path = simple_path(left);
    const SyntaxNode* other = &tree_.nodes[right];
    if (path == nullptr) {
        path = simple_path(right);
        other = &tree_.nodes[left];
        what = turned(what);
    }
    if (path != nullptr && other->operation == Operation::Text && is_equality(what)) {
        std::string storage;
        const auto fits = [&](NodeRef node) {
            storage.clear();
            return (text_of(node, storage) == other->text) == (what == Operator::Equal);
        };
        return any_node(*path, focus, fits);
    }
    if (path != nullptr && other->type == StaticType::Number) {
        const double wanted = number(other == &tree_.nodes[right] ? right : left, focus);
        const auto fits = [&](NodeRef node) { return holds(what, number_of(node), wanted); };
        return any_node(*path, focus, fits);
    }
    if (other != &tree_.nodes[right]) what = turned(what);
    const Value first = value(left, focus);
    return compare(what, first, value(right, focus));
}

// XPath 1.0 §3.4, where a moment counts as a number. It departs from it in one point, as JavaRosa, Web Forms and Enketo
// all do: “<” between a node set and a boolean compares the number of each node, not whether there is one.
bool Evaluator::compare(Operator what, const Value& left, const Value& right)
{
    const bool left_nodes = left.kind() == ValueKind::Nodes, right_nodes = right.kind() == ValueKind::Nodes;
    if (left_nodes && right_nodes) return compare_nodes(what, left.nodes(), right.nodes());
    if (left_nodes && (right.kind() != ValueKind::Boolean || !is_equality(what))) {
        std::string storage;
        if (!is_equality(what) || is_number(right)) {
            const double number = number_of(right);
            return std::ranges::any_of(left.nodes(),
                                       [&](NodeRef node) { return holds(what, number_of(node), number); });
        }
        const std::string wanted = right.to_string();
        return std::ranges::any_of(left.nodes(), [&](NodeRef node) {
            storage.clear();
            return (text_of(node, storage) == wanted) == (what == Operator::Equal);
        });
    }
    if (right_nodes && (left.kind() != ValueKind::Boolean || !is_equality(what)))
        return compare(turned(what), right, left);

    if (is_equality(what) && (left.kind() == ValueKind::Boolean || right.kind() == ValueKind::Boolean))
        return (left.to_boolean() == right.to_boolean()) == (what == Operator::Equal);
    if (!is_equality(what) || is_number(left) || is_number(right))
        return holds(what, number_of(left), number_of(right));
    return (left.to_string() == right.to_string()) == (what == Operator::Equal);
}

bool Evaluator::compare_nodes(Operator what, const NodeSet& left, const NodeSet& right)
{
    std::string left_storage, right_storage;
    if (!is_equality(what)) {
        // Some node of one side against some of the other: the extremes of both sides decide.
        const auto extremes = [&](const NodeSet& set) {
            std::pair<double, double> found{HUGE_VAL, -HUGE_VAL};
            for (const NodeRef node : set) {
                const double number = number_of(node);
                if (std::isnan(number)) continue;
                found = {std::min(found.first, number), std::max(found.second, number)};
            }
            return found;
        };
        const auto [left_least, left_most] = extremes(left);
        const auto [right_least, right_most] = extremes(right);
        if (left_least > left_most || right_least > right_most) return false;
        const bool less = what == Operator::Less || what == Operator::LessEqual;
        return less ? holds(what, left_least, right_most) : holds(what, left_most, right_least);
    }
    if (what == Operator::NotEqual) {
        // False only where all texts of both sides are one text.
        if (left.empty() || right.empty()) return false;
        const std::string first = string_value(left.front());
        const auto differs = [&](NodeRef node) {
            left_storage.clear();
            return text_of(node, left_storage) != first;
        };
        return std::ranges::any_of(left, differs) || std::ranges::any_of(right, differs);
    }
    if (left.size() < nodes_worth_hashing || right.size() < nodes_worth_hashing) {
        for (const NodeRef a : left) {
            left_storage.clear();
            const std::string_view text = text_of(a, left_storage);
            for (const NodeRef b : right) {
                right_storage.clear();
                if (text_of(b, right_storage) == text) return true;
            }
        }
        return false;
    }
    std::unordered_set<std::string> texts;
    for (const NodeRef node : left) texts.insert(string_value(node));
    return std::ranges::any_of(right, [&](NodeRef node) { return texts.contains(string_value(node)); });
}

double Evaluator::number_of(const Value& value)
{
    if (value.kind() == ValueKind::String) return number_of(std::string_view(value.to_string()));
    if (value.kind() == ValueKind::Nodes) return number_of(value.nodes().empty() ? NodeRef{} : value.nodes().front());
    return value.to_number();
}

double Evaluator::number_of(std::string_view text)
{
    const double number = number_of_text(text);
    if (!std::isnan(number) || !may_be_date(text)) return number;
    const auto moment = moment_from_text(text, environment_.time_zone());
    return moment ? days_of(moment->instant) : number;
}

double Evaluator::number_of(NodeRef node)
{
    std::string storage;
    return number_of(text_of(node, storage));
}

std::string_view Evaluator::text_of(NodeRef node, std::string& storage) const
{
    if (!node) return {};
    if (const auto view = node.source->string_value_view(node.node)) return *view;
    node.source->append_string_value(node.node, storage);
    return storage;
}

bool Evaluator::spend(std::size_t work)
{
    if (work_left_ >= work) {
        work_left_ -= work;
        return true;
    }
    fail("The expression looks at too many nodes. Write the path without “//”, or with fewer conditions.");
    return false;
}

void Evaluator::fail(std::string message)
{
    if (!error_) error_ = Error{ErrorKind::Invalid, std::move(message)};
}

} // namespace mahalla
