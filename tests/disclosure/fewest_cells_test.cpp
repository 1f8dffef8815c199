#include "base/seeded_random.h"
#include "disclosure/linear_program.h"
#include "disclosure/outsider.h"
#include "disclosure/tables.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <optional>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A random table of two or three dimensions; its margins are known to everybody.
Table small_table(Random& random, const std::vector<std::size_t>& sizes)
{
    Table table;
    table.unit = "person";
    std::size_t cells = 1;
    for (std::size_t d = 0; d < sizes.size(); ++d) {
        Dimension& dimension = table.dimensions.emplace_back();
        dimension.name = std::string(1, static_cast<char>('a' + d));
        for (std::size_t c = 0; c < sizes[d]; ++c) dimension.categories.push_back(dimension.name + std::to_string(c));
        cells *= sizes[d];
    }
    for (std::size_t i = 0; i < cells; ++i) {
        TableCell& cell = table.cells.emplace_back();
        std::size_t rest = i;
        for (const Dimension& dimension : table.dimensions) {
            cell.key.push_back(dimension.categories[rest % dimension.categories.size()]);
            rest /= dimension.categories.size();
        }
        cell.figures.n = random.below(5) == 0 ? 1 + random.below(4) : 10 + random.below(50);
        cell.figures.estimate = 1;
    }
    return table;
}

Outsider::Key key_of(const Table& table, const std::vector<std::string>& categories)
{
    Outsider::Key key;
    for (std::size_t d = 0; d < categories.size(); ++d) key[table.dimensions[d].name] = categories[d];
    return key;
}

/// Whether an outsider who knows all margins is as uncertain of every unsafe cell as is asked.
bool is_safe(const Table& table, const std::vector<char>& hidden, const DisclosurePolicy& policy)
{
    Outsider outsider(table.dimensions);
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        if (hidden[i] == 0)
            outsider.learn(key_of(table, table.cells[i].key), static_cast<double>(table.cells[i].figures.n));
        // Each sum along one dimension; all other margins follow from these.
        for (std::size_t d = 0; d < table.dimensions.size(); ++d) {
            std::vector<std::string> margin = table.cells[i].key;
            if (margin[d] != table.dimensions[d].categories[0]) continue;
            margin[d] = total_category;
            double sum = 0;
            for (const TableCell& other : table.cells) {
                std::vector<std::string> line = other.key;
                line[d] = total_category;
                if (line == margin) sum += static_cast<double>(other.figures.n);
            }
            outsider.learn(key_of(table, margin), sum);
        }
    }
    for (const TableCell& cell : table.cells) {
        const double n = static_cast<double>(cell.figures.n);
        if (n == 0 || n >= static_cast<double>(policy.threshold_persons)) continue;
        const auto interval = outsider.interval_of(key_of(table, cell.key));
        const double width = std::max(1.0, std::ceil(0.3 * n));
        if (interval.lower > n - std::min(n, width) + 1e-6 || interval.upper < n + width - 1e-6) return false;
    }
    return true;
}

/// Every choice of `count` cells more, until one is safe.
bool any_choice_is_safe(const Table& table, const std::vector<char>& unsafe, std::size_t count,
                        const DisclosurePolicy& policy)
{
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < unsafe.size(); ++i)
        if (unsafe[i] == 0) others.push_back(i);
    if (count > others.size()) return false;
    std::vector<char> choice(others.size(), 0);
    std::fill(choice.begin(), choice.begin() + static_cast<std::ptrdiff_t>(count), 1);
    do {
        std::vector<char> hidden = unsafe;
        for (std::size_t i = 0; i < others.size(); ++i)
            if (choice[i] != 0) hidden[others[i]] = 1;
        if (is_safe(table, hidden, policy)) return true;
    } while (std::prev_permutation(choice.begin(), choice.end()));
    return false;
}

