// Location paths: XPath 1.0 §2.
#include "expression/evaluator.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

bool matches(const SyntaxStep& step, const NodeSource& source, NodeIndex node)
{
    const NodeKind kind = source.kind(node);
    switch (step.test) {
    case TestKind::AnyNode:
        return true;
    case TestKind::Text:
        return kind == NodeKind::Text;
    case TestKind::Comment:
        return kind == NodeKind::Comment;
    case TestKind::ProcessingInstruction:
        return kind == NodeKind::ProcessingInstruction &&
               (step.name.local.empty() || step.name.local == source.local_name(node));
    case TestKind::Name:
        break;
    }
    // §2.3: a name asks for nodes of the axis's principal kind.
    const NodeKind principal = step.axis == Axis::Attribute   ? NodeKind::Attribute
                               : step.axis == Axis::Namespace ? NodeKind::Namespace
                                                              : NodeKind::Element;
    return kind == principal && step.name.matches(source.local_name(node), source.namespace_uri(node));
}

bool is_reverse(Axis axis)
{
    return axis == Axis::Parent || axis == Axis::Ancestor || axis == Axis::AncestorOrSelf ||
           axis == Axis::PrecedingSibling || axis == Axis::Preceding;
}

/// The node after `node` in document order, below `top`; `no_node` after the last.
NodeIndex next_below(const NodeSource& source, NodeIndex node, NodeIndex top)
{
    if (const NodeIndex child = source.first_child(node); child != no_node) return child;
    while (node != top) {
        if (const NodeIndex sibling = source.next_sibling(node); sibling != no_node) return sibling;
        node = source.parent(node);
    }
    return no_node;
}

NodeIndex deepest_last(const NodeSource& source, NodeIndex node)
{
    for (NodeIndex child = source.last_child(node); child != no_node; child = source.last_child(node)) node = child;
    return node;
}

bool is_attached(NodeKind kind) { return kind == NodeKind::Attribute || kind == NodeKind::Namespace; }

} // namespace

NodeRef Evaluator::start_of(const SyntaxPath& path, const Focus& focus) const
{
    if (path.start == PathStart::Root) return root_;
    return path.start == PathStart::Current ? current_ : focus.node;
}

NodeRef Evaluator::first_node(const SyntaxPath& path, const Focus& focus)
{
    NodeRef node = start_of(path, focus);
    // One way down is nearly always enough: where every step has one match, or the first match leads to the end.
    const SyntaxStep* step = tree_.steps.data() + path.first_step;
    const SyntaxStep* const end = step + path.step_count;
    for (; node && step != end; ++step) {
        const NodeSource& source = *node.source;
        if (step->axis == Axis::Parent) {
            node.node = source.parent(node.node);
        } else if (step->axis == Axis::Child) {
            const NodeIndex child = source.first_child_element(node.node, step->name);
            if (child == no_node || step + 1 == end) {
                node.node = child;
                continue;
            }
            if (source.next_sibling_element(child, step->name) == no_node) {
                node.node = child;
                continue;
            }
            NodeRef found;
            const auto take_first = [&](NodeRef one) {
                found = one;
                return true;
            };
            any_node_from(node, step, end, take_first);
            return found;
        } else if (step->axis == Axis::Attribute) {
            NodeIndex attribute = source.first_attribute(node.node);
            while (attribute != no_node && !matches(*step, source, attribute))
                attribute = source.next_attribute(attribute);
            node.node = attribute;
        }
    }
    return node;
}

bool Evaluator::any_node(const SyntaxPath& path, const Focus& focus, NodeQuestion question)
{
    const NodeRef start = start_of(path, focus);
    const SyntaxStep* const step = tree_.steps.data() + path.first_step;
    return start && any_node_from(start, step, step + path.step_count, question);
}

bool Evaluator::any_node_from(NodeRef node, const SyntaxStep* step, const SyntaxStep* end, NodeQuestion question)
{
    const NodeSource& source = *node.source;
    for (; step != end; ++step) {
        if (step->axis == Axis::Child) {
            // Nests as deep as the path has steps, which the parser limits.
            for (NodeIndex child = source.first_child_element(node.node, step->name); child != no_node;
                 child = source.next_sibling_element(child, step->name)) {
                if (!spend(1)) return false;
                if (any_node_from({node.source, child}, step + 1, end, question)) return true;
            }
            return false;
        }
        if (step->axis == Axis::Attribute) {
            for (NodeIndex attribute = source.first_attribute(node.node); attribute != no_node;
                 attribute = source.next_attribute(attribute))
                if (matches(*step, source, attribute) &&
                    any_node_from({node.source, attribute}, step + 1, end, question))
                    return true;
            return false;
        }
        if (step->axis == Axis::Parent) node.node = source.parent(node.node);
        if (!node) return false;
    }
    return question(node);
}

