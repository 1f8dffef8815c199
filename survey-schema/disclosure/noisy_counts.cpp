#include "disclosure/altered_counts.h"
#include "disclosure/protect.h"

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
        return AlteredCounts::publish(table, grid, counts, std::sqrt(noise.variance.value()));
    }

private:
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
