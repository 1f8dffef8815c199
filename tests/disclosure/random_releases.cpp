#include "disclosure/random_releases.h"

#include <algorithm>
#include <numeric>

namespace mahalla::test {

namespace {

constexpr const char* part_dimension = "part";

using Amounts = std::vector<double>; // one a person

/// Who is where: for every combination of categories and each of two parts of the records what each person has.
struct People {
    std::vector<Dimension> dimensions;
    std::vector<Amounts> of_first, of_second;

    Amounts amounts(const Outsider::Key& key, bool with_first, bool with_second) const
    {
        Amounts all;
        for (std::size_t i = 0; i < of_first.size(); ++i) {
            std::size_t rest = i;
            bool is_in = true;
            for (const Dimension& dimension : dimensions) {
                std::string own = dimension.categories[rest % dimension.categories.size()];
                rest /= dimension.categories.size();
                const auto wanted = key.find(dimension.name);
                if (wanted == key.end() || wanted->second == total_category) continue;
                while (own != wanted->second && dimension.parents.contains(own)) own = dimension.parents.at(own);
                is_in = is_in && own == wanted->second;
            }
            if (is_in && with_first) all.insert(all.end(), of_first[i].begin(), of_first[i].end());
            if (is_in && with_second) all.insert(all.end(), of_second[i].begin(), of_second[i].end());
        }
        std::sort(all.begin(), all.end(), std::greater<>());
        return all;
    }
};

Dimension dimension_of(const std::string& name, std::size_t categories, bool has_levels)
{
    Dimension dimension;
    dimension.name = name;
    for (std::size_t c = 0; c < categories; ++c) {
        dimension.categories.push_back(name + std::to_string(c));
        if (has_levels) dimension.parents[dimension.categories.back()] = c < (categories + 1) / 2 ? "north" : "south";
    }
    return dimension;
}

std::uint64_t some_count(Random& random, std::uint64_t threshold)
{
    const std::uint64_t chance = random.below(10);
    if (chance == 0) return 0;
    return chance < 3 ? 1 + random.below(threshold) : threshold + random.below(40);
}

/// One in six may be large.
Amounts some_amounts(Random& random, std::uint64_t people)
{
    Amounts amounts;
    for (std::uint64_t i = 0; i < people; ++i)
        amounts.push_back(static_cast<double>(1 + random.below(random.below(6) == 0 ? 500 : 20)));
    return amounts;
}

/// A table of some of the dimensions; with its margins among its cells where they are asked for.
TableToProtect table_of(const People& people, const std::vector<std::size_t>& by, bool with_margins, bool with_first,
                        bool with_second, bool of_totals, const std::string& id)
{
    TableToProtect made;
    made.table.id = id;
    made.table.unit = "person";
    if (of_totals) made.table.statistic = Statistic::Total;
    std::vector<std::vector<std::string>> choices;
    for (const std::size_t d : by) {
        made.table.dimensions.push_back(people.dimensions[d]);
        auto& nodes = choices.emplace_back(people.dimensions[d].categories);
        if (!with_margins) continue;
        for (const auto& [category, parent] : people.dimensions[d].parents)
            if (std::find(nodes.begin(), nodes.end(), parent) == nodes.end()) nodes.push_back(parent);
        nodes.emplace_back(total_category);
    }
    std::size_t size = 1;
    for (const auto& nodes : choices) size *= nodes.size();
    for (std::size_t i = 0; i < size; ++i) {
        TableCell& cell = made.table.cells.emplace_back();
        Outsider::Key key;
        std::size_t rest = i;
        for (std::size_t d = 0; d < choices.size(); ++d) {
            cell.key.push_back(choices[d][rest % choices[d].size()]);
            rest /= choices[d].size();
            key[made.table.dimensions[d].name] = cell.key.back();
        }
        Amounts amounts = people.amounts(key, with_first, with_second);
        cell.figures.n = cell.figures.psus = amounts.size();
        cell.figures.weighted_n = static_cast<double>(cell.figures.n);
        cell.figures.estimate = 0.5;
        if (!of_totals) continue;
        cell.figures.estimate = std::accumulate(amounts.begin(), amounts.end(), 0.0);
        amounts.resize(std::min<std::size_t>(amounts.size(), TableCell::contributors_max));
        cell.contributors = std::move(amounts);
    }
    return made;
}

} // namespace

RandomRelease random_release(ReleaseKind kind, Random& random)
{
    RandomRelease made;
    made.kind = kind;
    const std::uint64_t threshold = 3 + random.below(4);
    made.policy.threshold_persons = threshold;
    const double widths[] = {0.1, 0.3, 0.6, 1.0};
    made.policy.protection = {widths[random.below(4)], widths[random.below(4)]};

    const bool of_totals = is_of_totals(kind);
    const bool is_flat = kind == ReleaseKind::TwoDimensions || kind == ReleaseKind::Hierarchy ||
                         kind == ReleaseKind::MoreRecords || kind == ReleaseKind::Universes ||
                         (of_totals && random.below(2) == 0);
    const std::size_t dimensions = is_flat ? 2 : 3;
    People people;
    const bool has_levels = kind == ReleaseKind::Hierarchy || random.below(4) == 0;
    std::size_t size = 1;
    for (std::size_t d = 0; d < dimensions; ++d) {
        const std::size_t categories = (is_flat ? 3 : 2) + random.below(is_flat ? 3 : 2);
        people.dimensions.push_back(dimension_of(std::string(1, static_cast<char>('a' + d)),
                                                 categories + (has_levels && d == 0 ? 1 : 0), has_levels && d == 0));
        size *= people.dimensions.back().categories.size();
    }
    const bool has_parts = kind == ReleaseKind::MoreRecords || kind == ReleaseKind::Universes ||
                           (is_flat && (kind == ReleaseKind::LinkedTotals || kind == ReleaseKind::TotalsTwice));
    for (std::size_t i = 0; i < size; ++i) {
        people.of_first.push_back(some_amounts(random, some_count(random, threshold)));
        const bool is_empty = !has_parts || random.below(3) > 0;
        people.of_second.push_back(some_amounts(random, is_empty ? 0 : some_count(random, threshold)));
    }
    if (of_totals && random.below(4) > 0)
        made.policy.dominance = DominanceRule{1 + static_cast<std::uint32_t>(random.below(2)), 70};
    if (of_totals && random.below(2) == 0) made.policy.p_percent = 20;
    made.dimensions = people.dimensions;
    if (has_parts) {
        made.dimensions.push_back(dimension_of(part_dimension, 2, false));
        made.differences.push_back({{part_dimension, "part1"}});
    }
    const Outsider::Key first{{part_dimension, "part0"}};
    const bool with_margins = random.below(2) == 0;
    const auto add = [&](const std::vector<std::size_t>& by, bool with_second = true) {
        made.tables.push_back(
            table_of(people, by, with_margins, true, with_second, of_totals, "t" + std::to_string(made.tables.size())));
        made.among.push_back(with_second ? Outsider::Key{} : first);
    };
    const auto add_earlier = [&](const std::vector<std::size_t>& by, bool with_second) {
        made.earlier.push_back(table_of(people, by, with_margins, true, with_second, of_totals, "earlier"));
        made.earlier_among.push_back(with_second ? Outsider::Key{} : first);
    };
    switch (kind) {
    case ReleaseKind::TwoDimensions:
    case ReleaseKind::Hierarchy:
        add({0, 1});
        break;
    case ReleaseKind::ThreeDimensions:
        add({0, 1, 2});
        break;
    case ReleaseKind::LinkedPair:
        add({0, 1});
        add({1, 2});
        break;
    case ReleaseKind::Ring:
        add({0, 1});
        add({1, 2});
        add({0, 2});
        break;
    case ReleaseKind::PublishedTwice:
        add_earlier({0, 1}, true);
        if (random.below(2) == 0) add_earlier({0}, true);
        add(random.below(2) == 0 ? std::vector<std::size_t>{0, 2} : std::vector<std::size_t>{0, 1, 2});
        break;
    case ReleaseKind::MoreRecords:
        add_earlier({0, 1}, false);
        add(random.below(2) == 0 ? std::vector<std::size_t>{0} : std::vector<std::size_t>{0, 1});
        break;
    case ReleaseKind::Universes:
        add({0, 1});
        add({0, 1}, false);
        made.tables.back().rows.universe = "some";
        break;
    case ReleaseKind::Totals:
        add(is_flat ? std::vector<std::size_t>{0, 1} : std::vector<std::size_t>{0, 1, 2});
        break;
    case ReleaseKind::LinkedTotals:
        add({0, 1});
        if (is_flat) {
            add({0, 1}, false);
            made.tables.back().rows.universe = "some";
        } else {
            add({1, 2});
        }
        break;
    case ReleaseKind::TotalsTwice:
        add_earlier({0, 1}, !has_parts);
        add(is_flat ? std::vector<std::size_t>{0, 1} : std::vector<std::size_t>{0, 2});
        break;
    }
    made.policy.guards_singletons = random.below(2) == 0;
    return made;
}

} // namespace mahalla::test
