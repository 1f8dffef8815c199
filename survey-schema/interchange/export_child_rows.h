#pragma once
#include "interchange/export_join.h"

#include <functional>
#include <map>

namespace mahalla {

/// The rows of a repeat's table, those of one parent at a time: side by side with the parents where the table stands in
/// their order, else from memory.
class ExportChildRows {
public:
    /// Up to so many rows are kept in memory.
    static constexpr std::size_t rows_in_memory_max = 2'000'000;

    /// The table must outlive it.
    explicit ExportChildRows(JoinedTable& table) : table_(table) {}

    /// To the first row. Fails as the table does, and with `Invalid` where it would have to be kept in memory and is
    /// too long.
    Result<void> begin();

    /// Takes a row and its place in the table, from 0.
    using Visitor = std::function<Result<void>(std::uint32_t place, const ExportRow& row)>;
    /// Calls `visit` for the rows of a parent, in their order. Parents are asked for in ascending order.
    Result<void> each_of(std::uint32_t parent, const Visitor& visit);

private:
    std::uint32_t parent_of_row() const { return table_.parent_rows[at_ - 1]; }
    /// To the next row that has a parent.
    Result<void> advance();

    JoinedTable& table_;
    std::uint32_t at_ = 0; ///< How many rows were read.
    bool has_row_ = false;
    ExportRow row_;
    std::multimap<std::uint32_t, std::pair<std::uint32_t, ExportRow>> kept_;
};

} // namespace mahalla
