#include "indicator/column_categories.h"

#include "base/number.h"
#include "indicator/row_numbering.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mahalla {

ColumnCategories ColumnCategories::of(const Column& column)
{
    if (column.kind == ColumnKind::Text) return {column.categories, column.texts};
    ColumnCategories categories;
    categories.of_row.resize(column.numbers.size(), Column::no_text);
    KeyNumbers keys;
    std::vector<double> different;
    for (std::size_t row = 0; row < column.numbers.size(); ++row) {
        const double number = column.numbers[row];
        if (std::isnan(number)) continue;
        categories.of_row[row] = keys.number_of_value(number);
        if (keys.count() > different.size()) different.push_back(number);
    }
    std::vector<std::uint32_t> order(different.size()), place(different.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return different[a] < different[b]; });
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        categories.names.push_back(number_to_text(different[order[i]]));
    }
    for (std::uint32_t& category : categories.of_row)
        if (category != Column::no_text) category = place[category];
    return categories;
}

} // namespace mahalla
