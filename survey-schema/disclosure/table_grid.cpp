#include "disclosure/table_grid.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mahalla {

namespace {

bool all_cells(const Table& table, bool (*is_so)(const TableCell&))
{
    return std::all_of(table.cells.begin(), table.cells.end(), is_so);
}

} // namespace

/// Lays the grid out, fills it from below and checks what the table says of its margins.
class TableGridBuilder {
public:
    explicit TableGridBuilder(const Table& table) : table_(table) {}

    Result<TableGrid> build()
    {
        if (auto done = lay_out(); !done) return tl::unexpected(done.error());
        if (auto done = place_cells(); !done) return tl::unexpected(done.error());
        for (std::size_t e = 0; e < grid_.equations().size(); ++e)
            first_equation_.emplace(grid_.equations()[e].total, e);
        is_summed_.assign(grid_.cells_.size(), 0);
        for (std::size_t cell = 0; cell < grid_.cells_.size(); ++cell) sum_up(cell);
        if (auto done = check_margins(); !done) return tl::unexpected(done.error());
        return std::move(grid_);
    }

private:
    Result<void> lay_out()
    {
        has_categories_ = !all_cells(table_, [](const TableCell& cell) { return cell.category.empty(); });
        std::vector<Dimension> dimensions = table_.dimensions;
        if (has_categories_) {
            Dimension categories;
            categories.name = TableGrid::category_dimension;
            for (const TableCell& cell : table_.cells)
                if (std::find(categories.categories.begin(), categories.categories.end(), cell.category) ==
                    categories.categories.end())
                    categories.categories.push_back(cell.category);
            dimensions.push_back(std::move(categories));
        }
        MAHALLA_TRY(grid_.shape_, GridShape::create(dimensions));
        grid_.dimensions_ = std::move(dimensions);
        grid_.cells_.resize(grid_.shape_.size());
        for (std::size_t cell = 0; cell < grid_.cells_.size(); ++cell)
            grid_.cells_[cell].key = grid_.shape_.key_of(cell);
        return {};
    }

    Result<void> place_cells()
    {
        grid_.has_values_ = table_.statistic == Statistic::Total && !has_categories_ &&
                            all_cells(table_, [](const TableCell& cell) { return cell.figures.estimate.has_value(); });
        grid_.has_positives_ = table_.statistic == Statistic::Proportion && !has_categories_ &&
                               all_cells(table_, [](const TableCell& cell) { return cell.positives.has_value(); });
        is_given_.assign(grid_.cells_.size(), 0);
        std::set<std::pair<std::size_t, double>> seen;
        for (std::size_t i = 0; i < table_.cells.size(); ++i) {
            const TableCell& cell = table_.cells[i];
            std::vector<std::string> key = cell.key, everybody = cell.key;
            if (has_categories_) {
                key.push_back(cell.category);
                everybody.push_back(total_category);
            }
            MAHALLA_TRY(const std::size_t place, grid_.shape_.cell_of(key));
            MAHALLA_TRY(const std::size_t all, grid_.shape_.cell_of(everybody));
            if (!seen.emplace(place, cell.probability.value_or(-1)).second)
                return failure(ErrorKind::Invalid, "A cell stands twice in the table.");
            GridCell& placed = grid_.cells_[place];
            placed.table_cells.push_back(i);
            placed.count =
                has_categories_ ? static_cast<double>(cell.positives.value_or(0)) : static_cast<double>(cell.figures.n);
            if (grid_.has_values_) placed.value = *cell.figures.estimate;
            if (grid_.has_positives_) placed.positives = static_cast<double>(*cell.positives);
            if (!(placed.value >= 0) || !std::isfinite(placed.value))
                return failure(ErrorKind::Invalid,
                               "Totals below 0 cannot be protected: an outsider would know too little "
                               "of them to say how well.");
            if (placed.positives > placed.count)
                return failure(ErrorKind::Invalid, "More say yes in a cell than there are in it.");
            is_given_[place] = 1;
            grid_.cell_of_.push_back(place);
            grid_.everybody_of_.push_back(all);
        }
        return {};
    }

    /// Fills margins that the table does not give, from below; as deep as hierarchies and dimensions are.
    void sum_up(std::size_t cell)
    {
        if (is_summed_[cell] != 0) return;
        is_summed_[cell] = 1;
        const auto equation = first_equation_.find(cell);
        if (equation == first_equation_.end()) return;
        for (const std::size_t part : grid_.equations()[equation->second].parts) sum_up(part);
        if (is_given_[cell] == 0) add_parts(grid_.equations()[equation->second], grid_.cells_[cell]);
    }

    void add_parts(const GridEquation& equation, GridCell& sum) const
    {
        for (const std::size_t part : equation.parts) {
            sum.count += grid_.cells_[part].count;
            sum.value += grid_.cells_[part].value;
            sum.positives += grid_.cells_[part].positives;
        }
    }

    Result<void> check_margins() const
    {
        for (const GridEquation& equation : grid_.equations()) {
            GridCell sum;
            add_parts(equation, sum);
            const GridCell& total = grid_.cells_[equation.total];
            if (sum.count != total.count || sum.positives != total.positives ||
                std::fabs(sum.value - total.value) > 1e-9 * std::max(1.0, std::fabs(sum.value)))
                return failure(ErrorKind::Invalid, "A margin of the table is not the sum of its cells.");
        }
        return {};
    }

    const Table& table_;
    TableGrid grid_;
    std::vector<char> is_given_, is_summed_;
    std::map<std::size_t, std::size_t> first_equation_;
    bool has_categories_ = false;
};

Result<TableGrid> TableGrid::create(const Table& table) { return TableGridBuilder(table).build(); }

} // namespace mahalla
