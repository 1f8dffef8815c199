#include "base/seeded_random.h"
#include "disclosure/tables.h"

#include <cmath>
#include <doctest/doctest.h>
#include <map>
#include <type_traits>

using namespace mahalla;
using namespace mahalla::test;
using Keys = std::vector<std::string>;

namespace {

/// The table of Statistical Policy Working Paper 22, where two suppressions in each row and column still tell a 1.
Table working_paper_22()
{
    return counts_of({"Alpha", "Beta", "Gamma", "Delta"}, {"Low", "Medium", "High", "VeryHigh"},
                     {{15, 1, 3, 1}, {20, 10, 10, 15}, {3, 10, 10, 2}, {12, 14, 7, 2}});
}

double cost_of_secondaries(const ProtectionReport& report)
{
    double sum = 0;
    for (const AuditedCell& cell : report.cells)
        if (cell.status == CellStatus::Secondary) sum += cell.count;
    return sum;
}

/// Every primary cell's interval reaches as far as the policy says, in whole persons.
void check_audit(const ProtectionReport& report, const DisclosurePolicy& policy)
{
    for (const AuditedCell& cell : report.cells) {
        CHECK((cell.status == CellStatus::Published) == !cell.count_interval.has_value());
        if (!cell.count_interval) continue;
        CHECK(cell.count_interval->lower <= cell.count);
        CHECK(cell.count_interval->upper >= cell.count);
        if (cell.status != CellStatus::Primary) continue;
        CHECK(cell.count_interval->lower <=
              std::max(0.0, cell.count - std::ceil(policy.protection.lower * cell.count)) + 1e-6);
        CHECK(cell.count_interval->upper >= cell.count + std::ceil(policy.protection.upper * cell.count) - 1e-6);
    }
}

/// Nothing that is hidden can be had by adding and subtracting along one row or column.
void check_no_lonely_cell(const ProtectionReport& report, std::size_t dimensions)
{
    for (std::size_t d = 0; d < dimensions; ++d) {
        std::map<Keys, int> hidden_in_line;
        for (const AuditedCell& cell : report.cells) {
            if (cell.status == CellStatus::Published) continue;
            Keys line = cell.key;
            line.erase(line.begin() + static_cast<std::ptrdiff_t>(d));
            ++hidden_in_line[line];
        }
        for (const auto& [line, count] : hidden_in_line) CHECK(count != 1);
    }
}

} // namespace

TEST_CASE("nothing but protect makes a published table")
{
    CHECK_FALSE(std::is_default_constructible_v<PublishedTable>);
    CHECK_FALSE(std::is_constructible_v<PublishedTable, PublishedTableContent>);
    CHECK_FALSE(std::is_constructible_v<PublishedTable, Table>);
}

TEST_CASE("the working paper's table needs its six small cells and the three cheapest others")
{
    const ProtectionReport report = protected_table(working_paper_22(), policy_with_threshold(5)).report;
    CHECK(keys_with(report, CellStatus::Primary) ==
          Keys{"Alpha/High", "Alpha/Medium", "Alpha/VeryHigh", "Delta/VeryHigh", "Gamma/Low", "Gamma/VeryHigh"});
    CHECK(keys_with(report, CellStatus::Secondary) == Keys{"Delta/High", "Delta/Low", "Gamma/Medium"});
    CHECK(report.is_minimal);
    CHECK(cost_of_secondaries(report) == 29);
    const std::map<Keys, std::pair<double, double>> expected{
        {{"Alpha", "Medium"}, {0, 5}},  {{"Alpha", "High"}, {0, 5}},     {{"Alpha", "VeryHigh"}, {0, 5}},
        {{"Gamma", "Low"}, {0, 9}},     {{"Gamma", "VeryHigh"}, {0, 5}}, {{"Delta", "VeryHigh"}, {0, 5}},
        {{"Gamma", "Medium"}, {6, 11}}, {{"Delta", "Low"}, {6, 15}},     {{"Delta", "High"}, {5, 10}}};
    for (const AuditedCell& cell : report.cells) {
        const auto interval = expected.find(cell.key);
        CHECK(cell.interval.has_value() == (interval != expected.end()));
        if (!cell.interval) continue;
        CHECK(cell.interval->lower == doctest::Approx(interval->second.first));
        CHECK(cell.interval->upper == doctest::Approx(interval->second.second));
    }
}

TEST_CASE("sdcTable's example gets sdcTable's optimum")
{
    const Table table = counts_of({"A", "B", "C", "D"}, {"male", "female"}, {{18, 2}, {14, 19}, {12, 10}, {11, 14}});
    const ProtectionReport report = protected_table(table, policy_with_threshold(3)).report;
    CHECK(keys_with(report, CellStatus::Primary) == Keys{"A/female"});
    CHECK(keys_with(report, CellStatus::Secondary) == Keys{"A/male", "C/female", "C/male"});
    CHECK(cost_of_secondaries(report) == 40);
}

