#pragma once
#include "disclosure/published_table.h"

#include <string>
#include <utility>
#include <vector>

namespace mahalla::test {

/// Published tables as tests tell them. What a hidden cell holds here no figure of a real one ever is: whoever draws
/// it must not even look.
constexpr double hidden_share = 0.8765;
constexpr std::uint64_t hidden_n = 7531;

inline PublishedCell published_cell(std::vector<std::string> key, double estimate, double half_interval,
                                    std::uint64_t n)
{
    PublishedCell cell;
    cell.key = std::move(key);
    PublishedFigure figure;
    figure.estimate = estimate;
    figure.standard_error = half_interval / 1.96;
    figure.lower = estimate - half_interval;
    figure.upper = estimate + half_interval;
    figure.n = n;
    cell.figure = figure;
    return cell;
}

inline PublishedCell hidden_cell(std::vector<std::string> key, MarkReason reason = MarkReason::Confidential)
{
    PublishedCell cell = published_cell(std::move(key), hidden_share, 0.01, hidden_n);
    cell.mark = reason;
    return cell;
}

inline Dimension dimension_of(const std::string& name, std::vector<std::pair<std::string, std::string>> categories)
{
    Dimension dimension;
    dimension.name = name;
    for (auto& [code, words] : categories) {
        dimension.categories.push_back(code);
        dimension.labels[code] = words;
    }
    return dimension;
}

inline PublishedTableContent published_table(const std::string& label, std::vector<Dimension> dimensions,
                                             std::vector<PublishedCell> cells)
{
    PublishedTableContent table;
    table.id = "unsafe";
    table.label = label;
    table.unit = "household";
    table.statistic = Statistic::Proportion;
    table.dimensions = std::move(dimensions);
    table.cells = std::move(cells);
    return table;
}

} // namespace mahalla::test
