#pragma once
#include "base/result.h"
#include "indicator/data_table.h"
#include "indicator/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mahalla {

/// The cells of a table and which rows lie in each.
class Breakdown {
public:
    struct Cell {
        std::vector<std::string> key;
        std::vector<std::uint32_t> rows;
    };

    /// `columns` hold the category of each row by dimension. Where a dimension of `wanted` names categories, they give
    /// the order and a row with another one is `Invalid`; else categories are those of the data, sorted (numbers by
    /// value). Rows not in `domain` or without a category are in no cell. With `margins`, there are also cells for
    /// every category above and for `total_category`, after the others.
    static Result<Breakdown> create(const std::vector<Column>& columns, const std::vector<Dimension>& wanted,
                                    const std::vector<std::uint32_t>& domain, bool margins);

    const std::vector<Dimension>& dimensions() const { return dimensions_; }
    /// Cells with at least one row.
    const std::vector<Cell>& cells() const { return cells_; }

private:
    struct Grouping {
        std::vector<std::uint32_t> group_of_category; // `Column::no_text`: in no group
        std::vector<std::string> names;
    };
    void add_cells(const std::vector<const Grouping*>& groupings, const std::vector<std::vector<std::uint32_t>>& codes,
                   const std::vector<std::uint32_t>& domain);

    std::vector<Dimension> dimensions_;
    std::vector<Cell> cells_;
};

} // namespace mahalla