NodeSet Evaluator::path_nodes(const SyntaxPath& path, const Focus& focus)
{
    NodeSet set;
    if (path.start == PathStart::Filter) {
        set = nodes(path.filter, focus);
        for (SyntaxIndex i = 0; i < path.predicate_count && !failed(); ++i)
            filter(tree_.operands[path.first_predicate + i], set, 0);
    } else if (const NodeRef start = start_of(path, focus); start) {
        set.push_back(start);
    }

    NodeSet next;
    bool nested = path.start == PathStart::Filter && set.size() > 1;
    for (SyntaxIndex i = 0; i < path.step_count && !set.empty() && !failed(); ++i) {
        const SyntaxStep& step = tree_.steps[path.first_step + i];
        next.clear();
        apply_step(step, set, next);
        // Children of nodes none of which lies in another come in document order, each once; so do the nodes of any one
        // axis of a single node.
        const bool keeps_order = step.axis == Axis::Child || step.axis == Axis::Attribute || step.axis == Axis::Self;
        if ((set.size() > 1 && (nested || !keeps_order)) || step.axis == Axis::Namespace) sort(next);
        nested |= !keeps_order && step.axis != Axis::Parent;
        if (step.axis == Axis::Parent && set.size() > 1) nested = true;
        std::swap(set, next);
    }
    if (failed()) set.clear();
    return set;
}

void Evaluator::apply_step(const SyntaxStep& step, const NodeSet& from, NodeSet& to)
{
    for (const NodeRef node : from) {
        const std::size_t begin = to.size();
        SyntaxIndex predicate = 0;
        if (step.predicate_count == 0 || step.axis != Axis::Child || step.test != TestKind::Name ||
            (!append_numbered_child(step, node, to, predicate) && !append_indexed_children(step, node, to, predicate)))
            append_axis(step, node, to);
        for (; predicate < step.predicate_count; ++predicate)
            filter(tree_.operands[step.first_predicate + predicate], to, begin);
        if (is_reverse(step.axis)) std::reverse(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end());
        if (failed()) return;
    }
}

