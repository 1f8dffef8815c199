#pragma once
#include "base/result.h"
#include "indicator/category_levels.h"
#include "indicator/column_expression.h"
#include "indicator/data_table.h"
#include "indicator/row_numbering.h"
#include "indicator/table.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mahalla {

/// The rows of each cell of a partition, cell by cell.
class CellRows {
public:
    CellRows(std::span<const std::uint32_t> cell_of_row, std::size_t cell_count);
    std::span<const std::uint32_t> operator[](std::size_t cell) const
    {
        return std::span(rows_).subspan(begins_[cell], begins_[cell + 1] - begins_[cell]);
    }

private:
    std::vector<std::size_t> begins_;
    std::vector<std::uint32_t> rows_;
};

/// The cells of a table and which rows lie in each.
class Breakdown {
public:
    static constexpr std::uint32_t no_cell = 0xffffffff;

    /// Cells that share no row: all of a table without margins; with margins, those of one level of each dimension.
    struct Partition {
        std::vector<std::uint32_t> cell_of_row; ///< A position in `keys`, or `no_cell`.
        std::vector<std::vector<std::string>> keys;
        CellRows rows() const { return {cell_of_row, keys.size()}; }
    };
    enum class EmptyCells { LeftOut, Kept };

    /// `columns` hold the category of each row by dimension. Where a dimension of `wanted` names categories, they give
    /// the order and a row with another one is `Invalid`; else categories are those of the data, sorted (numbers by
    /// value). Rows not in `domain` (one truth a row; empty for all) or without a category are in no cell. With
    /// `margins`, there are also cells for every category above and for `total_category`, after the others.
    /// Without dimensions there is one cell, whoever is in it. Fails with
    /// `Invalid` for more than 1,000,000 cells.
    static Result<Breakdown> create(const std::vector<Column>& columns, const std::vector<Dimension>& wanted,
                                    std::size_t row_count, const std::vector<Truth>& domain, bool margins,
                                    EmptyCells empty_cells = EmptyCells::LeftOut);

    const std::vector<Dimension>& dimensions() const { return dimensions_; }
    const std::vector<Partition>& partitions() const { return partitions_; }

private:
    Result<void> add_partition(const std::vector<const CategoryLevel*>& levels,
                               const std::vector<std::vector<std::uint32_t>>& codes, std::size_t row_count,
                               const std::vector<Truth>& domain, EmptyCells empty_cells);

    std::vector<Dimension> dimensions_;
    std::vector<Partition> partitions_;
    std::size_t cell_count_ = 0;
};

} // namespace mahalla
