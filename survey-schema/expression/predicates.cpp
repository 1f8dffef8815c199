// Conditions in “[…]”: XPath 1.0 §2.4, with a short way for positions and for keys.
#include "expression/evaluator.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// No source has more.
constexpr double nodes_max = no_node;

} // namespace

void Evaluator::filter(SyntaxIndex predicate, NodeSet& set, std::size_t begin)
{
    const StaticType type = tree_.nodes[predicate].type;
    const bool may_count = type == StaticType::Number || type == StaticType::Any;
    const std::size_t size = set.size() - begin;
    std::size_t end = begin;
    Value storage;
    for (std::size_t i = 0; i < size && spend(1) && !failed(); ++i) {
        const Focus focus{set[begin + i], i + 1, size};
        bool keep = false;
        if (may_count) {
            const Value& found = held(predicate, focus, storage);
            // §2.4: a number asks for that position.
            keep = found.kind() == ValueKind::Number ? found.to_number() == static_cast<double>(i + 1)
                                                     : found.to_boolean();
        } else {
            keep = boolean(predicate, focus);
        }
        if (keep) set[end++] = focus.node;
    }
    set.resize(end);
}

void Evaluator::keep_where(SyntaxIndex condition, NodeSet& set, std::size_t begin)
{
    std::size_t end = begin;
    for (std::size_t at = begin; at < set.size(); ++at)
        if (boolean(condition, {set[at]})) set[end++] = set[at];
    set.resize(end);
}

/// The position that a predicate asks for, where it is the same for every node: `[3]`, `[position() = $n]`, `[$n - 1]`.
std::optional<double> Evaluator::constant_position(SyntaxIndex predicate)
{
    const auto constant = [&](SyntaxIndex at) {
        const SyntaxNode& node = tree_.nodes[at];
        return node.type == StaticType::Number && !node.uses_focus && !node.uses_position && !node.by_chance;
    };
    if (constant(predicate)) return number(predicate, {});
    const SyntaxNode& node = tree_.nodes[predicate];
    if (node.operation != Operation::Equality || node.count != 3 ||
        static_cast<Operator>(argument(node, 1)) != Operator::Equal)
        return std::nullopt;
    const auto is_position = [&](SyntaxIndex at) {
        const SyntaxNode& call = tree_.nodes[at];
        return call.operation == Operation::Call && call.function == CoreFunction::Position && call.count == 0;
    };
    if (is_position(argument(node, 0)) && constant(argument(node, 2))) return number(argument(node, 2), {});
    if (is_position(argument(node, 2)) && constant(argument(node, 0))) return number(argument(node, 0), {});
    return std::nullopt;
}

/// `axis::name[3]` goes no further along the axis than the third.
bool Evaluator::append_numbered(const SyntaxStep& step, NodeRef node, NodeSet& to)
{
    const auto wanted = constant_position(tree_.operands[step.first_predicate]);
    if (!wanted) return false;
    const bool is_place = *wanted >= 1 && *wanted <= nodes_max && *wanted == std::trunc(*wanted);
    if (!is_place) return true;
    const std::size_t begin = to.size(), end = begin + static_cast<std::size_t>(*wanted);
    nodes_wanted_ = end;
    append_axis(step, node, to);
    nodes_wanted_ = static_cast<std::size_t>(-1);
    if (to.size() == end) to[begin] = to.back();
    to.resize(to.size() == end ? begin + 1 : begin);
    return true;
}

