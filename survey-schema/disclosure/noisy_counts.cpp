#include "disclosure/protect.h"
#include "disclosure/table_grid.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

/// Makes a table of noisy counts.
class NoisyCounts {
public:
    static Result<PublishedTable> make(const Table& table, const NoiseSettings& noise, PrivacyBudget& budget,
                                       Random& random)
    {
        MAHALLA_TRY(const TableGrid grid, TableGrid::create(table));
        if (grid.dimensions().size() != table.dimensions.size())
            return failure(ErrorKind::Invalid, "Shares of categories take no noise: publish counts of each.");
        if (noise.rows_max == 0) return failure(ErrorKind::Invalid, "Everybody adds at least one row.");
        MAHALLA_TRY(const std::vector<double> counts, noisy(grid, noise, budget, random));
        PublishedTableContent content;
        content.id = table.id;
        content.label = table.label;
        content.unit = table.unit;
        content.statistic = Statistic::Total;
        content.basis = Basis::OfThoseInterviewed;
        content.confidence_level = table.confidence_level;
        content.dimensions = table.dimensions;
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            PublishedCell& cell = content.cells.emplace_back();
            cell.key = table.cells[i].key;
            PublishedFigure& figure = cell.figure.emplace();
            const double count = counts[grid.cell_of(i)];
            figure.estimate = figure.weighted_n = count;
            figure.n = static_cast<std::uint64_t>(count);
            if (is_innermost(grid, grid.cell_of(i))) figure.standard_error = std::sqrt(noise.variance.value());
        }
        return PublishedTable(std::move(content));
    }

private:
    /// Nothing is summed up in the cell.
    static bool is_innermost(const TableGrid& grid, std::size_t cell)
    {
        return std::none_of(grid.equations().begin(), grid.equations().end(),
                            [&](const GridEquation& equation) { return equation.total == cell; });
    }

    static Result<std::vector<double>> noisy(const TableGrid& grid, const NoiseSettings& noise, PrivacyBudget& budget,
                                             Random& random)
    {
        std::vector<char> is_sum(grid.cells().size(), 0);
        for (const GridEquation& equation : grid.equations()) is_sum[equation.total] = 1;
        DiscreteNoise source(random);
        std::vector<double> counts(is_sum.size(), 0);
        if (auto paid = budget.spend(noise.rho()); !paid) return tl::unexpected(paid.error());
        for (std::size_t cell = 0; cell < counts.size(); ++cell) {
            if (is_sum[cell] != 0) continue;
            MAHALLA_TRY(const std::int64_t drawn, source.gaussian(noise.variance));
            counts[cell] = std::max(0.0, grid.cells()[cell].count + static_cast<double>(drawn));
        }
        // Sums of sums stand after what they sum up only in some orders: add until nothing changes.
        for (bool is_changed = true; is_changed;) {
            is_changed = false;
            for (const GridEquation& equation : grid.equations()) {
                double sum = 0;
                for (const std::size_t part : equation.parts) sum += counts[part];
                is_changed = is_changed || sum != counts[equation.total];
                counts[equation.total] = sum;
            }
        }
        return counts;
    }
};

Result<PublishedTable> protect(const Table& table, const NoiseSettings& noise, PrivacyBudget& budget, Random& random)
{
    return NoisyCounts::make(table, noise, budget, random);
}

} // namespace mahalla
