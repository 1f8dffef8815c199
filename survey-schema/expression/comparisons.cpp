// Comparisons: XPath 1.0 §3.4, where a moment counts as a number.
#include "expression/comparison_sign.h"
#include "expression/evaluator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <unordered_set>

namespace mahalla {

namespace {

/// From here on, comparing two node sets goes through a hash table.
constexpr std::size_t nodes_worth_hashing = 16;

} // namespace

bool Evaluator::comparison(const SyntaxNode& node, const Focus& focus)
{
    bool result = compare_first(static_cast<Operator>(argument(node, 1)), argument(node, 0), argument(node, 2), focus);
    Value storage;
    for (SyntaxIndex i = 3; i < node.count; i += 2)
        result = compare(static_cast<Operator>(argument(node, i)), result, held(argument(node, i + 1), focus, storage));
    return result;
}

bool Evaluator::compare_first(Operator what, SyntaxIndex left, SyntaxIndex right, const Focus& focus)
{
    if (const SyntaxPath* path = simple_path(left)) return compare_path(what, *path, right, focus);
    if (const SyntaxPath* path = simple_path(right)) return compare_path(turned(what), *path, left, focus);
    Value left_storage, right_storage;
    const Value& first = held(left, focus, left_storage);
    return compare(what, first, held(right, focus, right_storage));
}

/// The common case without making a value of the path: an answer against a literal, a number or another answer.
bool Evaluator::compare_path(Operator what, const SyntaxPath& path, SyntaxIndex other, const Focus& focus)
{
    const SyntaxNode& other_node = tree_.nodes[other];
    std::string storage;
    if (other_node.operation == Operation::Text && is_equality(what)) {
        const auto fits = [&](NodeRef node) {
            return (text_of(node, storage) == other_node.text) == (what == Operator::Equal);
        };
        return any_node(path, focus, fits);
    }
    if (other_node.type == StaticType::Number) {
        const double wanted = number(other, focus);
        const auto fits = [&](NodeRef node) { return compares(what, number_of(node), wanted); };
        return any_node(path, focus, fits);
    }
    if (const auto few = few_nodes(other, focus)) {
        std::string other_storage;
        const auto fits_one = [&](NodeRef node, NodeRef one) {
            if (!one) return false;
            if (!is_equality(what)) return compares(what, number_of(node), number_of(one));
            return (text_of(node, storage) == text_of(one, other_storage)) == (what == Operator::Equal);
        };
        const auto fits = [&](NodeRef node) { return fits_one(node, few->first) || fits_one(node, few->second); };
        return few->first && any_node(path, focus, fits);
    }
    Value other_storage;
    const Value& compared = held(other, focus, other_storage);
    if (compared.kind() == ValueKind::Nodes || compared.kind() == ValueKind::Boolean)
        return compare(what, path_nodes(path, focus), compared);
    const auto fits = [&](NodeRef node) { return compare_node(what, node, compared, storage); };
    return any_node(path, focus, fits);
}

/// The nodes of an operand that has no more than two, as answers do: without making a set.
std::optional<std::pair<NodeRef, NodeRef>> Evaluator::few_nodes(SyntaxIndex at, const Focus& focus)
{
    const SyntaxNode& node = tree_.nodes[at];
    std::array<NodeRef, 2> few;
    std::size_t count = 0;
    const auto take = [&](NodeRef one) {
        if (count < few.size()) few[count] = one;
        return ++count > few.size();
    };
    if (node.kept != 0) {
        const Value& value = kept(node);
        if (value.kind() != ValueKind::Nodes || std::ranges::any_of(value.nodes(), take)) return std::nullopt;
    } else {
        const SyntaxPath* path = simple_path(at);
        if (path == nullptr || any_node(*path, focus, take)) return std::nullopt;
    }
    return std::pair(few[0], few[1]);
}

/// One node against what is no node set, nor a boolean under “=”.
bool Evaluator::compare_node(Operator what, NodeRef node, const Value& other, std::string& storage)
{
    if (!is_equality(what) || other.is_numeric()) return compares(what, number_of(node), number_of(other));
    const std::string* text = other.text();
    const bool same = text != nullptr ? text_of(node, storage) == *text : text_of(node, storage) == other.to_string();
    return same == (what == Operator::Equal);
}

// It departs from XPath 1.0 in one point, as JavaRosa, Web Forms and Enketo all do: “<” between a node set and a
// boolean compares the number of each node, not whether there is one.
bool Evaluator::compare(Operator what, const Value& left, const Value& right)
{
    const bool left_nodes = left.kind() == ValueKind::Nodes, right_nodes = right.kind() == ValueKind::Nodes;
    if (left_nodes && right_nodes) return compare_nodes(what, left.nodes(), right.nodes());
    if (left_nodes && (right.kind() != ValueKind::Boolean || !is_equality(what))) {
        std::string storage;
        return std::ranges::any_of(left.nodes(),
                                   [&](NodeRef node) { return compare_node(what, node, right, storage); });
    }
    if (right_nodes && (left.kind() != ValueKind::Boolean || !is_equality(what)))
        return compare(turned(what), right, left);

    if (is_equality(what) && (left.kind() == ValueKind::Boolean || right.kind() == ValueKind::Boolean))
        return (left.to_boolean() == right.to_boolean()) == (what == Operator::Equal);
    if (!is_equality(what) || left.is_numeric() || right.is_numeric())
        return compares(what, number_of(left), number_of(right));
    return (left.to_string() == right.to_string()) == (what == Operator::Equal);
}

bool Evaluator::compare_nodes(Operator what, const NodeSet& left, const NodeSet& right)
{
    if (left.empty() || right.empty()) return false;
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
        return less ? compares(what, left_least, right_most) : compares(what, left_most, right_least);
    }
    if (what == Operator::Equal) return share_a_text(left, right);
    // “!=” is false only where all texts of both sides are one text.
    std::string first_storage, storage;
    const std::string_view first = text_of(left.front(), first_storage);
    const auto differs = [&](NodeRef node) { return text_of(node, storage) != first; };
    return std::ranges::any_of(left, differs) || std::ranges::any_of(right, differs);
}

bool Evaluator::share_a_text(const NodeSet& left, const NodeSet& right)
{
    std::string left_storage, right_storage;
    if (left.size() < nodes_worth_hashing || right.size() < nodes_worth_hashing) {
        return std::ranges::any_of(left, [&](NodeRef a) {
            const std::string_view text = text_of(a, left_storage);
            return std::ranges::any_of(right, [&](NodeRef b) { return text_of(b, right_storage) == text; });
        });
    }
    std::unordered_set<std::string_view> texts;
    std::deque<std::string> put_together; ///< Texts that no source holds in one piece.
    texts.reserve(left.size());
    for (const NodeRef node : left) {
        const std::string_view text = text_of(node, left_storage);
        const bool is_whole = text.data() != left_storage.data();
        texts.insert(is_whole ? text : std::string_view(put_together.emplace_back(text)));
        if (failed()) return false;
    }
    return std::ranges::any_of(right, [&](NodeRef node) { return texts.contains(text_of(node, right_storage)); });
}

} // namespace mahalla
