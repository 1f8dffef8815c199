#pragma once
#include "base/id.h"
#include "expression/node_source.h"
#include "session/instance_layout.h"

#include <map>
#include <string>
#include <vector>

namespace mahalla {

/// A block of an interview: the root's, or one row of a repeat.
using BlockIndex = std::uint32_t;
/// A series of rows: one repeat inside one block.
using SeriesIndex = std::uint32_t;

/// The live answers of one interview, as expressions read them.
///
/// Nodes are numbered by block; a block that was taken out of its series keeps its numbers and may be put back. The
/// text of an element or a question is a node of its own (`text_of`), as XPath sees it. A node that is not relevant
/// reads as empty.
class InstanceTree final : public NodeSource {
public:
    static constexpr NodeIndex document = 0; ///< The node above the root element.
    static constexpr NodeIndex root_element = 1;
    /// More than twice what a record may hold; with what is printed of each, it stays within 256 MiB.
    static constexpr std::size_t nodes_max = 500'000;

    /// What is known of a node besides its value.
    struct Flags {
        bool relevant_itself = true; ///< Its own expression says so; `relevant` adds what is inherited.
        bool relevant = true;
        bool readonly_itself = false;
        bool readonly = false;
        bool required = false;
        bool anchor = false;      ///< The place of a series in its block, not a node of XPath.
        bool wrong_type = false;  ///< `typed` holds a text that is no value of the type.
        bool out_of_date = false; ///< A dependency of its calculation changed while it was not relevant.
    };

    explicit InstanceTree(const InstanceLayout& layout);

    const InstanceLayout& layout() const { return layout_; }

    // Nodes

    std::size_t node_count() const { return models_.size(); }
    ModelIndex model(NodeIndex node) const { return models_[node]; }
    Flags& flags(NodeIndex node) { return flags_[node]; }
    const Flags& flags(NodeIndex node) const { return flags_[node]; }
    /// What is kept, whether it is relevant or not.
    const std::string& value(NodeIndex node) const { return values_[node]; }
    /// Gives back what was there before.
    std::string exchange_value(NodeIndex node, std::string value);
    /// What was typed where it has the wrong type; empty else.
    const std::string& typed(NodeIndex node) const;
    std::string exchange_typed(NodeIndex node, std::string typed);
    /// What expressions read.
    std::string_view readable_value(NodeIndex node) const;

    BlockIndex block_of(NodeIndex node) const { return blocks_of_nodes_[node]; }
    /// The node of `model` in a block that holds it; of a repeat, its anchor or, for the block's own, the row.
    NodeIndex node_in(BlockIndex block, ModelIndex model) const;
    /// True while the node's rows are all in their series.
    bool is_present(NodeIndex node) const;
    /// The parent element, also of an anchor; `document` for the root element.
    NodeIndex parent_element(NodeIndex node) const;

    // Blocks and series

    /// Of all that were ever made, taken out or not.
    std::size_t block_count() const { return blocks_.size(); }
    NodeIndex base(BlockIndex block) const { return blocks_[block].base; }
    ModelIndex block_model(BlockIndex block) const { return blocks_[block].model; }
    std::size_t block_level(BlockIndex block) const { return blocks_[block].level; }
    /// The block around the one given, `steps` outwards.
    BlockIndex outer_block(BlockIndex block, std::size_t steps) const;
    /// The anchor of the series a row belongs to. Not for the root's block.
    NodeIndex anchor_of(BlockIndex block) const { return blocks_[block].anchor; }
    const RowId& row_id(BlockIndex block) const { return blocks_[block].row; }
    /// From 1; 0 for a row that was taken out.
    std::size_t position(BlockIndex block) const { return blocks_[block].position; }
    const std::vector<BlockIndex>& rows(NodeIndex anchor) const { return rows_[series_[anchor]]; }

