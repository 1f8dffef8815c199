#pragma once
#include "disclosure/grid_shape.h"
#include "disclosure/publication_ledger.h"

#include <optional>

namespace mahalla {

/// A table of an earlier release, laid out as a grid, with everything that follows from what it shows: by adding up and
/// taking away, and because nothing is below 0.
class EarlierTable {
public:
    /// Fails with `Invalid` where a key is no category or the grid is too large.
    static Result<EarlierTable> create(const LedgerTable& table);

    const GridShape& shape() const { return shape_; }
    const std::vector<Dimension>& dimensions() const { return dimensions_; }
    /// Outsiders know the cell.
    bool is_known(std::size_t cell) const { return is_known_[cell] != 0; }
    /// What they know, where it is a count: of the shares of a variable's categories the counts are not shown. Of a
    /// hidden cell what it hides, where that is known here.
    std::optional<double> count(std::size_t cell) const { return counts_[cell]; }
    /// The table is one of totals.
    bool has_values() const { return has_values_; }
    /// The cell's total, as `count`.
    std::optional<double> value(std::size_t cell) const { return values_[cell]; }
    /// What stood in the cell, where the table lists it and it is known here; else null.
    const KeptFigure* kept(std::size_t cell) const { return kept_[cell] ? &*kept_[cell] : nullptr; }

private:
    explicit EarlierTable(GridShape shape) : shape_(std::move(shape)) {}
    void add_up();
    void add_up(std::vector<std::optional<double>>& numbers);
    void find_points();

    GridShape shape_;
    std::vector<Dimension> dimensions_;
    std::vector<std::optional<double>> counts_, values_;
    std::vector<std::optional<KeptFigure>> kept_;
    std::vector<char> is_known_;
    bool has_values_ = false;
};

} // namespace mahalla