TEST_CASE("a hidden cell is a mark without figures, and the mark does not say why it was hidden")
{
    const Protection protection = protected_table(working_paper_22(), policy_with_threshold(5));
    std::size_t hidden = 0;
    for (const PublishedCell& cell : protection.table.content().cells) {
        if (cell.figure) continue;
        ++hidden;
        CHECK(cell.mark == MarkReason::Confidential);
    }
    CHECK(hidden == 9);
}

TEST_CASE("a table without unsafe cells is published whole")
{
    const Protection protection = protected_table(working_paper_22(), policy_with_threshold(1));
    CHECK(protection.report.primary_count == 0);
    CHECK(protection.report.secondary_count == 0);
    for (const PublishedCell& cell : protection.table.content().cells) CHECK(cell.figure.has_value());
}

TEST_CASE("cells that nobody is in are shown, and hide nothing")
{
    const Table table = counts_of({"a", "b", "c"}, {"x", "y", "z"}, {{2, 0, 30}, {0, 40, 20}, {25, 15, 10}});
    const ProtectionReport report = protected_table(table, policy_with_threshold(5)).report;
    for (const AuditedCell& cell : report.cells)
        if (cell.count == 0) CHECK(cell.status == CellStatus::Published);
    check_audit(report, policy_with_threshold(5));
}

TEST_CASE("margins that are unsafe themselves are hidden too")
{
    // Row c has 3 in all: its margin says as much as its cells.
    const Table table = counts_of({"a", "b", "c"}, {"x", "y"}, {{30, 40}, {20, 25}, {1, 2}});
    const ProtectionReport report = protected_table(table, policy_with_threshold(5)).report;
    const Keys primaries = keys_with(report, CellStatus::Primary);
    CHECK(std::find(primaries.begin(), primaries.end(), "c/_T") != primaries.end());
    check_audit(report, policy_with_threshold(5));
    check_no_lonely_cell(report, 2);
}

TEST_CASE("a policy's protection is kept, not only that no cell is known exactly")
{
    const Table table = counts_of({"a", "b", "c"}, {"x", "y", "z"}, {{4, 100, 2}, {1, 50, 60}, {80, 1, 70}});
    DisclosurePolicy policy = policy_with_threshold(5);
    for (const double width : {0.1, 0.5, 1.0}) {
        policy.protection = {width, width * 3};
        check_audit(protected_table(table, policy).report, policy);
    }
}

TEST_CASE("what cannot be hidden among others is hidden with its margins, up to the total")
{
    // a/x stands alone in its row and column: whoever knows a margin knows it.
    const Table diagonal = counts_of({"a", "b"}, {"x", "y"}, {{2, 0}, {0, 50}});
    const DisclosurePolicy policy = policy_with_threshold(5);
    const ProtectionReport report = protected_table(diagonal, policy).report;
    CHECK(keys_with(report, CellStatus::Primary) == Keys{"_T/x", "a/_T", "a/x"});
    CHECK(keys_with(report, CellStatus::Secondary) == Keys{"_T/_T"});
    check_audit(report, policy);
}

TEST_CASE("totals are unsafe where one contributor makes most of them")
{
    Table table = counts_of({"a", "b", "c"}, {"x", "y", "z"}, {{20, 20, 20}, {20, 20, 20}, {20, 20, 20}});
    table.statistic = Statistic::Total;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        table.cells[i].figures.estimate = 100 + static_cast<double>(i);
        table.cells[i].contributors = {10, 9, 8};
    }
    table.cells[4].contributors = {95, 4, 3};
    DisclosurePolicy policy = policy_with_threshold(5);
    CHECK(protected_table(table, policy).report.primary_count == 0);

    SUBCASE("by dominance")
    {
        policy.dominance = DominanceRule{1, 85};
        const ProtectionReport report = protected_table(table, policy).report;
        CHECK(keys_with(report, CellStatus::Primary) == Keys{"b/y"});
        CHECK(report.secondary_count == 3);
        for (const AuditedCell& cell : report.cells)
            if (cell.status == CellStatus::Primary) {
                CHECK(cell.rule == "dominance");
                CHECK(cell.interval->lower <= 104 * 0.7 + 1e-6);
                CHECK(cell.interval->upper >= 104 * 1.3 - 1e-6);
            }
    }
    SUBCASE("by the p% rule")
    {
        policy.p_percent = 10;
        CHECK(keys_with(protected_table(table, policy).report, CellStatus::Primary) == Keys{"b/y"});
    }
}

TEST_CASE("that nobody or everybody of a group is concerned is hidden for sensitive attributes")
{
    Table table = counts_of({"Alpha", "Beta", "Gamma"}, {"Low", "High"}, {{15, 31}, {20, 15}, {30, 22}});
    table.statistic = Statistic::Proportion;
    for (TableCell& cell : table.cells) cell.positives = cell.figures.n / 2;
    table.cells[2].positives = 0;
    table.cells[3].positives = table.cells[3].figures.n;
    DisclosurePolicy policy = policy_with_threshold(1);
    CHECK(protected_table(table, policy).report.primary_count == 0);
    policy.hide_zero_and_full = true;
    const ProtectionReport report = protected_table(table, policy).report;
    CHECK(keys_with(report, CellStatus::Primary) == Keys{"Beta/High", "Beta/Low"});
    check_audit(report, policy);
}

