#include "analysis/count_table.h"

#include "disclosure/grid_shape.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mahalla {

namespace {

Result<GridShape> shape_of(const std::vector<Dimension>& dimensions)
{
    double cells = 1;
    for (const Dimension& dimension : dimensions) cells *= static_cast<double>(dimension.categories.size() + 1);
    if (cells > static_cast<double>(CountTable::cells_max))
        return failure(ErrorKind::Invalid, "These categories make more than " + std::to_string(CountTable::cells_max) +
                                               " combinations, too many to protect: look at fewer together.");
    return GridShape::create(dimensions);
}

} // namespace

Column yes_no_column(const std::vector<double>& values)
{
    Column column;
    column.kind = ColumnKind::Text;
    column.categories = {"no", "yes"};
    for (const double value : values)
        column.texts.push_back(std::isnan(value) ? Column::no_text : value != 0 ? 1U : 0U);
    return column;
}

Dimension yes_no_dimension(const std::string& name)
{
    Dimension dimension;
    dimension.name = name;
    dimension.categories = {"no", "yes"};
    return dimension;
}

Result<Table> CountTable::create(const DataTable& data, const DesignDefinition& design, std::vector<CountedBy> by,
                                 std::string id, std::string unit)
{
    EstimateSpecification counts;
    counts.id = std::move(id);
    counts.statistic = Statistic::Total;
    counts.variable = "one each";
    counts.margins = true;
    counts.unit = std::move(unit);
    std::vector<std::string> design_columns = columns_of_design(design);
    design_columns.push_back(design.weight);
    std::vector<Column> columns;
    for (const Column& column : data.columns())
        if (std::ranges::find(design_columns, column.name) != design_columns.end()) columns.push_back(column);
    Column one;
    one.name = counts.variable;
    one.numbers.assign(data.row_count(), 1);
    columns.push_back(std::move(one));
    for (CountedBy& counted : by) {
        counted.column.name = "counted by " + std::to_string(columns.size());
        counts.by.push_back(counted.column.name);
        columns.push_back(std::move(counted.column));
        counts.dimensions.push_back(std::move(counted.dimension));
    }
    MAHALLA_TRY(const GridShape shape, shape_of(counts.dimensions));
    MAHALLA_TRY(const DataTable table_data, DataTable::create(std::move(columns)));
    MAHALLA_TRY(auto tables, tabulate(table_data, {design, {counts}}));
    Table table = std::move(tables.front());
    table.dimensions = std::move(counts.dimensions); // with the categories of nobody
    std::map<std::vector<std::string>, TableCell> there;
    for (TableCell& cell : table.cells) there.emplace(cell.key, std::move(cell));
    table.cells.clear();
    for (std::size_t i = 0; i < shape.size(); ++i) {
        TableCell empty;
        empty.key = shape.key_of(i);
        empty.figures.estimate = 0;
        const auto found = there.find(empty.key);
        TableCell& cell = table.cells.emplace_back(found == there.end() ? std::move(empty) : std::move(found->second));
        // Each counts as one: no total is dominated by a weight that the sampling gave.
        cell.contributors.clear();
        cell.figures.estimate = cell.figures.weighted_n;
    }
    if (!design.describes_population()) table.statistic = Statistic::Proportion; // counts alone
    return table;
}

} // namespace mahalla
