// Finding the items of a list by the text of one of their columns: `root/item[name = 'x']`.
#include "expression/document.h"

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

Document::Document() = default;
Document::~Document() = default;

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

} // namespace mahalla
