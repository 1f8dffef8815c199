#include "indicator/breakdown.h"

#include "base/number.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace mahalla {

namespace {

constexpr std::size_t cells_max = 1'000'000;
constexpr int levels_max = 20;

/// The categories of the data in order, and the number of each row's.
std::vector<std::string> categories_of(const Column& column, std::vector<std::uint32_t>& codes)
{
    codes.assign(column.kind == ColumnKind::Text ? column.texts.size() : column.numbers.size(), Column::no_text);
    if (column.kind == ColumnKind::Text) {
        codes = column.texts;
        return column.categories;
    }
    std::map<double, std::uint32_t> numbers;
    for (const double number : column.numbers)
        if (!std::isnan(number)) numbers.emplace(number, 0);
    std::vector<std::string> categories;
    for (auto& [number, code] : numbers) {
        code = static_cast<std::uint32_t>(categories.size());
        categories.push_back(number_to_text(number));
    }
    for (std::size_t row = 0; row < codes.size(); ++row)
        if (!std::isnan(column.numbers[row])) codes[row] = numbers.find(column.numbers[row])->second;
    return categories;
}

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

Result<Breakdown> Breakdown::create(const std::vector<Column>& columns, const std::vector<Dimension>& wanted,
                                    const std::vector<std::uint32_t>& domain, bool margins)
{
    Breakdown breakdown;
    std::vector<std::vector<std::uint32_t>> codes(columns.size());
    std::vector<std::vector<Grouping>> groupings(columns.size());
    for (std::size_t d = 0; d < columns.size(); ++d) {
        Dimension dimension = d < wanted.size() ? wanted[d] : Dimension{};
        if (dimension.name.empty()) dimension.name = columns[d].name;
        std::vector<std::string> found = categories_of(columns[d], codes[d]);
        if (dimension.categories.empty()) {
            dimension.categories = found;
        } else {
            std::unordered_map<std::string, std::uint32_t> places;
            for (std::uint32_t i = 0; i < dimension.categories.size(); ++i) places.emplace(dimension.categories[i], i);
            for (std::size_t row = 0; row < codes[d].size(); ++row) {
                if (codes[d][row] == Column::no_text) continue;
                const auto place = places.find(found[codes[d][row]]);
                if (place == places.end())
                    return failure(ErrorKind::Invalid, "Row " + std::to_string(row + 2) +
                                                           ": its category is none of '" + dimension.name + "'.");
                codes[d][row] = place->second;
            }
        }

        const std::size_t count = dimension.categories.size();
        Grouping each;
        each.names = dimension.categories;
        for (std::uint32_t i = 0; i < count; ++i) each.group_of_category.push_back(i);
        groupings[d].push_back(std::move(each));
        if (margins) {
            std::vector<std::vector<std::string>> paths;
            std::size_t levels = 0;
            for (const std::string& category : dimension.categories) {
                paths.push_back(path_to(dimension, category));
                if (paths.back().empty())
                    return failure(ErrorKind::Invalid, "The categories of '" + dimension.name +
                                                           "' lie above each other in a circle, or too deep.");
                levels = std::max(levels, paths.back().size() - 1);
            }
            for (std::size_t level = levels; level-- > 0;) {
                Grouping above;
                std::map<std::string, std::uint32_t> numbers;
                for (const auto& path : paths) {
                    if (path.size() <= level + 1) {
                        above.group_of_category.push_back(Column::no_text);
                        continue;
                    }
                    const auto [place, is_new] =
                        numbers.emplace(path[level], static_cast<std::uint32_t>(numbers.size()));
                    if (is_new) above.names.push_back(path[level]);
                    above.group_of_category.push_back(place->second);
                }
                groupings[d].push_back(std::move(above));
            }
            groupings[d].push_back({std::vector<std::uint32_t>(count, 0), {total_category}});
        }
        breakdown.dimensions_.push_back(std::move(dimension));
    }

    // Every choice of one grouping a dimension, the finest first.
    std::vector<std::size_t> choice(columns.size(), 0);
    while (true) {
        std::vector<const Grouping*> chosen;
        for (std::size_t d = 0; d < columns.size(); ++d) chosen.push_back(&groupings[d][choice[d]]);
        breakdown.add_cells(chosen, codes, domain);
        if (breakdown.cells_.size() > cells_max)
            return failure(ErrorKind::Invalid, "The table would have more than 1,000,000 cells.");
        std::size_t d = columns.size();
        while (d > 0 && ++choice[d - 1] == groupings[d - 1].size()) choice[--d] = 0;
        if (d == 0) break;
    }
    return breakdown;
}

void Breakdown::add_cells(const std::vector<const Grouping*>& groupings,
                          const std::vector<std::vector<std::uint32_t>>& codes,
                          const std::vector<std::uint32_t>& domain)
{
    // The number of a cell: its groups as digits, the last dimension running fastest.
    std::map<std::uint64_t, std::size_t> cell_of;
    std::vector<std::pair<std::uint64_t, std::vector<std::uint32_t>>> found;
    std::uint64_t last = ~std::uint64_t{0};
    std::size_t place = 0;
    for (const std::uint32_t row : domain) {
        std::uint64_t number = 0;
        bool is_in = true;
        for (std::size_t d = 0; d < groupings.size() && is_in; ++d) {
            const std::uint32_t code = codes[d][row];
            const std::uint32_t group = code == Column::no_text ? code : groupings[d]->group_of_category[code];
            is_in = group != Column::no_text;
            number = number * groupings[d]->names.size() + group;
        }
        if (!is_in) continue;
        if (number != last) {
            place = cell_of.emplace(number, found.size()).first->second;
            if (place == found.size()) found.push_back({number, {}});
            last = number;
        }
        found[place].second.push_back(row);
    }
    for (const auto& [number, index] : cell_of) {
        Cell cell;
        cell.rows = std::move(found[index].second);
        std::uint64_t rest = number;
        for (std::size_t d = groupings.size(); d-- > 0;) {
            cell.key.insert(cell.key.begin(), groupings[d]->names[rest % groupings[d]->names.size()]);
            rest /= groupings[d]->names.size();
        }
        cells_.push_back(std::move(cell));
    }
}

} // namespace mahalla
