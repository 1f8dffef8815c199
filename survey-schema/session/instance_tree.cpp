#include "session/instance_tree.h"

#include "base/check.h"

namespace mahalla {

namespace {

const std::string empty_text;

} // namespace

InstanceTree::InstanceTree(const InstanceLayout& layout) : layout_(layout)
{
    models_.push_back(no_index);
    blocks_of_nodes_.push_back(0);
    series_.push_back(0);
    flags_.emplace_back();
    values_.emplace_back();
    make_block(0, no_node, RowId());
    blocks_.front().position = 1;
}

BlockIndex InstanceTree::make_block(ModelIndex model, NodeIndex anchor, const RowId& row)
{
    const auto index = static_cast<BlockIndex>(blocks_.size());
    const auto& nodes = layout_.block(model);
    const auto base = static_cast<NodeIndex>(models_.size());
    const std::size_t level = anchor == no_node ? 0 : blocks_[block_of(anchor)].level + 1;
    blocks_.push_back({model, base, anchor, level, 0, row});
    models_.insert(models_.end(), nodes.begin(), nodes.end());
    blocks_of_nodes_.resize(models_.size(), index);
    series_.resize(models_.size(), 0);
    flags_.resize(models_.size());
    values_.resize(models_.size());
    for (NodeIndex node = base + 1; node < models_.size(); ++node) {
        if (model_of(node).kind != ModelNodeKind::Repeat) continue;
        flags_[node].anchor = true;
        series_[node] = static_cast<SeriesIndex>(rows_.size());
        rows_.emplace_back();
    }
    return index;
}

BlockIndex InstanceTree::make_row(NodeIndex anchor, const RowId& row)
{
    return make_block(models_[anchor], anchor, row);
}

void InstanceTree::insert_row(BlockIndex row, std::size_t position)
{
    auto& rows = rows_[series_[blocks_[row].anchor]];
    MAHALLA_CHECK(position >= 1 && position <= rows.size() + 1);
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(position - 1), row);
    for (std::size_t i = position - 1; i < rows.size(); ++i) blocks_[rows[i]].position = i + 1;
}

void InstanceTree::take_row_out(BlockIndex row)
{
    auto& rows = rows_[series_[blocks_[row].anchor]];
    const std::size_t position = blocks_[row].position;
    MAHALLA_CHECK(position >= 1 && rows[position - 1] == row);
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(position - 1));
    for (std::size_t i = position - 1; i < rows.size(); ++i) blocks_[rows[i]].position = i + 1;
    blocks_[row].position = 0;
}

std::string InstanceTree::exchange_value(NodeIndex node, std::string value)
{
    return std::exchange(values_[node], std::move(value));
}

const std::string& InstanceTree::typed(NodeIndex node) const
{
    if (!flags_[node].wrong_type) return empty_text;
    return typed_.at(node);
}

std::string InstanceTree::exchange_typed(NodeIndex node, std::string typed)
{
    std::string before = flags_[node].wrong_type ? std::move(typed_[node]) : std::string();
    flags_[node].wrong_type = !typed.empty();
    if (typed.empty())
        typed_.erase(node);
    else
        typed_[node] = std::move(typed);
    return before;
}

std::string_view InstanceTree::readable_value(NodeIndex node) const
{
    return flags_[node].relevant ? std::string_view(values_[node]) : std::string_view();
}

NodeIndex InstanceTree::node_in(BlockIndex block, ModelIndex model) const
{
    const bool own_row = model == blocks_[block].model;
    const bool repeat = layout_.form().node(model).kind == ModelNodeKind::Repeat;
    return blocks_[block].base + (repeat && !own_row ? layout_.anchor_offset(model) : layout_.offset(model));
}

bool InstanceTree::is_present(NodeIndex node) const
{
    for (BlockIndex block = block_of(node);; block = block_of(blocks_[block].anchor)) {
        if (blocks_[block].position == 0) return false;
        if (blocks_[block].level == 0) return true;
    }
}

NodeIndex InstanceTree::parent_element(NodeIndex node) const
{
    if (node <= root_element) return document;
    const Block& block = blocks_[block_of(node)];
    if (node == block.base) return parent_element(block.anchor);
    return node_in(block_of(node), model_of(node).parent);
}

BlockIndex InstanceTree::outer_block(BlockIndex block, std::size_t steps) const
{
    for (; steps > 0; --steps) block = block_of(blocks_[block].anchor);
    return block;
}

bool InstanceTree::holds_value(NodeIndex node) const { return node > document && model_of(node).children.empty(); }

NodeIndex InstanceTree::first_of(BlockIndex block, ModelIndex model) const
{
    if (layout_.form().node(model).kind != ModelNodeKind::Repeat) return blocks_[block].base + layout_.offset(model);
    const auto& rows = this->rows(blocks_[block].base + layout_.anchor_offset(model));
    return rows.empty() ? no_node : blocks_[rows.front()].base;
}

NodeIndex InstanceTree::last_of(BlockIndex block, ModelIndex model) const
{
    if (layout_.form().node(model).kind != ModelNodeKind::Repeat) return blocks_[block].base + layout_.offset(model);
    const auto& rows = this->rows(blocks_[block].base + layout_.anchor_offset(model));
    return rows.empty() ? no_node : blocks_[rows.back()].base;
}

BlockIndex InstanceTree::sibling_block(NodeIndex node) const
{
    const BlockIndex block = block_of(node);
    return node == blocks_[block].base ? block_of(blocks_[block].anchor) : block;
}

} // namespace mahalla