/// The position that a predicate asks for, where it is the same for every node: `[3]`, `[position() = $n]`, `[$n - 1]`.
std::optional<double> Evaluator::constant_position(SyntaxIndex predicate)
{
    const auto constant = [&](SyntaxIndex at) {
        const SyntaxNode& node = tree_.nodes[at];
        return node.type == StaticType::Number && !node.uses_focus && !node.uses_position;
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

bool Evaluator::append_numbered_child(const SyntaxStep& step, NodeRef parent, NodeSet& to, SyntaxIndex& predicates_done)
{
    const auto wanted = constant_position(tree_.operands[step.first_predicate]);
    if (!wanted) return false;
    predicates_done = 1;
    double position = 0;
    for (NodeIndex child = parent.source->first_child_element(parent.node, step.name); child != no_node && spend(1);
         child = parent.source->next_sibling_element(child, step.name)) {
        if (++position < *wanted) continue;
        if (position == *wanted) to.push_back({parent.source, child});
        break;
    }
    return true;
}

/// `item[key = text]` through the source's index, alone or as the first of several conditions joined with `and`.
bool Evaluator::append_indexed_children(const SyntaxStep& step, NodeRef parent, NodeSet& to,
                                        SyntaxIndex& predicates_done)
{
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

    const Value wanted = value(other, {});
    std::vector<NodeIndex> found;
    std::string storage;
    if (wanted.kind() == ValueKind::String) {
        if (!parent.source->append_children_where(parent.node, step.name, key->name, wanted.to_string(), found))
            return false;
    } else {
        for (const NodeRef node : wanted.nodes()) {
            storage.clear();
            if (!parent.source->append_children_where(parent.node, step.name, key->name, text_of(node, storage), found))
                return false;
        }
    }
    if (failed() || !spend(found.size())) return true;
    const std::size_t begin = to.size();
    for (const NodeIndex node : found) to.push_back({parent.source, node});
    if (wanted.nodes().size() > 1) {
        NodeSet several(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end());
        sort(several);
        to.resize(begin);
        to.insert(to.end(), several.begin(), several.end());
    }
    if (conjunction != nullptr)
        for (SyntaxIndex i = 2; i < conjunction->count; i += 2) {
            std::size_t kept = begin;
            for (std::size_t at = begin; at < to.size(); ++at)
                if (boolean(argument(*conjunction, i), {to[at]})) to[kept++] = to[at];
            to.resize(kept);
        }
    predicates_done = 1;
    return true;
}

void Evaluator::append_axis(const SyntaxStep& step, NodeRef node, NodeSet& to)
{
    const NodeSource& source = *node.source;
    // A set that has not been sorted yet may hold a node often: what it takes is limited like what it looks at.
    constexpr std::size_t nodes_max = 4'000'000;
    const auto may_look = [&] { return spend(to.size() < nodes_max ? 1 : work_left_ + 1); };
    const auto add = [&](NodeIndex one) {
        if (may_look() && matches(step, source, one)) to.push_back({node.source, one});
    };
    const bool attached = is_attached(source.kind(node.node));
    switch (step.axis) {
    case Axis::Child:
        if (attached) break;
        if (step.test == TestKind::Name) {
            for (NodeIndex child = source.first_child_element(node.node, step.name); child != no_node && may_look();
                 child = source.next_sibling_element(child, step.name))
                to.push_back({node.source, child});
            break;
        }
        for (NodeIndex child = source.first_child(node.node); child != no_node; child = source.next_sibling(child))
            add(child);
        break;
    case Axis::DescendantOrSelf:
        add(node.node);
        [[fallthrough]];
    case Axis::Descendant:
        if (attached) break;
        for (NodeIndex below = next_below(source, node.node, node.node); below != no_node && !failed();
             below = next_below(source, below, node.node))
            add(below);
        break;
    case Axis::Parent:
        if (const NodeIndex parent = source.parent(node.node); parent != no_node) add(parent);
        break;
    case Axis::AncestorOrSelf:
        add(node.node);
        [[fallthrough]];
    case Axis::Ancestor:
        for (NodeIndex above = source.parent(node.node); above != no_node; above = source.parent(above)) add(above);
        break;
    case Axis::FollowingSibling:
        if (attached) break;
        for (NodeIndex one = source.next_sibling(node.node); one != no_node; one = source.next_sibling(one)) add(one);
        break;
    case Axis::PrecedingSibling:
        if (attached) break;
        for (NodeIndex one = source.previous_sibling(node.node); one != no_node; one = source.previous_sibling(one))
            add(one);
        break;
    case Axis::Following: {
        // An attribute stands before the children of its element, which therefore follow it.
        NodeIndex above = node.node;
        if (attached) {
            above = source.parent(above);
            for (NodeIndex below = next_below(source, above, above); below != no_node && !failed();
                 below = next_below(source, below, above))
                add(below);
        }
        for (; above != no_node && !failed(); above = source.parent(above))
            for (NodeIndex one = source.next_sibling(above); one != no_node && !failed();
                 one = source.next_sibling(one)) {
                add(one);
                for (NodeIndex below = next_below(source, one, one); below != no_node && !failed();
                     below = next_below(source, below, one))
                    add(below);
            }
        break;
    }
    case Axis::Preceding: {
        NodeIndex above = attached ? source.parent(node.node) : node.node;
        for (; above != no_node && !failed(); above = source.parent(above))
            for (NodeIndex one = source.previous_sibling(above); one != no_node && !failed();
                 one = source.previous_sibling(one)) {
                NodeIndex at = deepest_last(source, one);
                while (!failed()) {
                    add(at);
                    if (at == one) break;
                    const NodeIndex before = source.previous_sibling(at);
                    at = before != no_node ? deepest_last(source, before) : source.parent(at);
                }
            }
        break;
    }
    case Axis::Attribute:
        if (source.kind(node.node) != NodeKind::Element) break;
        for (NodeIndex one = source.first_attribute(node.node); one != no_node; one = source.next_attribute(one))
            add(one);
        break;
    case Axis::Namespace: {
        std::vector<NodeIndex> found;
        source.append_namespaces(node.node, found);
        for (const NodeIndex one : found) add(one);
        break;
    }
    case Axis::Self:
        add(node.node);
        break;
    }
}

void Evaluator::filter(SyntaxIndex predicate, NodeSet& set, std::size_t begin)
{
    const StaticType type = tree_.nodes[predicate].type;
    const bool may_count = type == StaticType::Number || type == StaticType::Any;
    const std::size_t size = set.size() - begin;
    std::size_t kept = begin;
    for (std::size_t i = 0; i < size && spend(1) && !failed(); ++i) {
        const Focus focus{set[begin + i], i + 1, size};
        bool keep = false;
        if (may_count) {
            const Value found = value(predicate, focus);
            // §2.4: a number asks for that position.
            keep = found.kind() == ValueKind::Number ? found.to_number() == static_cast<double>(i + 1)
                                                     : found.to_boolean();
        } else {
            keep = boolean(predicate, focus);
        }
        if (keep) set[kept++] = focus.node;
    }
    set.resize(kept);
}

void Evaluator::sort(NodeSet& set)
{
    const auto is_before = [](NodeRef a, NodeRef b) { return a.source->precedes(a.node, b.node); };
    const bool one_source = std::ranges::all_of(set, [&](NodeRef node) { return node.source == set.front().source; });
    if (one_source) {
        if (!std::ranges::is_sorted(set, is_before)) std::ranges::sort(set, is_before);
    } else {
        // Between trees any order will do, so long as it is always the same: that of their first nodes here.
        std::vector<const NodeSource*> sources;
        for (const NodeRef node : set)
            if (std::ranges::find(sources, node.source) == sources.end()) sources.push_back(node.source);
        const auto rank = [&](NodeRef node) { return std::ranges::find(sources, node.source) - sources.begin(); };
        std::ranges::sort(
            set, [&](NodeRef a, NodeRef b) { return a.source == b.source ? is_before(a, b) : rank(a) < rank(b); });
    }
    const auto again = std::ranges::unique(set);
    set.erase(again.begin(), again.end());
}

} // namespace mahalla
