#pragma once
#include "expression/node_source.h"
#include "indicator/data_table.h"

namespace mahalla {

/// One row of a table as a tree for expressions: a root, the element `row`, and in it one element a column.
///
/// Reads the table in place; `go_to` changes the row without building anything.
class RowSource final : public NodeSource {
public:
    static constexpr const char* row_name = "row";

    /// `data` must outlive it.
    explicit RowSource(const DataTable& data) : data_(data) {}

    void go_to(std::size_t row) { row_ = row; }
    NodeRef row_ref() const { return {this, 1}; }

    NodeIndex root() const override { return 0; }
    NodeKind kind(NodeIndex node) const override { return node == 0 ? NodeKind::Root : NodeKind::Element; }
    NodeIndex parent(NodeIndex node) const override { return node == 0 ? no_node : node == 1 ? 0 : 1; }
    NodeIndex first_child(NodeIndex node) const override;
    NodeIndex last_child(NodeIndex node) const override;
    NodeIndex next_sibling(NodeIndex node) const override;
    NodeIndex previous_sibling(NodeIndex node) const override { return node > first_column ? node - 1 : no_node; }
    NodeIndex first_attribute(NodeIndex) const override { return no_node; }
    NodeIndex next_attribute(NodeIndex) const override { return no_node; }
    std::string_view local_name(NodeIndex node) const override;
    std::string_view namespace_uri(NodeIndex) const override { return {}; }
    std::string_view prefix(NodeIndex) const override { return {}; }
    void append_string_value(NodeIndex node, std::string& text) const override;
    bool precedes(NodeIndex a, NodeIndex b) const override { return a < b; }

private:
    static constexpr NodeIndex first_column = 2;
    NodeIndex column_count() const { return static_cast<NodeIndex>(data_.columns().size()); }

    const DataTable& data_;
    std::size_t row_ = 0;
};

} // namespace mahalla
