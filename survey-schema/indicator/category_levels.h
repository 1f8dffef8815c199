#pragma once
#include "base/result.h"
#include "indicator/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mahalla {

/// The categories of a dimension put together: districts, the provinces above them, everybody.
struct CategoryLevel {
    static constexpr std::uint32_t no_group = 0xffffffff;
    std::vector<std::uint32_t> group_of_category; ///< A position in `names`, or `no_group`.
    std::vector<std::string> names;
};

/// The levels of a dimension, the finest (each category for itself) first. With `margins`, those of the categories
/// above, and at last everybody. Fails with `Invalid` where categories lie above each other in a circle, or too deep.
Result<std::vector<CategoryLevel>> levels_of(const Dimension& dimension, bool margins);

/// Every choice of one level a dimension, the finest of all first, those of the last dimension changing fastest.
std::vector<std::vector<const CategoryLevel*>> choices_of_levels(const std::vector<std::vector<CategoryLevel>>& levels);

} // namespace mahalla
