#include "indicator/row_source.h"

namespace mahalla {

NodeIndex RowSource::first_child(NodeIndex node) const
{
    if (node == 0) return 1;
    return node == 1 && column_count() > 0 ? first_column : no_node;
}

NodeIndex RowSource::last_child(NodeIndex node) const
{
    if (node == 0) return 1;
    return node == 1 && column_count() > 0 ? first_column + column_count() - 1 : no_node;
}

NodeIndex RowSource::next_sibling(NodeIndex node) const
{
    return node >= first_column && node + 1 < first_column + column_count() ? node + 1 : no_node;
}

std::string_view RowSource::local_name(NodeIndex node) const
{
    if (node == 0) return {};
    return node == 1 ? std::string_view(row_name) : std::string_view(data_.columns()[node - first_column].name);
}

void RowSource::append_string_value(NodeIndex node, std::string& text) const
{
    if (node >= first_column) {
        text += data_.columns()[node - first_column].text(row_);
        return;
    }
    for (const Column& column : data_.columns()) text += column.text(row_);
}

} // namespace mahalla
