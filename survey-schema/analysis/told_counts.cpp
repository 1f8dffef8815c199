#include "analysis/told_counts.h"

namespace mahalla {

ToldCounts::ToldCounts(const PublishedTableContent& table)
{
    for (const Dimension& dimension : table.dimensions) dimensions_.push_back(dimension.name);
    for (const PublishedCell& cell : table.cells)
        cells_[cell.key] = cell.figure ? Count{static_cast<double>(cell.figure->n), cell.figure->weighted_n}
                                       : Count{ToldNumber::hidden(), ToldNumber::hidden()};
}

const ToldCounts::Count& ToldCounts::find(const Categories& categories) const
{
    static const Count nobody;
    std::vector<std::string> key;
    for (const std::string& dimension : dimensions_) {
        const auto category = categories.find(dimension);
        key.push_back(category == categories.end() ? total_category : category->second);
    }
    const auto found = cells_.find(key);
    return found == cells_.end() ? nobody : found->second;
}

PublishedTableContent content_in_full(const Table& exact)
{
    PublishedTableContent content{
        exact.id, exact.label, exact.unit, exact.statistic, exact.basis, exact.confidence_level, exact.dimensions, {}};
    for (const TableCell& cell : exact.cells) {
        PublishedCell& shown = content.cells.emplace_back();
        shown.key = cell.key;
        shown.category = cell.category;
        shown.probability = cell.probability;
        const Estimate& figures = cell.figures;
        if (figures.estimate)
            shown.figure =
                PublishedFigure{figures.estimate,           figures.standard_error, figures.lower, figures.upper,
                                figures.degrees_of_freedom, figures.design_effect,  figures.n,     figures.weighted_n};
        else
            shown.mark = MarkReason::NotAvailable;
    }
    return content;
}

} // namespace mahalla
