#include "indicator/category_levels.h"

#include <algorithm>
#include <map>

namespace mahalla {

namespace {

constexpr int levels_max = 20;

/// From the top category down to `category`; empty where parents run in a circle.
std::vector<std::string> path_to(const Dimension& dimension, const std::string& category)
{
    std::vector<std::string> path{category};
    for (auto at = dimension.parents.find(category); at != dimension.parents.end();
         at = dimension.parents.find(path.front())) {
        path.insert(path.begin(), at->second);
        if (path.size() > levels_max) return {};
    }
    return path;
}

} // namespace

Result<std::vector<CategoryLevel>> levels_of(const Dimension& dimension, bool margins)
{
    const std::size_t count = dimension.categories.size();
    CategoryLevel each{{}, dimension.categories};
    for (std::uint32_t i = 0; i < count; ++i) each.group_of_category.push_back(i);
    std::vector<CategoryLevel> made{std::move(each)};
    if (!margins) return made;
    std::vector<std::vector<std::string>> paths;
    std::size_t depth = 0;
    for (const std::string& category : dimension.categories) {
        paths.push_back(path_to(dimension, category));
        if (paths.back().empty())
            return failure(ErrorKind::Invalid,
                           "The categories of '" + dimension.name + "' lie above each other in a circle, or too deep.");
        depth = std::max(depth, paths.back().size() - 1);
    }
    for (std::size_t level = depth; level-- > 0;) {
        CategoryLevel above;
        std::map<std::string, std::uint32_t> numbers;
        for (const auto& path : paths) {
            if (path.size() <= level + 1) {
                above.group_of_category.push_back(CategoryLevel::no_group);
                continue;
            }
            const auto [place, is_new] = numbers.emplace(path[level], static_cast<std::uint32_t>(numbers.size()));
            if (is_new) above.names.push_back(path[level]);
            above.group_of_category.push_back(place->second);
        }
        made.push_back(std::move(above));
    }
    made.push_back({std::vector<std::uint32_t>(count, 0), {total_category}});
    return made;
}

std::vector<std::vector<const CategoryLevel*>> choices_of_levels(const std::vector<std::vector<CategoryLevel>>& levels)
{
    std::vector<std::vector<const CategoryLevel*>> choices;
    std::vector<std::size_t> choice(levels.size(), 0);
    while (true) {
        std::vector<const CategoryLevel*>& chosen = choices.emplace_back();
        for (std::size_t d = 0; d < levels.size(); ++d) chosen.push_back(&levels[d][choice[d]]);
        std::size_t d = levels.size();
        while (d > 0 && ++choice[d - 1] == levels[d - 1].size()) choice[--d] = 0;
        if (d == 0) return choices;
    }
}

} // namespace mahalla
