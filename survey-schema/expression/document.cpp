#include "expression/document.h"

#include "base/check.h"

#include <algorithm>
#include <bit>
#include <deque>

namespace mahalla {

namespace {

constexpr std::size_t children_worth_an_index = 32;
constexpr std::size_t indexes_max = 64;

bool same(const NameTest& a, const NameTest& b)
{
    return a.local == b.local && a.namespace_uri == b.namespace_uri &&
           a.default_namespace_uri == b.default_namespace_uri && a.any_namespace == b.any_namespace;
}

/// A name test that owns its texts, because the expression that asks may be gone before the document.
struct KeptTest {
    std::string local, namespace_uri, default_namespace_uri;
    bool any_namespace = false;

    explicit KeptTest(const NameTest& test)
        : local(test.local), namespace_uri(test.namespace_uri), default_namespace_uri(test.default_namespace_uri),
          any_namespace(test.any_namespace)
    {}
    NameTest view() const { return {local, namespace_uri, default_namespace_uri, any_namespace}; }
};

} // namespace

/// A hash table over the key of every item: chains in document order.
struct Document::Index {
    struct Entry {
        std::string_view value;
        NodeIndex item = no_node;
        std::uint32_t next = no_node;
    };

    NodeIndex parent;
    KeptTest item, key;
    std::vector<std::uint32_t> heads;
    std::vector<Entry> entries;
    std::deque<std::string> kept; ///< Values that lie in several pieces in the document.

