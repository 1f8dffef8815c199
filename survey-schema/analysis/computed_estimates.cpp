#include "analysis/computed_estimates.h"

#include <algorithm>

namespace mahalla {

const Estimate* EstimatesByCell::find(const std::string& name, const std::vector<std::string>& key) const
{
    const auto cells = of_.find(name);
    if (cells == of_.end()) return nullptr;
    const auto cell = cells->second.find(key);
    return cell == cells->second.end() ? nullptr : &cell->second;
}

ComputedEstimates::ComputedEstimates(const DataTable& data, const DesignDefinition& design, std::vector<std::string> by,
                                     std::vector<Dimension> dimensions)
    : design_(design), by_(std::move(by)), dimensions_(std::move(dimensions))
{
    std::vector<std::string> wanted = columns_of_design(design);
    wanted.push_back(design.weight);
    wanted.insert(wanted.end(), by_.begin(), by_.end());
    // Columns that are not there are named by `tabulate`, which says what may be meant.
    for (const Column& column : data.columns())
        if (std::ranges::find(wanted, column.name) != wanted.end()) columns_.push_back(column);
}

void ComputedEstimates::add_share(const std::string& name, std::vector<double> values)
{
    add(name, Statistic::Proportion, std::move(values)).interval = IntervalMethod::Logit;
}

void ComputedEstimates::add_mean(const std::string& name, std::vector<double> values)
{
    add(name, Statistic::Mean, std::move(values));
}

void ComputedEstimates::add_ratio(const std::string& name, std::vector<double> numerators,
                                  std::vector<double> denominators)
{
    const std::string below = add_column(std::move(denominators));
    add(name, Statistic::Ratio, std::move(numerators)).denominator = below;
}

EstimateSpecification& ComputedEstimates::add(const std::string& name, Statistic statistic, std::vector<double> values)
{
    EstimateSpecification specification;
    specification.id = name;
    specification.statistic = statistic;
    specification.variable = add_column(std::move(values));
    specification.by = by_;
    specification.dimensions = dimensions_;
    specification.margins = true;
    return estimates_.emplace_back(std::move(specification));
}

std::string ComputedEstimates::add_column(std::vector<double> values)
{
    Column column;
    column.name = "computed " + std::to_string(columns_.size()); // with a blank, as no column of expressions has
    column.numbers = std::move(values);
    return columns_.emplace_back(std::move(column)).name;
}

Result<EstimatesByCell> ComputedEstimates::compute()
{
    MAHALLA_TRY(const DataTable data, DataTable::create(std::move(columns_)));
    MAHALLA_TRY(const std::vector<Table> tables, tabulate(data, {design_, estimates_}));
    EstimatesByCell made;
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (const TableCell& cell : tables[i].cells) made.of_[estimates_[i].id].emplace(cell.key, cell.figures);
    return made;
}

} // namespace mahalla