TEST_CASE("a hierarchy's sums are margins like others")
{
    Table table;
    table.unit = "person";
    table.dimensions = {{"area",
                         {},
                         {"n1", "n2", "s1", "s2", "s3"},
                         {},
                         {{"n1", "north"}, {"n2", "north"}, {"s1", "south"}, {"s2", "south"}, {"s3", "south"}}}};
    const std::vector<std::uint64_t> counts{2, 30, 40, 50, 60};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        TableCell& cell = table.cells.emplace_back();
        cell.key = {table.dimensions[0].categories[i]};
        cell.figures.n = counts[i];
        cell.figures.estimate = 1;
    }
    const ProtectionReport report = protected_table(table, policy_with_threshold(5)).report;
    // In the north there is only n2 to hide n1 among.
    CHECK(keys_with(report, CellStatus::Primary) == Keys{"n1"});
    CHECK(keys_with(report, CellStatus::Secondary) == Keys{"n2"});
}

TEST_CASE("a table that contradicts itself is refused with what is wrong")
{
    Table table = working_paper_22();
    SUBCASE("a key that is no category") { table.cells[0].key[0] = "Omega"; }
    SUBCASE("a key that is too short") { table.cells[0].key.pop_back(); }
    SUBCASE("a cell twice") { table.cells[1].key = table.cells[0].key; }
    SUBCASE("a margin that is not the sum")
    {
        TableCell margin = table.cells[0];
        margin.key[1] = total_category;
        margin.figures.n = 19;
        table.cells.push_back(margin);
    }
    SUBCASE("a hierarchy in a circle") { table.dimensions[0].parents = {{"Alpha", "Beta"}, {"Beta", "Alpha"}}; }
    const auto protection = protect(table, policy_with_threshold(5));
    REQUIRE_FALSE(protection);
    CHECK(protection.error().kind == ErrorKind::Invalid);
}

TEST_CASE("a policy that makes no sense is refused")
{
    DisclosurePolicy policy = policy_with_threshold(5);
    SUBCASE("protection") { policy.protection.lower = -1; }
    SUBCASE("dominance") { policy.dominance = DominanceRule{0, 85}; }
    SUBCASE("percentage") { policy.dominance = DominanceRule{1, 850}; }
    SUBCASE("p") { policy.p_percent = std::nan(""); }
    CHECK_FALSE(protect(working_paper_22(), policy));
}

TEST_CASE("random tables: every primary cell is as uncertain as the policy says, and no line hides a single cell")
{
    SeededRandom random(7);
    const char* const names[] = {"a", "b", "c", "d", "e", "f"};
    for (int round = 0; round < 25; ++round) {
        const std::size_t dimensions = 2 + random.below(2);
        Table table;
        table.unit = "person";
        std::size_t size = 1;
        for (std::size_t d = 0; d < dimensions; ++d) {
            Dimension& dimension = table.dimensions.emplace_back();
            dimension.name = names[d];
            const std::size_t categories = 2 + random.below(3);
            for (std::size_t c = 0; c < categories; ++c) dimension.categories.emplace_back(names[c]);
            size *= categories;
        }
        for (std::size_t i = 0; i < size; ++i) {
            TableCell& cell = table.cells.emplace_back();
            std::size_t rest = i;
            for (const Dimension& dimension : table.dimensions) {
                cell.key.push_back(dimension.categories[rest % dimension.categories.size()]);
                rest /= dimension.categories.size();
            }
            cell.figures.n = random.below(5) == 0 ? random.below(6) : 5 + random.below(60);
            cell.figures.estimate = 1;
        }
        DisclosurePolicy policy = policy_with_threshold(2 + random.below(5));
        const double widths[] = {0.1, 0.3, 0.6};
        policy.protection = {widths[random.below(3)], widths[random.below(3)]};
        CAPTURE(round);
        const auto protection = protect(table, policy);
        if (!protection) {
            CHECK(protection.error().kind == ErrorKind::Refused);
            continue;
        }
        check_audit(protection->report, policy);
        check_no_lonely_cell(protection->report, dimensions);
    }
}

TEST_CASE("a large table is protected too, if not by the fewest cells")
{
    SeededRandom random(11);
    std::vector<std::string> rows, columns;
    for (int i = 0; i < 40; ++i) rows.push_back("r" + std::to_string(i));
    for (int i = 0; i < 20; ++i) columns.push_back("c" + std::to_string(i));
    std::vector<std::vector<std::uint64_t>> counts(40, std::vector<std::uint64_t>(20));
    for (auto& row : counts)
        for (auto& count : row) count = random.below(12) == 0 ? 1 + random.below(4) : 5 + random.below(90);
    const ProtectionReport report = protected_table(counts_of(rows, columns, counts), policy_with_threshold(5)).report;
    CHECK(report.primary_count > 40);
    CHECK_FALSE(report.is_minimal);
    check_audit(report, policy_with_threshold(5));
    check_no_lonely_cell(report, 2);
}
