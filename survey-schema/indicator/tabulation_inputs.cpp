#include "indicator/tabulation_inputs.h"

#include "indicator/column_expression.h"

#include <cmath>
#include <functional>
#include <limits>

namespace mahalla {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

std::vector<double> as_numbers(const std::vector<Truth>& truths)
{
    std::vector<double> numbers(truths.size());
    for (std::size_t row = 0; row < truths.size(); ++row)
        numbers[row] = truths[row] == Truth::Missing ? missing_number : truths[row] == Truth::Yes ? 1 : 0;
    return numbers;
}

double mean_of(std::span<const double> values)
{
    double sum = 0;
    std::size_t count = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    return count > 0 && std::isfinite(sum) ? sum / static_cast<double>(count) : 0;
}

} // namespace

void TabulationInputs::want_variable(const std::string& expression, Reading reading)
{
    variables_.emplace(VariableKey(expression, reading), std::nullopt);
}

/// Breakdowns that name their categories are told apart by the specification they stand in.
std::string TabulationInputs::breakdown_key(const EstimateSpecification& specification)
{
    std::string key = specification.where;
    const auto add = [&key](const std::vector<std::string>& names, char separator) {
        for (const std::string& name : names) key += separator + name;
    };
    add(specification.by, '\n');
    if (specification.statistic == Statistic::CrossTable) add(specification.variables, '\t');
    if (specification.margins) key += "\n\n";
    if (!specification.dimensions.empty()) key += '\0' + std::to_string(std::bit_cast<std::uintptr_t>(&specification));
    return key;
}

void TabulationInputs::want_breakdown(const EstimateSpecification& specification)
{
    breakdowns_.emplace(breakdown_key(specification), std::pair(&specification, std::nullopt));
}

void TabulationInputs::prepare()
{
    std::vector<std::function<void()>> work;
    for (auto& [key, prepared] : breakdowns_)
        work.emplace_back([this, &prepared] { prepared.second = make_breakdown(*prepared.first); });
    for (auto& [key, prepared] : variables_)
        work.emplace_back([this, &key, &prepared] { prepared = make_variable(key); });
    workers_.run(
        work.size(), [&](std::size_t, std::size_t i) { work[i](); }, [] {});
}

Result<PreparedVariable> TabulationInputs::make_variable(const VariableKey& key) const
{
    const auto& [text, reading] = key;
    MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, data_));
    PreparedVariable made;
    made.unresolved = expression.unresolved();
    // The mean of what is true or false is a share.
    if (reading == Reading::YesOrNo || expression.is_truth()) {
        if (!expression.is_truth()) {
            MAHALLA_TRY(const bool are_texts, expression.gives_texts());
            if (are_texts)
                return failure(ErrorKind::Invalid, "'" + text +
                                                       "' holds texts, which are neither yes nor no: compare it (" +
                                                       text + " = 'yes') or ask for the share of each category.");
        }
        MAHALLA_TRY(const std::vector<Truth> truths, expression.truths());
        made.own_values = as_numbers(truths);
        made.values = made.own_values;
    } else if (const Column* column = expression.plain_column()) {
        if (column->kind == ColumnKind::Text)
            return failure(ErrorKind::Invalid, "'" + text + "' holds texts that are no numbers.");
        made.values = column->numbers;
    } else {
        MAHALLA_TRY(const bool are_texts, expression.gives_texts());
        if (are_texts) return failure(ErrorKind::Invalid, "'" + text + "' holds texts that are no numbers.");
        MAHALLA_TRY(made.own_values, expression.numbers());
        made.values = made.own_values;
    }
    for (std::size_t row = 0; row < made.values.size(); ++row)
        if (std::isinf(made.values[row]))
            return failure(ErrorKind::Invalid, row_words(row) + ": '" + text + "' is infinite there.");
    if (reading == Reading::Numbers) made.pivot = mean_of(made.values);
    if (design_.is_in_order()) {
        made.by_unit = made.values;
        return made;
    }
    const auto rows = design_.rows_by_unit();
    made.own_by_unit.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) made.own_by_unit[i] = made.values[rows[i]];
    made.by_unit = made.own_by_unit;
    return made;
}

Result<PreparedBreakdown> TabulationInputs::make_breakdown(const EstimateSpecification& specification) const
{
    std::vector<Truth> domain;
    if (!specification.where.empty()) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(specification.where, data_));
        MAHALLA_TRY(domain, expression.truths());
    }
    const bool is_cross_table = specification.statistic == Statistic::CrossTable;
    std::vector<std::string> dimensions = specification.by;
    if (is_cross_table)
        dimensions.insert(dimensions.end(), specification.variables.begin(), specification.variables.end());
    std::vector<Column> groups;
    for (const std::string& text : dimensions) {
        MAHALLA_TRY(const ColumnExpression expression, ColumnExpression::create(text, data_));
        MAHALLA_TRY(Column column, expression.column());
        groups.push_back(std::move(column));
    }
    PreparedBreakdown made;
    MAHALLA_TRY(made.breakdown,
                Breakdown::create(groups, specification.dimensions, data_.row_count(), domain, specification.margins,
                                  is_cross_table ? Breakdown::EmptyCells::Kept : Breakdown::EmptyCells::LeftOut));
    for (const Breakdown::Partition& partition : made.breakdown->partitions())
        made.unit_cells.emplace_back(design_, partition.cell_of_row, partition.keys.size());
    return made;
}

Result<const PreparedVariable*> TabulationInputs::variable(const std::string& expression, Reading reading) const
{
    const auto& made = *variables_.at(VariableKey(expression, reading));
    if (!made) return tl::unexpected(made.error());
    return &*made;
}

Result<const PreparedBreakdown*> TabulationInputs::breakdown(const EstimateSpecification& specification) const
{
    const auto& made = *breakdowns_.at(breakdown_key(specification)).second;
    if (!made) return tl::unexpected(made.error());
    return &*made;
}

} // namespace mahalla
