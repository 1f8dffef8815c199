#include "expression/node_source.h"

namespace mahalla {

namespace {

NodeIndex first_match_from(const NodeSource& source, NodeIndex node, const NameTest& name)
{
    while (node != no_node && !(source.kind(node) == NodeKind::Element &&
                                name.matches(source.local_name(node), source.namespace_uri(node))))
        node = source.next_sibling(node);
    return node;
}

} // namespace

NodeIndex NodeSource::first_child_element(NodeIndex parent_node, const NameTest& name) const
{
    return first_match_from(*this, first_child(parent_node), name);
}

NodeIndex NodeSource::next_sibling_element(NodeIndex node, const NameTest& name) const
{
    return first_match_from(*this, next_sibling(node), name);
}

std::size_t NodeSource::position_among_namesakes(NodeIndex element) const
{
    std::size_t position = 1;
    for (NodeIndex node = previous_sibling(element); node != no_node; node = previous_sibling(node))
        if (kind(node) == kind(element) && local_name(node) == local_name(element) &&
            namespace_uri(node) == namespace_uri(element))
            ++position;
    return position;
}

std::string string_value(NodeRef node)
{
    std::string text;
    node.source->append_string_value(node.node, text);
    return text;
}

} // namespace mahalla
