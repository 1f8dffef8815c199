#include "disclosure/altered_counts.h"

namespace mahalla {

PublishedTable AlteredCounts::publish(const Table& table, const TableGrid& grid, const std::vector<double>& counts,
                                      std::optional<double> standard_error)
{
    std::vector<char> is_sum(counts.size(), 0);
    for (const GridEquation& equation : grid.equations()) is_sum[equation.total] = 1;
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
        if (is_sum[grid.cell_of(i)] == 0) figure.standard_error = standard_error;
    }
    return PublishedTable(std::move(content));
}

} // namespace mahalla
