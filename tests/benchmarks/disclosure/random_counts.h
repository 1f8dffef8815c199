#pragma once
#include "base/random.h"
#include "indicator/table.h"

#include <string>
#include <vector>

namespace mahalla::test {

/// How many cells a table has along each dimension, and of how many categories a category above them consists along the
/// first; 0 for none.
struct TableShape {
    std::vector<std::size_t> sizes;
    std::size_t children = 0;

    std::string name() const
    {
        std::string text;
        for (const std::size_t size : sizes) text += (text.empty() ? "" : " by ") + std::to_string(size);
        return text + (children == 0 ? "" : ", in groups of " + std::to_string(children));
    }
};

/// A table of random counts without its margins. One cell in ten rests on fewer than `threshold`.
inline Table random_counts(const TableShape& shape, std::uint64_t threshold, Random& random)
{
    Table table;
    table.unit = "person";
    std::size_t cells = 1;
    for (std::size_t d = 0; d < shape.sizes.size(); ++d) {
        Dimension& dimension = table.dimensions.emplace_back();
        dimension.name = std::string(1, static_cast<char>('a' + d));
        for (std::size_t c = 0; c < shape.sizes[d]; ++c) {
            dimension.categories.push_back(dimension.name + std::to_string(c));
            if (d == 0 && shape.children != 0)
                dimension.parents[dimension.categories.back()] = "above" + std::to_string(c / shape.children);
        }
        cells *= shape.sizes[d];
    }
    for (std::size_t i = 0; i < cells; ++i) {
        TableCell& cell = table.cells.emplace_back();
        std::size_t rest = i;
        for (const Dimension& dimension : table.dimensions) {
            cell.key.push_back(dimension.categories[rest % dimension.categories.size()]);
            rest /= dimension.categories.size();
        }
        cell.figures.n = random.below(10) == 0 ? random.below(threshold) : threshold + random.below(86);
        cell.figures.estimate = 1;
    }
    return table;
}

} // namespace mahalla::test
