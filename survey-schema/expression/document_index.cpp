// Finding the items of a list by one of their columns: `root/item[name = 'x']`, `root/item[number(code) = 12]`.
#include "expression/document.h"
#include "expression/moment_text.h"
#include "expression/value.h"

#include <algorithm>
#include <bit>
#include <cmath>
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

/// What an index is about: the children `item` of `parent`, by their child `key`.
struct IndexSubject {
    NodeIndex parent;
    KeptTest item, key;

    bool is(NodeIndex other_parent, const NameTest& other_item, const NameTest& other_key) const
    {
        return parent == other_parent && same(item.view(), other_item) && same(key.view(), other_key);
    }
};

/// Items by a value, in chains that keep the order in which they were added.
template <typename Value> class Chains {
public:
    void add(Value value, NodeIndex item) { entries_.push_back({value, item, no_node}); }

    /// Call it when all are there.
    void link()
    {
        heads_.assign(std::bit_ceil(std::max<std::size_t>(entries_.size(), 1)), no_node);
        for (std::size_t i = entries_.size(); i > 0; --i) {
            std::uint32_t& head = heads_[bucket_of(entries_[i - 1].value)];
            entries_[i - 1].next = head;
            head = static_cast<std::uint32_t>(i - 1);
        }
    }

    /// Appends the items that have the value, each once, though several of its keys may.
    void append(const Value& value, std::vector<NodeIndex>& found) const
    {
        const std::size_t begin = found.size();
        for (std::uint32_t at = heads_[bucket_of(value)]; at != no_node; at = entries_[at].next) {
            const Entry& entry = entries_[at];
            const bool again = found.size() > begin && found.back() == entry.item;
            if (entry.value == value && !again) found.push_back(entry.item);
        }
    }

private:
    struct Entry {
        Value value;
        NodeIndex item;
        std::uint32_t next;
    };

    std::size_t bucket_of(const Value& value) const { return std::hash<Value>{}(value) & (heads_.size() - 1); }

    std::vector<std::uint32_t> heads_;
    std::vector<Entry> entries_;
};

} // namespace

struct Document::TextIndex {
    IndexSubject subject;
    Chains<std::string_view> chains{};
    std::deque<std::string> kept{}; ///< Values that lie in several pieces in the document.

    void add(const Document& document, NodeIndex item, NodeIndex key)
    {
        if (const auto view = document.string_value_view(key)) return chains.add(*view, item);
        document.append_string_value(key, kept.emplace_back());
        chains.add(kept.back(), item);
    }
};

struct Document::NumberIndex {
    IndexSubject subject;
    Chains<double> chains{};
    std::vector<NodeIndex> perhaps_dates{}; ///< Items whose key is a number only where a time zone is known.

    void add(const Document& document, NodeIndex item, NodeIndex key)
    {
        std::string storage;
        const auto view = document.string_value_view(key);
        if (!view) document.append_string_value(key, storage);
        const std::string_view text = view ? *view : std::string_view(storage);
        const double number = number_of_text(text);
        if (!std::isnan(number))
            chains.add(number, item);
        else if (may_be_date(text))
            perhaps_dates.push_back(item);
    }
};

Document::Document() = default;
Document::~Document() = default;

template <typename Index>
const Index* Document::index_of(std::vector<std::unique_ptr<Index>>& indexes, NodeIndex parent_node,
                                const NameTest& item, const NameTest& key) const
{
    const std::lock_guard lock(indexes_lock_);
    for (const auto& index : indexes)
        if (index->subject.is(parent_node, item, key)) return index.get();

    std::size_t children = 0;
    for (NodeIndex node = nodes_[parent_node].first_child; node != no_node && children < children_worth_an_index;
         node = nodes_[node].next)
        ++children;
    if (children < children_worth_an_index || indexes.size() == indexes_max) return nullptr;

    auto index = std::make_unique<Index>(Index{{parent_node, KeptTest(item), KeptTest(key)}});
    for (NodeIndex node = first_child_element(parent_node, item); node != no_node;
         node = next_sibling_element(node, item))
        for (NodeIndex value = first_child_element(node, key); value != no_node;
             value = next_sibling_element(value, key))
            index->add(*this, node, value);
    index->chains.link();
    indexes.push_back(std::move(index));
    return indexes.back().get();
}

bool Document::append_children_where(NodeIndex parent_node, const NameTest& item, const NameTest& key,
                                     std::string_view value, std::vector<NodeIndex>& found) const
{
    const TextIndex* index = index_of(text_indexes_, parent_node, item, key);
    if (index == nullptr) return false;
    index->chains.append(value, found);
    return true;
}

bool Document::append_children_where_number(NodeIndex parent_node, const NameTest& item, const NameTest& key,
                                            double value, std::vector<NodeIndex>& found) const
{
    const NumberIndex* index = index_of(number_indexes_, parent_node, item, key);
    if (index == nullptr) return false;
    const auto begin = static_cast<std::ptrdiff_t>(found.size());
    index->chains.append(value, found);
    if (index->perhaps_dates.empty()) return true;
    found.insert(found.end(), index->perhaps_dates.begin(), index->perhaps_dates.end());
    std::sort(found.begin() + begin, found.end());
    found.erase(std::unique(found.begin() + begin, found.end()), found.end());
    return true;
}

} // namespace mahalla
