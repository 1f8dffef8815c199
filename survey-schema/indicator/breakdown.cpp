#include "indicator/breakdown.h"

#include "indicator/category_levels.h"
#include "indicator/column_categories.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

namespace mahalla {

namespace {

constexpr std::size_t cells_max = 1'000'000;
tl::unexpected<Error> too_many_cells()
{
    return failure(ErrorKind::Invalid, "The table would have more than 1,000,000 cells.");
}

} // namespace

CellRows::CellRows(std::span<const std::uint32_t> cell_of_row, std::size_t cell_count) : begins_(cell_count + 1, 0)
{
    for (const std::uint32_t cell : cell_of_row)
        if (cell != Breakdown::no_cell) ++begins_[cell + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    rows_.resize(begins_.back());
    std::vector<std::size_t> next(begins_.begin(), begins_.end() - 1);
    for (std::uint32_t row = 0; row < cell_of_row.size(); ++row)
        if (cell_of_row[row] != Breakdown::no_cell) rows_[next[cell_of_row[row]]++] = row;
}

Result<Breakdown> Breakdown::create(const std::vector<Column>& columns, const std::vector<Dimension>& wanted,
                                    std::size_t row_count, const std::vector<Truth>& domain, bool margins,
                                    EmptyCells empty_cells)
{
    Breakdown breakdown;
    std::vector<std::vector<std::uint32_t>> codes(columns.size());
    std::vector<std::vector<CategoryLevel>> levels(columns.size());
    for (std::size_t d = 0; d < columns.size(); ++d) {
        Dimension dimension = d < wanted.size() ? wanted[d] : Dimension{};
        if (dimension.name.empty()) dimension.name = columns[d].name;
        ColumnCategories found = ColumnCategories::of(columns[d]);
        codes[d] = std::move(found.of_row);
        if (dimension.categories.empty()) {
            dimension.categories = found.names;
        } else {
            std::unordered_map<std::string, std::uint32_t> places;
            for (std::uint32_t i = 0; i < dimension.categories.size(); ++i) places.emplace(dimension.categories[i], i);
            for (std::size_t row = 0; row < codes[d].size(); ++row) {
                if (codes[d][row] == Column::no_text) continue;
                const auto place = places.find(found.names[codes[d][row]]);
                if (place == places.end())
                    return failure(ErrorKind::Invalid,
                                   row_words(row) + ": its category is none of '" + dimension.name + "'.");
                codes[d][row] = place->second;
            }
        }

        MAHALLA_TRY(levels[d], levels_of(dimension, margins));
        breakdown.dimensions_.push_back(std::move(dimension));
    }

    for (const std::vector<const CategoryLevel*>& chosen : choices_of_levels(levels))
        if (auto done = breakdown.add_partition(chosen, codes, row_count, domain, empty_cells); !done)
            return tl::unexpected(done.error());
    return breakdown;
}

Result<void> Breakdown::add_partition(const std::vector<const CategoryLevel*>& levels,
                                      const std::vector<std::vector<std::uint32_t>>& codes, std::size_t row_count,
                                      const std::vector<Truth>& domain, EmptyCells empty_cells)
{
    // The number of a cell: its groups as digits, the last dimension running fastest. Numbers that rows have become
    // cells, in their order.
    std::uint64_t numbers = 1;
    for (const CategoryLevel* level : levels) {
        const std::uint64_t groups = level->names.size();
        if (groups > 0 && numbers > (std::uint64_t{1} << 60U) / groups)
            return failure(ErrorKind::Invalid, "The dimensions have too many categories together.");
        numbers *= groups;
    }
    KeyNumbers found;
    if (empty_cells == EmptyCells::Kept || levels.empty()) {
        if (numbers > cells_max) return too_many_cells();
        for (std::uint64_t number = 0; number < numbers; ++number) found.number(number);
    }
    Partition partition;
    partition.cell_of_row.resize(row_count, no_cell);
    for (std::size_t row = 0; row < row_count; ++row) {
        if (!domain.empty() && domain[row] != Truth::Yes) continue;
        std::uint64_t number = 0;
        bool is_in = true;
        for (std::size_t d = 0; d < levels.size() && is_in; ++d) {
            const std::uint32_t code = codes[d][row];
            const std::uint32_t group = code == Column::no_text ? no_cell : levels[d]->group_of_category[code];
            is_in = group != no_cell;
            number = number * levels[d]->names.size() + group;
        }
        if (is_in) partition.cell_of_row[row] = found.number(number);
    }
    cell_count_ += found.count();
    if (cell_count_ > cells_max) return too_many_cells();

    std::vector<std::uint32_t> order(found.count()), place(found.count());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return found.key(a) < found.key(b); });
    for (std::uint32_t cell = 0; cell < order.size(); ++cell) {
        place[order[cell]] = cell;
        std::vector<std::string>& key = partition.keys.emplace_back(levels.size());
        std::uint64_t rest = found.key(order[cell]);
        for (std::size_t d = levels.size(); d-- > 0;) {
            key[d] = levels[d]->names[rest % levels[d]->names.size()];
            rest /= levels[d]->names.size();
        }
    }
    for (std::uint32_t& cell : partition.cell_of_row)
        if (cell != no_cell) cell = place[cell];
    partitions_.push_back(std::move(partition));
    return {};
}

} // namespace mahalla