/// The fewest cells beside the unsafe ones by the plain integer programme: for every unsafe cell and either direction a
/// movement of all cells that leaves each sum as it is, and goes only through cells that are hidden. Nothing where GLPK
/// does not end. It shares the solver with what it tests, and nothing else.
std::optional<std::size_t> plainly_fewest(const Table& table, const DisclosurePolicy& policy)
{
    const GridShape shape = *GridShape::create(table.dimensions);
    std::vector<double> counts(shape.size(), -1); // of the innermost cells
    for (const TableCell& cell : table.cells) counts[*shape.cell_of(cell.key)] = static_cast<double>(cell.figures.n);
    const auto is_unsafe = [&](double count) {
        return count > 0 && count < static_cast<double>(policy.threshold_persons);
    };
    LinearProgram program;
    constexpr std::size_t none = ~std::size_t{0};
    std::vector<std::size_t> choice(shape.size(), none);
    for (std::size_t cell = 0; cell < shape.size(); ++cell)
        if (counts[cell] > 0 && !is_unsafe(counts[cell])) choice[cell] = program.add_binary(1);
    for (std::size_t unsafe = 0; unsafe < shape.size(); ++unsafe) {
        if (!is_unsafe(counts[unsafe])) continue;
        for (const double direction : {1.0, -1.0}) {
            const double width = std::max(1.0, std::ceil(0.3 * counts[unsafe]));
            const double need = direction > 0 ? width : std::min(counts[unsafe], width);
            // In two dimensions a movement is made of rings through the unsafe cell, so no cell moves farther than it.
            const double farthest = table.dimensions.size() == 2 ? need : 4 * need;
            std::vector<std::size_t> movement(shape.size(), none);
            for (std::size_t cell = 0; cell < shape.size(); ++cell) {
                if (counts[cell] <= 0) continue;
                const double down = std::min(counts[cell], farthest);
                movement[cell] = cell == unsafe ? program.add_column(direction * need, direction * need)
                                                : program.add_column(-down, farthest);
                if (choice[cell] == none) continue;
                program.add_at_least({{choice[cell], farthest}, {movement[cell], -1}}, 0);
                program.add_at_least({{choice[cell], down}, {movement[cell], 1}}, 0);
            }
            for (const GridEquation& equation : shape.equations()) {
                LinearProgram::Terms terms;
                for (const std::size_t part : equation.parts)
                    if (movement[part] != none) terms.emplace_back(movement[part], 1);
                // Sums of sums follow from these.
                if (counts[equation.parts.front()] >= 0 && !terms.empty()) program.add_equal(terms, 0);
            }
        }
    }
    double effort = 3e6;
    const auto search = program.integer_minimum(effort);
    if (!search.is_finished || !search.cost) return std::nullopt;
    return static_cast<std::size_t>(std::lround(*search.cost));
}

} // namespace

TEST_CASE("what is hidden is within a tenth of the fewest cells, and so is what is fallen back on")
{
    const DisclosurePolicy policy = policy_with_threshold(5);
    SeededRandom random(12);
    std::size_t tables = 0, fewest = 0, published = 0, fallen_back = 0;
    for (int round = 0; round < 24; ++round) {
        const std::vector<std::vector<std::size_t>> shapes{{4, 5}, {5, 5}, {6, 4}, {3, 3, 3}};
        Table table = small_table(random, shapes[static_cast<std::size_t>(round) % shapes.size()]);
        if (round % 4 == 2)
            for (const std::string& category : table.dimensions[0].categories)
                table.dimensions[0].parents[category] = category < "a3" ? "north" : "south";
        const auto least = plainly_fewest(table, policy);
        const auto protection = protect({{table, {}}}, policy);
        const auto fallback = protect({{table, {}}}, policy, {}, {0, 0, SearchEffort().improvement});
        REQUIRE(protection.has_value() == fallback.has_value());
        const auto knows_margins = [&](const Protection& one) {
            return std::all_of(one.report.cells.begin() + static_cast<std::ptrdiff_t>(table.cells.size()),
                               one.report.cells.end(),
                               [](const AuditedCell& margin) { return margin.status == CellStatus::Published; });
        };
        if (!least || !protection || !knows_margins(protection->front())) continue;
        CAPTURE(round);
        ++tables;
        fewest += *least;
        published += protection->front().report.secondary_count;
        fallen_back += fallback->front().report.secondary_count;
        CHECK(protection->front().report.is_minimal);
        CHECK(protection->front().report.secondary_count == *least);
        CHECK(fallback->front().report.secondary_count >= *least);
    }
    MESSAGE(tables << " tables: " << fewest << " at the fewest, " << published << " as published, " << fallen_back
                   << " fallen back");
    CHECK(tables >= 16);
    CHECK(published * 10 <= fewest * 11);
    CHECK(fallen_back * 10 <= fewest * 11);
}

TEST_CASE("no choice of fewer cells protects a small table: every one was tried")
{
    const DisclosurePolicy policy = policy_with_threshold(5);
    SeededRandom random(21);
    std::size_t protected_tables = 0;
    for (int round = 0; round < 24; ++round) {
        const std::vector<std::vector<std::size_t>> shapes{{3, 3}, {3, 4}, {2, 2, 2}, {2, 5}};
        const Table table = small_table(random, shapes[static_cast<std::size_t>(round) % shapes.size()]);
        std::vector<char> unsafe;
        for (const TableCell& cell : table.cells) unsafe.push_back(cell.figures.n < 5 ? 1 : 0);
        if (std::accumulate(unsafe.begin(), unsafe.end(), 0) == 0) continue;
        const auto protection = protect(table, policy);
        if (!protection) continue;
        ++protected_tables;
        CAPTURE(round);
        CHECK(protection->report.is_minimal);
        const bool has_margins_hidden =
            std::any_of(protection->report.cells.begin() + static_cast<std::ptrdiff_t>(table.cells.size()),
                        protection->report.cells.end(),
                        [](const AuditedCell& margin) { return margin.status != CellStatus::Published; });
        if (has_margins_hidden) continue; // a margin says too much itself: another question than this one
        const std::size_t count = protection->report.secondary_count;
        CHECK(any_choice_is_safe(table, unsafe, count, policy));
        for (std::size_t fewer = 0; fewer < count; ++fewer)
            CHECK_FALSE(any_choice_is_safe(table, unsafe, fewer, policy));
    }
    CHECK(protected_tables >= 12);
}
