#pragma once
#include "disclosure/grid_shape.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// One cell of the grid: a choice of one category, category above, or total in each dimension.
struct GridCell {
    std::vector<std::string> key;
    double count = 0;
    double value = 0;     ///< Of a total; else 0.
    double positives = 0; ///< Of a share: how many of `count` say yes; else 0.
    /// Positions in `Table::cells`: none for a margin that the table only implies.
    std::vector<std::size_t> table_cells;
};

/// A table with all its margins, and the equations that tie its cells together: what suppression has to hold against.
///
/// The shares of each category of a variable are a dimension of their own, counted by how many rows have it.
class TableGrid {
public:
    /// The name of that dimension.
    static constexpr const char* category_dimension = "category";

    /// Fails with `Invalid` where a key is no category or stands twice, a margin is not the sum of its cells, a number
    /// is below 0, or the grid is too large.
    static Result<TableGrid> create(const Table& table);

    const std::vector<GridCell>& cells() const { return cells_; }
    const GridShape& shape() const { return shape_; }
    const std::vector<GridEquation>& equations() const { return shape_.equations(); }
    /// Those of the key's parts: the table's, and the variable's categories where there are any.
    const std::vector<Dimension>& dimensions() const { return dimensions_; }
    /// The table is one of totals: values can be attacked as well as counts.
    bool has_values() const { return has_values_; }
    /// It is one of shares of whom it is known how many say yes.
    bool has_positives() const { return has_positives_; }
    /// The cell of the grid in which a cell of the table lies.
    std::size_t cell_of(std::size_t table_cell) const { return cell_of_[table_cell]; }
    /// The cell that holds everybody of a cell of the table, whatever category of the variable they have.
    std::size_t everybody_of(std::size_t table_cell) const { return everybody_of_[table_cell]; }

private:
    TableGrid() = default;

    GridShape shape_ = *GridShape::create({});
    std::vector<Dimension> dimensions_;
    std::vector<GridCell> cells_;
    std::vector<std::size_t> cell_of_, everybody_of_;
    bool has_values_ = false, has_positives_ = false;

    friend class TableGridBuilder;
};

} // namespace mahalla
