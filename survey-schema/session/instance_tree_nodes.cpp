// The tree as XPath sees it: axes, names, string values, document order.

#include "session/instance_tree.h"

namespace mahalla {

NodeKind InstanceTree::kind(NodeIndex node) const
{
    if ((node & text_bit) != 0) return NodeKind::Text;
    if (node == document) return NodeKind::Root;
    return model_of(node).kind == ModelNodeKind::Attribute ? NodeKind::Attribute : NodeKind::Element;
}

NodeIndex InstanceTree::parent(NodeIndex node) const
{
    if ((node & text_bit) != 0) return node & ~text_bit;
    if (node == document) return no_node;
    return parent_element(node);
}

NodeIndex InstanceTree::first_child(NodeIndex node) const
{
    if ((node & text_bit) != 0) return no_node;
    if (node == document) return root_element;
    const ModelNode& model = model_of(node);
    if (model.kind == ModelNodeKind::Attribute || flags_[node].anchor) return no_node;
    if (holds_value(node)) return readable_value(node).empty() ? no_node : text_of(node);
    for (const ModelIndex child : model.children)
        if (const NodeIndex first = first_of(block_of(node), child); first != no_node) return first;
    return no_node;
}

NodeIndex InstanceTree::last_child(NodeIndex node) const
{
    if ((node & text_bit) != 0) return no_node;
    if (node == document) return root_element;
    const ModelNode& model = model_of(node);
    if (model.kind == ModelNodeKind::Attribute || flags_[node].anchor) return no_node;
    if (holds_value(node)) return readable_value(node).empty() ? no_node : text_of(node);
    for (auto child = model.children.rbegin(); child != model.children.rend(); ++child)
        if (const NodeIndex last = last_of(block_of(node), *child); last != no_node) return last;
    return no_node;
}

NodeIndex InstanceTree::next_sibling(NodeIndex node) const
{
    if ((node & text_bit) != 0 || node <= root_element || kind(node) == NodeKind::Attribute) return no_node;
    if (is_row(node)) {
        const Block& block = blocks_[block_of(node)];
        if (block.position == 0) return no_node;
        const auto& rows = this->rows(block.anchor);
        if (block.position < rows.size()) return blocks_[rows[block.position]].base;
    }
    const BlockIndex block = sibling_block(node);
    const auto& siblings = layout_.form().node(model_of(node).parent).children;
    for (std::size_t i = layout_.sibling_index(models_[node]) + 1; i < siblings.size(); ++i)
        if (const NodeIndex next = first_of(block, siblings[i]); next != no_node) return next;
    return no_node;
}

NodeIndex InstanceTree::previous_sibling(NodeIndex node) const
{
    if ((node & text_bit) != 0 || node <= root_element || kind(node) == NodeKind::Attribute) return no_node;
    if (is_row(node)) {
        const Block& block = blocks_[block_of(node)];
        if (block.position == 0) return no_node;
        if (block.position > 1) return blocks_[rows(block.anchor)[block.position - 2]].base;
    }
    const BlockIndex block = sibling_block(node);
    const auto& siblings = layout_.form().node(model_of(node).parent).children;
    for (std::size_t i = layout_.sibling_index(models_[node]); i > 0; --i)
        if (const NodeIndex previous = last_of(block, siblings[i - 1]); previous != no_node) return previous;
    return no_node;
}

NodeIndex InstanceTree::first_attribute(NodeIndex element) const
{
    if ((element & text_bit) != 0 || element == document || flags_[element].anchor) return no_node;
    const auto& attributes = model_of(element).attributes;
    return attributes.empty() ? no_node : node_in(block_of(element), attributes.front());
}

NodeIndex InstanceTree::next_attribute(NodeIndex attribute) const
{
    const auto& attributes = layout_.form().node(model_of(attribute).parent).attributes;
    const std::size_t next = layout_.sibling_index(models_[attribute]) + 1;
    return next < attributes.size() ? node_in(block_of(attribute), attributes[next]) : no_node;
}

std::string_view InstanceTree::local_name(NodeIndex node) const
{
    return (node & text_bit) != 0 || node == document ? std::string_view() : model_of(node).local_name();
}

std::string_view InstanceTree::namespace_uri(NodeIndex node) const
{
    return (node & text_bit) != 0 || node == document ? std::string_view() : model_of(node).namespace_uri;
}

std::string_view InstanceTree::prefix(NodeIndex node) const
{
    return (node & text_bit) != 0 || node == document ? std::string_view() : model_of(node).prefix();
}

void InstanceTree::append_string_value(NodeIndex node, std::string& text) const
{
    if (const auto whole = string_value_view(node)) {
        text += *whole;
        return;
    }
    // Recursion is bounded by the depth FormDefinition allows.
    for (NodeIndex child = first_child(node); child != no_node; child = next_sibling(child))
        append_string_value(child, text);
}

std::optional<std::string_view> InstanceTree::string_value_view(NodeIndex node) const
{
    if ((node & text_bit) != 0) return readable_value(node & ~text_bit);
    if (holds_value(node)) return readable_value(node);
    return std::nullopt;
}

bool InstanceTree::precedes(NodeIndex a, NodeIndex b) const
{
    const bool a_is_text = (a & text_bit) != 0;
    const bool b_is_text = (b & text_bit) != 0;
    a &= ~text_bit;
    b &= ~text_bit;
    if (a == b) return !a_is_text && b_is_text;
    if (a == document || b == document) return a == document;
    // Climb to where both lie in one block; a node that was climbed out of stands at its anchor's place, by position.
    std::size_t a_position = 0;
    std::size_t b_position = 0;
    while (block_of(a) != block_of(b)) {
        const Block& a_block = blocks_[block_of(a)];
        const Block& b_block = blocks_[block_of(b)];
        const bool climb_a = a_block.level >= b_block.level;
        const bool climb_b = b_block.level >= a_block.level;
        if (climb_a) {
            a_position = a_block.position;
            a = a_block.anchor;
        }
        if (climb_b) {
            b_position = b_block.position;
            b = b_block.anchor;
        }
    }
    return a != b ? a < b : a_position < b_position;
}

NodeIndex InstanceTree::first_child_element(NodeIndex parent, const NameTest& name) const
{
    if ((parent & text_bit) != 0) return no_node;
    if (parent == document)
        return name.matches(local_name(root_element), namespace_uri(root_element)) ? root_element : no_node;
    if (name.any_namespace || name.local.empty()) return NodeSource::first_child_element(parent, name);
    if (flags_[parent].anchor) return no_node;
    for (ModelIndex child = layout_.first_child_named(models_[parent], name.local); child != no_index;
         child = layout_.next_namesake(child)) {
        if (!name.matches(name.local, layout_.form().node(child).namespace_uri)) continue;
        if (const NodeIndex first = first_of(block_of(parent), child); first != no_node) return first;
    }
    return no_node;
}

NodeIndex InstanceTree::next_sibling_element(NodeIndex node, const NameTest& name) const
{
    if ((node & text_bit) != 0 || node <= root_element) return no_node;
    if (name.any_namespace || name.local.empty()) return NodeSource::next_sibling_element(node, name);
    if (local_name(node) != name.local) return NodeSource::next_sibling_element(node, name);
    if (is_row(node) && name.matches(name.local, namespace_uri(node))) {
        const Block& block = blocks_[block_of(node)];
        const auto& rows = this->rows(block.anchor);
        if (block.position > 0 && block.position < rows.size()) return blocks_[rows[block.position]].base;
    }
    for (ModelIndex next = layout_.next_namesake(models_[node]); next != no_index; next = layout_.next_namesake(next)) {
        if (!name.matches(name.local, layout_.form().node(next).namespace_uri)) continue;
        if (const NodeIndex first = first_of(sibling_block(node), next); first != no_node) return first;
    }
    return no_node;
}

std::size_t InstanceTree::position_among_namesakes(NodeIndex element) const
{
    if ((element & text_bit) != 0 || element == document) return 1;
    return is_row(element) && element != root_element ? blocks_[block_of(element)].position : 1;
}

} // namespace mahalla
