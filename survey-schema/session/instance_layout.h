#pragma once
#include "form/form_definition.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mahalla {

/// Where each node of a form lies in a running interview, worked out once.
///
/// The root and each row of a repeat are a *block*: their nodes one after the other, parents before children,
/// attributes right after their element. A repeat inside a block takes one place, the *anchor* of its series, whose
/// rows are blocks of their own. So a node of a block is found by adding, never by searching.
class InstanceLayout {
public:
    explicit InstanceLayout(const FormDefinition& form);

    const FormDefinition& form() const { return form_; }

    /// The place of a node in its block; a repeat's own place is 0, the row itself.
    std::uint32_t offset(ModelIndex node) const { return places_[node].offset; }
    /// The place of a repeat's anchor in the block around it.
    std::uint32_t anchor_offset(ModelIndex repeat) const { return places_[repeat].anchor; }
    /// The first place behind everything that lies inside the node, within its block.
    std::uint32_t end_offset(ModelIndex node) const { return places_[node].end; }
    /// The repeats that rows have to be chosen of to find one node, outermost first; a repeat counts as its own last.
    const std::vector<ModelIndex>& repeats_of(ModelIndex node) const { return places_[node].repeats; }
    /// How many of the first repeats of two nodes are the same.
    std::size_t shared_repeats(ModelIndex a, ModelIndex b) const;
    /// The place among its siblings, elements and attributes counted apart.
    std::uint32_t sibling_index(ModelIndex node) const { return places_[node].sibling; }

    /// The nodes of the block of the root or of a repeat, by place.
    const std::vector<ModelIndex>& block(ModelIndex root_or_repeat) const { return blocks_.at(root_or_repeat); }

    /// The first child element with this local name whatever its namespace, and the next sibling of the same local
    /// name.
    ModelIndex first_child_named(ModelIndex parent, std::string_view local_name) const;
    ModelIndex next_namesake(ModelIndex node) const { return places_[node].next_namesake; }

private:
    struct Place {
        std::uint32_t offset = 0, anchor = 0, end = 0, sibling = 0;
        ModelIndex next_namesake = no_index;
        std::vector<ModelIndex> repeats;
    };
    struct ChildName {
        ModelIndex parent;
        std::string_view name;
        bool operator==(const ChildName&) const = default;
    };
    struct ChildNameHash {
        std::size_t operator()(const ChildName& key) const noexcept
        {
            return std::hash<std::string_view>()(key.name) ^ (std::size_t{key.parent} * 0x9e3779b97f4a7c15ULL);
        }
    };

    void lay_out_block(ModelIndex root_or_repeat);
    void place(ModelIndex node, std::vector<ModelIndex>& block);

    const FormDefinition& form_;
    std::vector<Place> places_;
    std::unordered_map<ModelIndex, std::vector<ModelIndex>> blocks_;
    std::unordered_map<ChildName, ModelIndex, ChildNameHash> children_by_name_;
};

} // namespace mahalla
