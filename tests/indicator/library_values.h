#pragma once
#include "indicator/definition_scope.h"
#include "indicator/indicator_value.h"
#include "indicator/surveys.h"

#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla::test {

using Pairs = std::map<std::string, std::string>;

/// A formula of the library, or any expression over its names, for every row of `data`.
inline std::vector<double> formula_values(const char* instrument, std::string_view expression, const DataTable& data,
                                          const Pairs& mapping = {}, const Pairs& codes = {})
{
    const DefinitionScope scope(IndicatorLibrary::shipped(), LibraryUse{instrument, mapping, codes});
    MAHALLA_CHECK(scope.instrument());
    const auto column = scope.evaluate(expression, data);
    if (!column) std::printf("%s\n", column.error().message.c_str());
    MAHALLA_CHECK(column);
    std::vector<double> numbers;
    for (std::size_t row = 0; row < data.row_count(); ++row) numbers.push_back(column->number(row));
    return numbers;
}

/// The same of a CSV text.
inline std::vector<double> formula_values(const char* instrument, std::string_view expression, std::string_view csv,
                                          const Pairs& mapping = {}, const Pairs& codes = {})
{
    return formula_values(instrument, expression, table_of(csv), mapping, codes);
}

/// The table of one indicator of the library over the rows of `data` that it concerns, without a breakdown.
inline Estimate library_estimate(const char* name, const DataTable& data, const Pairs& mapping = {},
                                 const std::string& weight = {})
{
    const LibraryIndicator* known = IndicatorLibrary::shipped().find_indicator(name);
    MAHALLA_CHECK(known);
    IndicatorDefinition indicator = known->definition;
    indicator.library->mapping = mapping;
    auto value = value_of_indicator(indicator, {}, data);
    if (!value) std::printf("%s\n", value.error().message.c_str());
    MAHALLA_CHECK(value);
    std::vector<Column> columns{value->value};
    columns.back().name = "value";
    if (!value->denominator.numbers.empty()) {
        columns.push_back(value->denominator);
        columns.back().name = "denominator";
    }
    DesignDefinition design;
    if (!weight.empty()) {
        columns.push_back(*data.find(weight));
        design.weight = weight;
    }
    const auto table = DataTable::create(std::move(columns));
    MAHALLA_CHECK(table);
    EstimateSpecification wanted = estimate(indicator.statistic, "value");
    if (!value->denominator.numbers.empty()) wanted.denominator = "denominator";
    return figures(*table, design, wanted);
}

} // namespace mahalla::test
