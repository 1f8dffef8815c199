// Conditions in “[…]”: XPath 1.0 §2.4, with a short way for positions and for keys.
#include "expression/evaluator.h"

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

/// `item[key = text]` through the source's index, alone or as the first of several conditions joined with `and`.
bool Evaluator::append_indexed_children(const SyntaxStep& step, NodeRef parent, NodeSet& to)
{
    if (step.axis != Axis::Child || step.test != TestKind::Name) return false;
    const SyntaxNode* condition = &tree_.nodes[tree_.operands[step.first_predicate]];
    const SyntaxNode* conjunction = nullptr;
    if (condition->operation == Operation::And) {
        conjunction = condition;
        // The other conditions may not count positions: they see only what the first one leaves.
        for (SyntaxIndex i = 2; i < conjunction->count; i += 2)
            if (tree_.nodes[argument(*conjunction, i)].uses_position) return false;
        condition = &tree_.nodes[argument(*conjunction, 0)];
    }
    if (condition->operation != Operation::Equality || condition->count != 3 ||
        static_cast<Operator>(argument(*condition, 1)) != Operator::Equal)
        return false;
    const auto key_of = [&](SyntaxIndex at) -> const SyntaxStep* {
        const SyntaxNode& node = tree_.nodes[at];
        if (node.operation != Operation::Path) return nullptr;
        const SyntaxPath& path = tree_.paths[node.first];
        if (path.start != PathStart::Context || path.step_count != 1) return nullptr;
        const SyntaxStep& key = tree_.steps[path.first_step];
        return key.is_plain_child() ? &key : nullptr;
    };
    SyntaxIndex other = argument(*condition, 2);
    const SyntaxStep* key = key_of(argument(*condition, 0));
    if (key == nullptr) {
        key = key_of(other);
        other = argument(*condition, 0);
    }
    const SyntaxNode& wanted_node = tree_.nodes[other];
    if (key == nullptr || wanted_node.uses_focus || wanted_node.uses_position ||
        (wanted_node.type != StaticType::String && wanted_node.type != StaticType::Nodes))
        return false;

    Value wanted_storage;
    const Value& wanted = held(other, {}, wanted_storage);
    std::vector<NodeIndex> found;
    std::string storage;
    if (wanted.kind() == ValueKind::String) {
        if (!parent.source->append_children_where(parent.node, step.name, key->name, *wanted.text(), found))
            return false;
    } else {
        for (const NodeRef node : wanted.nodes()) {
            if (!parent.source->append_children_where(parent.node, step.name, key->name, text_of(node, storage), found))
                return false;
        }
    }
    if (failed() || !spend(found.size())) return true;
    const std::size_t begin = to.size();
    for (const NodeIndex node : found) to.push_back({parent.source, node});
    if (wanted.nodes().size() > 1) {
        NodeSet several(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end());
        sort_into_document_order(several);
        to.resize(begin);
        to.insert(to.end(), several.begin(), several.end());
    }
    if (conjunction != nullptr)
        for (SyntaxIndex i = 2; i < conjunction->count; i += 2) keep_where(argument(*conjunction, i), to, begin);
    return true;
}

} // namespace mahalla
