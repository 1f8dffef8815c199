#include "expression/document.h"

#include <algorithm>

namespace mahalla {

NodeIndex Document::document_element() const
{
    NodeIndex node = first_child(0);
    while (node != no_node && kind(node) != NodeKind::Element) node = next_sibling(node);
    return node;
}

// An element's namespaces and attributes follow it directly, before its children.
NodeIndex Document::first_attribute(NodeIndex element) const
{
    if (nodes_[element].kind != NodeKind::Element) return no_node;
    NodeIndex node = element + 1;
    while (node < nodes_.size() && nodes_[node].kind == NodeKind::Namespace) ++node;
    return node < nodes_.size() && nodes_[node].kind == NodeKind::Attribute ? node : no_node;
}

NodeIndex Document::next_attribute(NodeIndex attribute) const
{
    NodeIndex node = attribute + 1;
    while (node < nodes_.size() && nodes_[node].kind == NodeKind::Namespace) ++node;
    return node < nodes_.size() && nodes_[node].kind == NodeKind::Attribute ? node : no_node;
}

void Document::append_namespaces(NodeIndex element, std::vector<NodeIndex>& found) const
{
    if (nodes_[element].kind != NodeKind::Element) return;
    const std::size_t begin = found.size();
    for (NodeIndex holder = element; holder != no_node; holder = nodes_[holder].parent) {
        for (NodeIndex node = holder + 1; node < nodes_.size() && (nodes_[node].kind == NodeKind::Namespace ||
                                                                   nodes_[node].kind == NodeKind::Attribute);
             ++node) {
            if (nodes_[node].kind != NodeKind::Namespace) continue;
            const bool hidden = std::any_of(found.begin() + static_cast<std::ptrdiff_t>(begin), found.end(),
                                            [&](NodeIndex nearer) { return local_name(nearer) == local_name(node); });
            if (!hidden) found.push_back(node);
        }
    }
    // `xmlns=""` hides an outer default without being a namespace itself.
    std::erase_if(found, [&](NodeIndex node) { return text(node).empty(); });
}

NodeIndex Document::end_of_subtree(NodeIndex node) const
{
    while (node != no_node && nodes_[node].next == no_node) node = nodes_[node].parent;
    return node == no_node ? static_cast<NodeIndex>(nodes_.size()) : nodes_[node].next;
}

void Document::append_string_value(NodeIndex node, std::string& value) const
{
    if (const auto view = string_value_view(node)) {
        value += *view;
        return;
    }
    const NodeIndex end = end_of_subtree(node);
    for (NodeIndex below = node + 1; below < end; ++below)
        if (nodes_[below].kind == NodeKind::Text) value += text(below);
}

std::optional<std::string_view> Document::string_value_view(NodeIndex node) const
{
    const Node& one = nodes_[node];
    if (one.kind != NodeKind::Element && one.kind != NodeKind::Root) return text(node);
    if (one.first_child == no_node) return std::string_view{};
    const Node& child = nodes_[one.first_child];
    if (child.kind == NodeKind::Text && child.next == no_node) return text(one.first_child);
    return std::nullopt;
}

NodeIndex Document::first_child_element(NodeIndex parent_node, const NameTest& name) const
{
    NodeIndex node = nodes_[parent_node].first_child;
    while (node != no_node && !(nodes_[node].kind == NodeKind::Element &&
                                name.matches(names_[nodes_[node].name].local, names_[nodes_[node].name].namespace_uri)))
        node = nodes_[node].next;
    return node;
}

NodeIndex Document::next_sibling_element(NodeIndex node, const NameTest& name) const
{
    do node = nodes_[node].next;
    while (node != no_node &&
           !(nodes_[node].kind == NodeKind::Element &&
             name.matches(names_[nodes_[node].name].local, names_[nodes_[node].name].namespace_uri)));
    return node;
}

std::string_view Document::text(NodeIndex node) const
{
    return std::string_view(texts_).substr(nodes_[node].text_begin, nodes_[node].text_size);
}

std::optional<std::string_view> Document::attribute(NodeIndex element, std::string_view local,
                                                    std::string_view namespace_uri_wanted) const
{
    for (NodeIndex node = first_attribute(element); node != no_node; node = next_attribute(node))
        if (local_name(node) == local && namespace_uri(node) == namespace_uri_wanted) return text(node);
    return std::nullopt;
}

} // namespace mahalla
