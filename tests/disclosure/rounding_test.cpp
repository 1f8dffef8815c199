#include "disclosure/tables.h"

#include "base/seeded_random.h"

#include <cmath>
#include <doctest/doctest.h>
#include <map>

using namespace mahalla;
using namespace mahalla::test;

namespace {

using Counts = std::map<std::vector<std::string>, double>;

Counts counts_in(const PublishedTable& table)
{
    Counts counts;
    for (const PublishedCell& cell : table.content().cells) counts[cell.key] = *cell.figure->estimate;
    return counts;
}

/// A table with all its margins among its cells.
Table random_table(Random& random, std::size_t rows, std::size_t columns)
{
    std::vector<std::string> row_names, column_names;
    for (std::size_t r = 0; r < rows; ++r) row_names.push_back("r" + std::to_string(r));
    for (std::size_t c = 0; c < columns; ++c) column_names.push_back("c" + std::to_string(c));
    std::vector<std::vector<std::uint64_t>> counts(rows, std::vector<std::uint64_t>(columns));
    for (auto& row : counts)
        for (auto& count : row) count = random.below(4) == 0 ? random.below(3) : random.below(60);
    Table table = counts_of(row_names, column_names, counts);
    std::map<std::vector<std::string>, std::uint64_t> margins;
    for (const TableCell& cell : table.cells) {
        margins[{cell.key[0], total_category}] += cell.figures.n;
        margins[{total_category, cell.key[1]}] += cell.figures.n;
        margins[{total_category, total_category}] += cell.figures.n;
    }
    for (const auto& [key, n] : margins) {
        TableCell& margin = table.cells.emplace_back();
        margin.key = key;
        margin.figures.n = n;
    }
    return table;
}

} // namespace

TEST_CASE("rounded counts are multiples next to the true ones, and still add up")
{
    SeededRandom random(4);
    for (int i = 0; i < 40; ++i) {
        const Table table = random_table(random, 2 + random.below(5), 2 + random.below(5));
        const std::uint64_t base = 3 + random.below(8);
        DisclosurePolicy policy = policy_with_threshold(0);
        policy.threshold_households = 0;
        const auto rounded = protect(table, policy, Rounding{base});
        REQUIRE(rounded);
        const Counts counts = counts_in(*rounded);
        Counts sums;
        for (std::size_t c = 0; c < table.cells.size(); ++c) {
            const auto& key = table.cells[c].key;
            const double count = counts.at(key);
            CHECK(std::fmod(count, static_cast<double>(base)) == 0);
            CHECK(std::fabs(count - static_cast<double>(table.cells[c].figures.n)) < static_cast<double>(base));
            if (key[0] == total_category || key[1] == total_category) continue;
            sums[{key[0], total_category}] += count;
            sums[{total_category, key[1]}] += count;
            sums[{total_category, total_category}] += count;
        }
        for (const auto& [key, sum] : sums) CHECK(counts.at(key) == sum);
    }
}

TEST_CASE("a base that leaves an unsafe cell too well known is refused")
{
    const Table table = counts_of({"a", "b"}, {"x", "y"}, {{4, 40}, {33, 27}});
    DisclosurePolicy policy = policy_with_threshold(5);
    CHECK(protect(table, policy, Rounding{5}));
    policy.protection = {1, 3};
    const auto refused = protect(table, policy, Rounding{3});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Refused);
    CHECK_FALSE(protect(table, policy, Rounding{1}));
}
