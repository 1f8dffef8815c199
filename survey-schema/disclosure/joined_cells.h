#pragma once
#include "disclosure/publication_ledger.h"
#include "disclosure/suppression_problem.h"
#include "disclosure/table_grid.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// One cell, however many tables have it.
struct JoinedCell {
    std::optional<double>
        count; ///< Always there after `create`; where `is_estimated`, one that fits all that is known.
    std::optional<double> value; ///< Of a total; always there after `create` where `is_total`.
    std::optional<double> positives;
    std::vector<double>
        contributors_before;         ///< Of a total that an earlier release knew; empty where it is not known here.
    bool is_given = false;           ///< A table that is to be published has it in its cells.
    bool is_implied = false;         ///< Such a table has it as a margin.
    bool was_shown = false;          ///< An earlier release shows it, or what was shown makes it known.
    bool is_estimated = false;       ///< Only an earlier release knew its count, and hid it.
    bool was_unsafe = false;         ///< It is known here that an earlier release had to hide it.
    bool was_of_one = false;         ///< It is known here that one person alone made it then.
    bool is_total = false;           ///< A table of totals has it.
    bool is_value_estimated = false; ///< As `is_estimated`, of the value.
    bool is_detail = false;          ///< No table has it: one category of every dimension that any of them has.
    bool is_difference = false;      ///< What one universe, or one day, has more than another.
};

/// The cells of tables that outsiders can hold against each other, with all equations between them: those of each
/// table, and for every cell that counts other rows in one table than in another, larger = smaller + difference.
///
/// Two tables share a cell where their keys name the same categories of the same dimensions, universe and count: the
/// margins of tables with a common dimension, the levels of a hierarchy, a table published again. An earlier table
/// whose shown counts are all as they are now counts the same rows as now, so that what it shows is known of today's
/// cells; one with other counts is taken to count fewer rows, all of which are still there.
class JoinedCells {
public:
    static constexpr std::size_t details_max = 4'000;

    /// `grids` are of the tables to be published, `rows` what each counts, `earlier` what was published, all about the
    /// same records. Differences from `threshold` on that follow from others are left out. Fails with `Invalid` where
    /// an earlier table makes no sense or there are too many cells.
    static Result<JoinedCells> create(const std::vector<const TableGrid*>& grids, const std::vector<CountedRows>& rows,
                                      const std::vector<const LedgerTable*>& earlier, double threshold);

    const std::vector<JoinedCell>& cells() const { return cells_; }
    const std::vector<GridEquation>& equations() const { return equations_; }
    /// Which differences other differences are parts of: it follows from `equations`, and says who is who.
    const std::vector<GridEquation>& sums_of_differences() const { return sums_of_differences_; }
    /// Where the cells of one of `grids` lie.
    const std::vector<std::size_t>& cells_of_grid(std::size_t grid) const { return cells_of_grid_[grid]; }

private:
    /// Tables that count the same rows.
    struct Layer {
        std::string universe;
        std::map<std::string, std::size_t> cell_named;
        std::vector<std::vector<Dimension>> tables; ///< The dimensions of each.
    };

    void join(const TableGrid& grid, const CountedRows& rows);
    Result<void> join(const LedgerTable& table);
    void add_equations(const std::vector<GridEquation>& equations, const std::vector<std::size_t>& place);
    Result<void> add_details(Layer& layer);
    void link_layers(double threshold);
    bool follows_from_others(const std::string& identity, std::size_t newer, std::size_t older, double threshold) const;
    std::size_t link(std::size_t larger, std::size_t smaller);
    Result<void> estimate_unknown();
    bool estimate_counts();
    void estimate_values();
    using Numbers = std::vector<std::optional<double>>;
    std::optional<std::vector<double>> middle_of(const Numbers& known, const std::vector<char>& is_wanted) const;

    std::vector<JoinedCell> cells_;
    std::vector<GridEquation> equations_, sums_of_differences_;
    std::vector<std::vector<std::size_t>> cells_of_grid_;
    std::vector<Layer> layers_;
};

} // namespace mahalla
