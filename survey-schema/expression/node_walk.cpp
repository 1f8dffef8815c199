#include "expression/node_walk.h"

namespace mahalla {

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

bool is_attached(NodeKind kind) { return kind == NodeKind::Attribute || kind == NodeKind::Namespace; }

NodeIndex after(const NodeSource& source, NodeIndex node)
{
    // An attribute stands before the children of its element.
    if (is_attached(source.kind(node))) {
        node = source.parent(node);
        if (const NodeIndex child = source.first_child(node); child != no_node) return child;
    }
    for (; node != no_node; node = source.parent(node))
        if (const NodeIndex sibling = source.next_sibling(node); sibling != no_node) return sibling;
    return no_node;
}

NodeIndex next_in_document(const NodeSource& source, NodeIndex node)
{
    const NodeIndex child = source.first_child(node);
    return child != no_node ? child : after(source, node);
}

NodeIndex deepest_last(const NodeSource& source, NodeIndex node)
{
    for (NodeIndex child = source.last_child(node); child != no_node; child = source.last_child(node)) node = child;
    return node;
}

} // namespace mahalla
