#include "base/number.h"
#include "session/entities.h"

#include <unordered_map>

namespace mahalla {

namespace {

/// One entity as a row of its list: columns in the order in which they came.
struct EntityRow {
    std::vector<std::pair<std::string, std::string>> columns;

    std::string& column(std::string_view name)
    {
        for (auto& [known, value] : columns)
            if (known == name) return value;
        return columns.emplace_back(name, std::string()).second;
    }
};

std::vector<EntityRow> rows_of(const Document* list)
{
    std::vector<EntityRow> rows;
    const NodeIndex root = list ? list->document_element() : no_node;
    if (root == no_node) return rows;
    for (NodeIndex item = list->first_child(root); item != no_node; item = list->next_sibling(item)) {
        if (list->kind(item) != NodeKind::Element) continue;
        EntityRow& row = rows.emplace_back();
        for (NodeIndex column = list->first_child(item); column != no_node; column = list->next_sibling(column))
            if (list->kind(column) == NodeKind::Element)
                list->append_string_value(column, row.column(list->local_name(column)));
    }
    return rows;
}

void create(const EntityChange& change, EntityRow& row)
{
    row.column("name") = change.id;
    row.column("label") = *change.label;
    row.column("__version") = "1";
    row.column("__trunkVersion"); // No server has it yet.
    row.column("__branchId") = change.branch_id.empty() ? change.id : change.branch_id;
}

void update(const EntityChange& change, EntityRow& row)
{
    const std::string before = row.column("__version");
    const auto version = integer_from_text(before);
    // Entities specification 2024.1: the trunk is the version the server had when the branch began.
    if (row.column("__branchId").empty()) {
        row.column("__trunkVersion") = before;
        row.column("__branchId") = change.branch_id.empty() ? change.id : change.branch_id;
    }
    row.column("__version") = number_to_text(static_cast<double>(version.value_or(0) + 1));
    if (change.label && !change.label->empty()) row.column("label") = *change.label;
}

std::shared_ptr<const Document> document_of(const std::vector<EntityRow>& rows)
{
    DocumentBuilder builder;
    builder.begin_element("root");
    for (const EntityRow& row : rows) {
        builder.begin_element("item");
        for (const auto& [name, value] : row.columns) builder.leaf(name, value);
        builder.end_element();
    }
    builder.end_element();
    return builder.finish();
}

} // namespace

std::shared_ptr<const Document> entity_list_with(const Document* list, const std::string& name,
                                                 std::span<const EntityChange> changes)
{
    std::vector<EntityRow> rows = rows_of(list);
    std::unordered_map<std::string, std::size_t> by_id;
    for (std::size_t i = 0; i < rows.size(); ++i) by_id.emplace(rows[i].column("name"), i);
    for (const EntityChange& change : changes) {
        if (change.list != name || !change.is_complete()) continue;
        const auto found = by_id.find(change.id);
        const bool is_there = found != by_id.end();
        if (is_there ? !change.updates : !change.creates) continue;
        if (!is_there) {
            by_id.emplace(change.id, rows.size());
            create(change, rows.emplace_back());
        } else {
            update(change, rows[found->second]);
        }
        EntityRow& row = is_there ? rows[found->second] : rows.back();
        for (const auto& [property, value] : change.properties) row.column(property) = value;
    }
    return document_of(rows);
}

} // namespace mahalla
