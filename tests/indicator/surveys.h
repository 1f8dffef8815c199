#pragma once
#include "base/check.h"
#include "indicator/csv_table.h"
#include "indicator/tabulate.h"

#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>

namespace mahalla::test {

inline DataTable table_of(std::string_view csv)
{
    DataReading reading = read_csv_table(as_bytes(csv));
    MAHALLA_CHECK(reading.table);
    return *std::move(reading.table);
}

inline EstimateSpecification estimate(Statistic statistic, std::string variable)
{
    EstimateSpecification specification;
    specification.id = "a";
    specification.statistic = statistic;
    specification.variable = std::move(variable);
    return specification;
}

inline Table tabulated(const DataTable& data, const DesignDefinition& design, const EstimateSpecification& wanted)
{
    const auto tables = tabulate(data, {design, {wanted}});
    if (!tables) std::fprintf(stderr, "%s\n", tables.error().message.c_str());
    MAHALLA_CHECK(tables);
    return tables->front();
}

/// The figures of the one cell of a table.
inline Estimate figures(const DataTable& data, const DesignDefinition& design, const EstimateSpecification& wanted)
{
    const Table table = tabulated(data, design, wanted);
    MAHALLA_CHECK(table.cells.size() == 1);
    return table.cells.front().figures;
}

} // namespace mahalla::test