/// The key of the items that a condition asks for, where it is one that an index can answer: `key = x`, `number(key) =
/// x`, `string(key) = x`, with an x that is the same for all items.
std::optional<Evaluator::KeyCondition> Evaluator::key_condition(SyntaxIndex condition) const
{
    const SyntaxNode& equality = tree_.nodes[condition];
    if (equality.operation != Operation::Equality || equality.count != 3 ||
        static_cast<Operator>(argument(equality, 1)) != Operator::Equal)
        return std::nullopt;
    for (const auto& [key_side, other] : {std::pair(argument(equality, 0), argument(equality, 2)),
                                          std::pair(argument(equality, 2), argument(equality, 0))}) {
        const SyntaxNode* key = &tree_.nodes[key_side];
        KeyCondition found;
        if (key->operation == Operation::Call && key->count == 1 &&
            (key->function == CoreFunction::Number || key->function == CoreFunction::String)) {
            found.of_first_key = true;
            found.by_number = key->function == CoreFunction::Number;
            key = &tree_.nodes[argument(*key, 0)];
        }
        if (key->operation != Operation::Path) continue;
        const SyntaxPath& path = tree_.paths[key->first];
        if (path.start != PathStart::Context || path.step_count != 1) continue;
        found.key = &tree_.steps[path.first_step];
        found.wanted = other;
        const SyntaxNode& wanted = tree_.nodes[other];
        const bool is_fixed = !wanted.uses_focus && !wanted.uses_position && !wanted.by_chance;
        if (found.key->is_plain_child() && is_fixed && wanted.type != StaticType::Boolean) return found;
    }
    return std::nullopt;
}

/// The children that may fulfil the condition, in document order; false where they have to be looked at one by one.
/// `condition.is_certain` tells whether all of them do.
bool Evaluator::append_candidates(const SyntaxStep& step, NodeRef parent, KeyCondition& condition,
                                  std::vector<NodeIndex>& found)
{
    Value wanted_storage;
    const Value& wanted = held(condition.wanted, {}, wanted_storage);
    const bool by_number = condition.by_number || wanted.is_numeric();
    condition.is_certain = !by_number && !condition.of_first_key;
    std::string storage;
    const auto append_text = [&](std::string_view text) {
        // `string(key)` is empty too where there is no key, of which an index knows nothing.
        if (condition.of_first_key && text.empty()) return false;
        return parent.source->append_children_where(parent.node, step.name, condition.key->name, text, found);
    };
    const auto append_number = [&](double number) {
        return std::isnan(number) ||
               parent.source->append_children_where_number(parent.node, step.name, condition.key->name, number, found);
    };
    switch (wanted.kind()) {
    case ValueKind::String:
        return by_number ? append_number(number_of(wanted)) : append_text(*wanted.text());
    case ValueKind::Number:
    case ValueKind::Moment:
        return append_number(number_of(wanted));
    case ValueKind::Nodes:
        for (const NodeRef node : wanted.nodes())
            if (!(by_number ? append_number(number_of(node)) : append_text(text_of(node, storage)))) return false;
        break;
    case ValueKind::Boolean:
        return false;
    }
    if (wanted.nodes().size() > 1) {
        std::ranges::sort(found);
        const auto again = std::ranges::unique(found);
        found.erase(again.begin(), again.end());
    }
    return true;
}

/// `item[key = x]` through the source's index, alone or as one of several conditions joined with `and`.
bool Evaluator::append_indexed_children(const SyntaxStep& step, NodeRef parent, NodeSet& to)
{
    if (step.axis != Axis::Child || step.test != TestKind::Name) return false;
    const SyntaxIndex predicate = tree_.operands[step.first_predicate];
    std::vector<SyntaxIndex> conditions{predicate};
    if (const SyntaxNode& whole = tree_.nodes[predicate]; whole.operation == Operation::And) {
        // None may count positions: each sees only what the one that is looked up leaves.
        if (whole.uses_position) return false;
        conditions.clear();
        for (SyntaxIndex i = 0; i < whole.count; i += 2) conditions.push_back(argument(whole, i));
    }
    for (const SyntaxIndex looked_up : conditions) {
        std::optional<KeyCondition> condition = key_condition(looked_up);
        if (!condition) continue;
        std::vector<NodeIndex> found;
        if (!append_candidates(step, parent, *condition, found)) return false;
        if (failed() || !spend(found.size())) return true;
        const std::size_t begin = to.size();
        for (const NodeIndex node : found) to.push_back({parent.source, node});
        for (const SyntaxIndex other : conditions)
            if (other != looked_up || !condition->is_certain) keep_where(other, to, begin);
        return true;
    }
    return false;
}

} // namespace mahalla
