// The axes of XPath 1.0 §2.2, from one node and from many.
#include "expression/evaluator.h"
#include "expression/node_walk.h"

#include <algorithm>
#include <unordered_set>

namespace mahalla {

void Evaluator::append_if(const SyntaxStep& step, NodeRef node, NodeSet& to)
{
    if (spend(1) && matches(step, *node.source, node.node)) to.push_back(node);
}

bool Evaluator::wants_more(const NodeSet& to) const { return to.size() < nodes_wanted_ && !failed(); }

/// In the order of the axis: away from the node.
void Evaluator::append_axis(const SyntaxStep& step, NodeRef node, NodeSet& to)
{
    const NodeSource& source = *node.source;
    const auto add = [&](NodeIndex one) { append_if(step, {node.source, one}, to); };
    const bool attached = is_attached(source.kind(node.node));
    switch (step.axis) {
    case Axis::Child:
        if (attached) break;
        if (step.test == TestKind::Name) {
            for (NodeIndex child = source.first_child_element(node.node, step.name);
                 child != no_node && wants_more(to) && spend(1); child = source.next_sibling_element(child, step.name))
                to.push_back({node.source, child});
            break;
        }
        for (NodeIndex child = source.first_child(node.node); child != no_node && wants_more(to);
             child = source.next_sibling(child))
            add(child);
        break;
    case Axis::DescendantOrSelf:
        add(node.node);
        [[fallthrough]];
    case Axis::Descendant:
        append_below(step, node, to);
        break;
    case Axis::Parent:
        if (const NodeIndex parent = source.parent(node.node); parent != no_node) add(parent);
        break;
    case Axis::AncestorOrSelf:
        add(node.node);
        [[fallthrough]];
    case Axis::Ancestor:
        for (NodeIndex above = source.parent(node.node); above != no_node && wants_more(to);
             above = source.parent(above))
            add(above);
        break;
    case Axis::FollowingSibling:
        if (attached) break;
        for (NodeIndex one = source.next_sibling(node.node); one != no_node && wants_more(to);
             one = source.next_sibling(one))
            add(one);
        break;
    case Axis::PrecedingSibling:
        if (attached) break;
        for (NodeIndex one = source.previous_sibling(node.node); one != no_node && wants_more(to);
             one = source.previous_sibling(one))
            add(one);
        break;
    case Axis::Following:
        append_following(step, node, to);
        break;
    case Axis::Preceding:
        append_preceding(step, node, to);
        break;
    case Axis::Attribute:
        if (source.kind(node.node) != NodeKind::Element) break;
        for (NodeIndex one = source.first_attribute(node.node); one != no_node && wants_more(to);
             one = source.next_attribute(one))
            add(one);
        break;
    case Axis::Namespace: {
        std::vector<NodeIndex> found;
        source.append_namespaces(node.node, found);
        for (std::size_t i = 0; i < found.size() && wants_more(to); ++i) add(found[i]);
        break;
    }
    case Axis::Self:
        add(node.node);
        break;
    }
}

void Evaluator::append_below(const SyntaxStep& step, NodeRef top, NodeSet& to)
{
    const NodeSource& source = *top.source;
    if (is_attached(source.kind(top.node)) || source.first_child(top.node) == no_node) return;
    const NodeIndex end = after(source, top.node);
    for (NodeIndex below = source.first_child(top.node); below != end && wants_more(to);
         below = next_in_document(source, below))
        append_if(step, {top.source, below}, to);
}

void Evaluator::append_following(const SyntaxStep& step, NodeRef node, NodeSet& to)
{
    for (NodeIndex one = after(*node.source, node.node); one != no_node && wants_more(to);
         one = next_in_document(*node.source, one))
        append_if(step, {node.source, one}, to);
}

/// All that ends before the node begins: what stands before it and before each of its ancestors.
void Evaluator::append_preceding(const SyntaxStep& step, NodeRef node, NodeSet& to)
{
    const NodeSource& source = *node.source;
    NodeIndex above = is_attached(source.kind(node.node)) ? source.parent(node.node) : node.node;
    for (; above != no_node && wants_more(to); above = source.parent(above)) {
        const NodeIndex before = source.previous_sibling(above);
        // Backwards through the siblings and all that is in them; their parent comes with the next turn.
        for (NodeIndex at = before == no_node ? no_node : deepest_last(source, before);
             at != no_node && at != source.parent(above) && wants_more(to);) {
            append_if(step, {node.source, at}, to);
            const NodeIndex sibling = source.previous_sibling(at);
            at = sibling != no_node ? deepest_last(source, sibling) : source.parent(at);
        }
    }
}

void Evaluator::append_axis_of_all(const SyntaxStep& step, const NodeSet& from, NodeSet& to)
{
    // One tree at a time; within it the nodes are in document order.
    for (auto begin = from.begin(); begin != from.end() && !failed();) {
        const NodeSource& source = *begin->source;
        const auto end = std::find_if(begin, from.end(), [&](NodeRef node) { return node.source != &source; });
        std::unordered_set<NodeIndex> seen;
        const auto is_new = [&](NodeIndex node) { return seen.insert(node).second; };
        switch (step.axis) {
        case Axis::Descendant:
        case Axis::DescendantOrSelf: {
            // What lies in a node that was gone through is not gone through again.
            NodeIndex beyond = from.front().node;
            bool any = false;
            for (auto node = begin; node != end; ++node) {
                const bool attached = is_attached(source.kind(node->node));
                const bool inside = any && !attached && (beyond == no_node || source.precedes(node->node, beyond));
                if (inside) continue;
                append_axis(step, *node, to);
                if (attached) continue;
                beyond = after(source, node->node);
                any = true;
            }
            break;
        }
        case Axis::Following: {
            // The one that ends first is followed by all that follows any.
            const auto ends_first = std::min_element(begin, end, [&](NodeRef a, NodeRef b) {
                const NodeIndex after_a = after(source, a.node), after_b = after(source, b.node);
                return after_a != no_node && (after_b == no_node || source.precedes(after_a, after_b));
            });
            append_following(step, *ends_first, to);
            break;
        }
        case Axis::Preceding:
            append_preceding(step, *(end - 1), to);
            break;
        case Axis::FollowingSibling:
            for (auto node = begin; node != end; ++node)
                if (!is_attached(source.kind(node->node)) && is_new(source.parent(node->node)))
                    append_axis(step, *node, to);
            break;
        case Axis::PrecedingSibling:
            for (auto node = std::make_reverse_iterator(end); node != std::make_reverse_iterator(begin); ++node)
                if (!is_attached(source.kind(node->node)) && is_new(source.parent(node->node)))
                    append_axis(step, *node, to);
            break;
        case Axis::Ancestor:
        case Axis::AncestorOrSelf:
            for (auto node = begin; node != end; ++node) {
                NodeIndex above = step.axis == Axis::Ancestor ? source.parent(node->node) : node->node;
                for (; above != no_node && is_new(above) && wants_more(to); above = source.parent(above))
                    append_if(step, {&source, above}, to);
            }
            break;
        case Axis::Parent:
        case Axis::Child:
        case Axis::Attribute:
        case Axis::Namespace:
        case Axis::Self:
            for (auto node = begin; node != end && wants_more(to); ++node) append_axis(step, *node, to);
            break;
        }
        begin = end;
    }
}

} // namespace mahalla
