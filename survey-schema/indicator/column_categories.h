#pragma once
#include "indicator/data_table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mahalla {

/// The categories of a column, sorted (numbers by value, texts by their bytes), and which each row has.
struct ColumnCategories {
    std::vector<std::string> names;
    std::vector<std::uint32_t> of_row; ///< `Column::no_text` for a missing value.

    static ColumnCategories of(const Column& column);
};

} // namespace mahalla
