#pragma once
#include "base/hash_index.h"
#include "form/model_node.h"

#include <string_view>
#include <vector>

namespace mahalla {

/// Finds nodes by their nodesets ("/data/person/age"), which stay where they are as long as this is asked.
class NodesetIndex {
public:
    void reserve(std::size_t nodes)
    {
        nodesets_.reserve(nodes);
        index_.reserve(nodes);
    }

    /// False where the nodeset is another node's already. Nodes come in the order of their indexes.
    bool add(std::string_view nodeset, ModelIndex node)
    {
        nodesets_.resize(node);
        nodesets_.push_back(nodeset);
        if (contains(nodeset)) return false;
        index_.add(HashIndex::hash_of(nodeset), node);
        return true;
    }

    /// `no_index` where there is none.
    ModelIndex find(std::string_view nodeset) const
    {
        return index_.find(HashIndex::hash_of(nodeset), [&](ModelIndex node) { return nodesets_[node] == nodeset; });
    }
    bool contains(std::string_view nodeset) const { return find(nodeset) != no_index; }
    std::string_view nodeset(ModelIndex node) const { return nodesets_[node]; }

private:
    static_assert(HashIndex::none == no_index);

    std::vector<std::string_view> nodesets_; ///< By node.
    HashIndex index_;
};

} // namespace mahalla