    Index(NodeIndex parent_node, const NameTest& item_test, const NameTest& key_test)
        : parent(parent_node), item(item_test), key(key_test)
    {}
    std::size_t bucket_of(std::string_view value) const
    {
        return std::hash<std::string_view>{}(value) & (heads.size() - 1);
    }
};

Document::~Document() = default;

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

const Document::Index* Document::index_of(NodeIndex parent_node, const NameTest& item, const NameTest& key) const
{
    const std::lock_guard lock(indexes_lock_);
    for (const auto& index : indexes_)
        if (index->parent == parent_node && same(index->item.view(), item) && same(index->key.view(), key))
            return index.get();

    std::size_t children = 0;
    for (NodeIndex node = nodes_[parent_node].first_child; node != no_node && children < children_worth_an_index;
         node = nodes_[node].next)
        ++children;
    if (children < children_worth_an_index || indexes_.size() == indexes_max) return nullptr;

    auto index = std::make_unique<Index>(parent_node, item, key);
    for (NodeIndex node = first_child_element(parent_node, item); node != no_node;
         node = next_sibling_element(node, item)) {
        for (NodeIndex value = first_child_element(node, key); value != no_node;
             value = next_sibling_element(value, key)) {
            Index::Entry entry;
            entry.item = node;
            if (const auto view = string_value_view(value)) {
                entry.value = *view;
            } else {
                append_string_value(value, index->kept.emplace_back());
                entry.value = index->kept.back();
            }
            index->entries.push_back(entry);
        }
    }
    index->heads.assign(std::bit_ceil(std::max<std::size_t>(index->entries.size(), 1)), no_node);
    for (std::size_t i = index->entries.size(); i > 0; --i) {
        std::uint32_t& head = index->heads[index->bucket_of(index->entries[i - 1].value)];
        index->entries[i - 1].next = head;
        head = static_cast<std::uint32_t>(i - 1);
    }
    indexes_.push_back(std::move(index));
    return indexes_.back().get();
}

bool Document::append_children_where(NodeIndex parent_node, const NameTest& item, const NameTest& key,
                                     std::string_view value, std::vector<NodeIndex>& found) const
{
    const Index* index = index_of(parent_node, item, key);
    if (index == nullptr) return false;
    const std::size_t begin = found.size();
    for (std::uint32_t at = index->heads[index->bucket_of(value)]; at != no_node; at = index->entries[at].next) {
        const Index::Entry& entry = index->entries[at];
        const bool again = found.size() > begin && found.back() == entry.item;
        if (entry.value == value && !again) found.push_back(entry.item);
    }
    return true;
}

DocumentBuilder::DocumentBuilder() : document_(new Document)
{
    document_->names_.emplace_back();
    name_numbers_.emplace(std::string(2, '\0'), 0);
    Document::Node root;
    document_->nodes_.push_back(root);
    open_.push_back(0);
    // The prefix `xml` is in scope everywhere (XPath 1.0 §5.4).
    namespace_declaration("xml", "http://www.w3.org/XML/1998/namespace");
}

DocumentBuilder::~DocumentBuilder() = default;

void DocumentBuilder::reserve(std::size_t nodes, std::size_t text_bytes)
{
    document_->nodes_.reserve(nodes);
    document_->texts_.reserve(text_bytes);
}

std::uint32_t DocumentBuilder::name_of(std::string_view local, std::string_view namespace_uri, std::string_view prefix)
{
    key_.assign(local);
    key_ += '\0';
    key_ += namespace_uri;
    key_ += '\0';
    key_ += prefix;
    const auto [place, is_new] = name_numbers_.try_emplace(key_, static_cast<std::uint32_t>(document_->names_.size()));
    if (is_new) document_->names_.push_back({std::string(local), std::string(namespace_uri), std::string(prefix)});
    return place->second;
}

NodeIndex DocumentBuilder::add(NodeKind kind, std::uint32_t name, std::string_view content)
{
    const auto made = static_cast<NodeIndex>(document_->nodes_.size());
    Document::Node node;
    node.kind = kind;
    node.parent = open_.back();
    node.name = name;
    node.text_begin = static_cast<std::uint32_t>(document_->texts_.size());
    node.text_size = static_cast<std::uint32_t>(content.size());
    document_->texts_ += content;
    if (kind != NodeKind::Attribute && kind != NodeKind::Namespace) {
        Document::Node& parent = document_->nodes_[open_.back()];
        node.previous = parent.last_child;
        if (parent.last_child == no_node)
            parent.first_child = made;
        else
            document_->nodes_[parent.last_child].next = made;
        parent.last_child = made;
    }
    document_->nodes_.push_back(node);
    return made;
}

void DocumentBuilder::begin_element(std::string_view local, std::string_view namespace_uri, std::string_view prefix,
                                    std::uint32_t line)
{
    const NodeIndex made = add(NodeKind::Element, name_of(local, namespace_uri, prefix), {});
    document_->nodes_[made].line = line;
    open_.push_back(made);
}

void DocumentBuilder::attribute(std::string_view local, std::string_view value, std::string_view namespace_uri,
                                std::string_view prefix)
{
    MAHALLA_CHECK(open_.size() > 1 && document_->nodes_[open_.back()].first_child == no_node);
    add(NodeKind::Attribute, name_of(local, namespace_uri, prefix), value);
}

void DocumentBuilder::namespace_declaration(std::string_view prefix, std::string_view uri)
{
    MAHALLA_CHECK(document_->nodes_[open_.back()].first_child == no_node);
    add(NodeKind::Namespace, name_of(prefix, {}, {}), uri);
}

void DocumentBuilder::text(std::string_view content)
{
    if (content.empty()) return;
    const NodeIndex last = document_->nodes_[open_.back()].last_child;
    if (last != no_node && document_->nodes_[last].kind == NodeKind::Text) {
        // Nothing was added since, so its text still ends where all texts end.
        document_->texts_ += content;
        document_->nodes_[last].text_size += static_cast<std::uint32_t>(content.size());
        return;
    }
    add(NodeKind::Text, 0, content);
}

void DocumentBuilder::comment(std::string_view content) { add(NodeKind::Comment, 0, content); }

void DocumentBuilder::processing_instruction(std::string_view target, std::string_view content)
{
    add(NodeKind::ProcessingInstruction, name_of(target, {}, {}), content);
}

void DocumentBuilder::end_element()
{
    MAHALLA_CHECK(open_.size() > 1);
    open_.pop_back();
}

void DocumentBuilder::leaf(std::string_view local, std::string_view content)
{
    begin_element(local);
    text(content);
    end_element();
}

std::shared_ptr<const Document> DocumentBuilder::finish()
{
    open_.resize(1);
    return std::move(document_);
}

} // namespace mahalla
