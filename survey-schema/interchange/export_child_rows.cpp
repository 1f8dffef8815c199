#include "interchange/export_child_rows.h"

namespace mahalla {

Result<void> ExportChildRows::begin()
{
    at_ = 0;
    if (auto begun = table_.table->restart(); !begun) return begun;
    if (table_.is_in_order) return advance();
    if (table_.row_count > rows_in_memory_max)
        return failure(ErrorKind::Invalid, "The table \"" + table_.table->name() +
                                               "\" is not in the order of its records, and too long to be sorted "
                                               "here: sort it by the record it belongs to.");
    for (std::uint32_t place = 0; place < table_.row_count; ++place) {
        ExportRow row;
        MAHALLA_TRY(const bool is_there, table_.table->next(row));
        if (!is_there) break;
        kept_.emplace(table_.parent_rows[place], std::pair(place, std::move(row)));
    }
    return {};
}

Result<void> ExportChildRows::each_of(std::uint32_t parent, const Visitor& visit)
{
    if (!table_.is_in_order) {
        const auto [first, last] = kept_.equal_range(parent); // of equal keys in the order they were put in
        for (auto row = first; row != last; ++row)
            if (auto visited = visit(row->second.first, row->second.second); !visited) return visited;
        return {};
    }
    while (has_row_ && parent_of_row() != JoinedTable::no_parent && parent_of_row() < parent)
        if (auto advanced = advance(); !advanced) return advanced;
    while (has_row_ && parent_of_row() == parent) {
        if (auto visited = visit(at_ - 1, row_); !visited) return visited;
        if (auto advanced = advance(); !advanced) return advanced;
    }
    return {};
}

Result<void> ExportChildRows::advance()
{
    do {
        if (at_ >= table_.row_count) {
            has_row_ = false;
            return {};
        }
        MAHALLA_TRY(has_row_, table_.table->next(row_));
        ++at_;
    } while (has_row_ && parent_of_row() == JoinedTable::no_parent);
    return {};
}

} // namespace mahalla