    /// Makes a row, not yet in its series. `nodes_max` is the caller's to watch.
    BlockIndex make_row(NodeIndex anchor, const RowId& row);
    /// Puts a row at `position` (from 1) into its series; those behind move on.
    void insert_row(BlockIndex row, std::size_t position);
    void take_row_out(BlockIndex row);

    /// Calls `visit(node)` for the node of `model` in every block reached from `block`, outermost rows first; for a
    /// repeat, for the anchor and then for every row of the series.
    template <typename Visit> void for_each_below(BlockIndex block, ModelIndex model, const Visit& visit) const;

    // NodeSource

    static NodeIndex text_of(NodeIndex node) { return node | text_bit; }

    NodeIndex root() const override { return document; }
    NodeKind kind(NodeIndex node) const override;
    NodeIndex parent(NodeIndex node) const override;
    NodeIndex first_child(NodeIndex node) const override;
    NodeIndex last_child(NodeIndex node) const override;
    NodeIndex next_sibling(NodeIndex node) const override;
    NodeIndex previous_sibling(NodeIndex node) const override;
    NodeIndex first_attribute(NodeIndex element) const override;
    NodeIndex next_attribute(NodeIndex attribute) const override;
    std::string_view local_name(NodeIndex node) const override;
    std::string_view namespace_uri(NodeIndex node) const override;
    std::string_view prefix(NodeIndex node) const override;
    void append_string_value(NodeIndex node, std::string& text) const override;
    std::optional<std::string_view> string_value_view(NodeIndex node) const override;
    bool precedes(NodeIndex a, NodeIndex b) const override;
    NodeIndex first_child_element(NodeIndex parent, const NameTest& name) const override;
    NodeIndex next_sibling_element(NodeIndex node, const NameTest& name) const override;
    std::size_t position_among_namesakes(NodeIndex element) const override;

private:
    static constexpr NodeIndex text_bit = 0x80000000U;

    struct Block {
        ModelIndex model = 0;
        NodeIndex base = 0;
        NodeIndex anchor = no_node;
        std::size_t level = 0;
        std::size_t position = 0;
        RowId row;
    };

    BlockIndex make_block(ModelIndex model, NodeIndex anchor, const RowId& row);
    const ModelNode& model_of(NodeIndex node) const { return layout_.form().node(models_[node]); }
    bool is_row(NodeIndex node) const { return node > document && blocks_[blocks_of_nodes_[node]].base == node; }
    bool holds_value(NodeIndex node) const;
    /// The first (or last) element that stands for `model` in the block, `no_node` for a series without rows.
    NodeIndex first_of(BlockIndex block, ModelIndex model) const;
    NodeIndex last_of(BlockIndex block, ModelIndex model) const;
    /// The block a node's siblings lie in, and the anchor's place for a row.
    BlockIndex sibling_block(NodeIndex node) const;

    const InstanceLayout& layout_;
    std::vector<ModelIndex> models_;
    std::vector<BlockIndex> blocks_of_nodes_;
    std::vector<SeriesIndex> series_; // of anchors
    std::vector<Flags> flags_;
    std::vector<std::string> values_;
    std::map<NodeIndex, std::string> typed_;
    std::vector<Block> blocks_;
    std::vector<std::vector<BlockIndex>> rows_;
};

template <typename Visit>
void InstanceTree::for_each_below(BlockIndex block, ModelIndex model, const Visit& visit) const
{
    const auto& repeats = layout_.repeats_of(model);
    const std::size_t level = blocks_[block].level;
    if (level == repeats.size()) {
        visit(blocks_[block].base + layout_.offset(model));
        return;
    }
    const NodeIndex anchor = blocks_[block].base + layout_.anchor_offset(repeats[level]);
    if (repeats[level] == model) visit(anchor);
    // Recursion is bounded by the depth of repeats. By index: `visit` may add rows to other series.
    for (std::size_t i = 0; i < rows(anchor).size(); ++i) for_each_below(rows(anchor)[i], model, visit);
}

} // namespace mahalla
