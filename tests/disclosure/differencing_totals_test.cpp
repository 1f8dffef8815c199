#include "disclosure/outsider.h"
#include "disclosure/tables.h"

#include <doctest/doctest.h>
#include <map>

// Totals subtracted from each other: between tables, levels and rounds.

using namespace mahalla;
using namespace mahalla::test;

namespace {

const Dimension area{"area", {}, {"n1", "n2", "s1", "s2"}, {}, {}};
const Dimension sex{"sex", {}, {"f", "m"}, {}, {}};

using Amounts = std::vector<double>; // what each has

/// What those of every cell have; by area and sex unless told otherwise.
struct Incomes {
    std::vector<Amounts> amounts;

    static Incomes even()
    {
        Incomes incomes;
        for (const int people : {20, 30, 25, 35, 40, 22, 31, 28}) incomes.amounts.emplace_back(people, 10.0);
        return incomes;
    }
    Table table(const Dimension& rows = area, const std::string& id = "incomes") const
    {
        Table made;
        made.id = id;
        made.unit = "person";
        made.statistic = Statistic::Total;
        made.dimensions = {rows, sex};
        const std::size_t each = amounts.size() / 2 / rows.categories.size();
        for (std::size_t r = 0; r < rows.categories.size(); ++r)
            for (std::size_t c = 0; c < 2; ++c) {
                TableCell& cell = made.cells.emplace_back();
                cell.key = {rows.categories[r], sex.categories[c]};
                double sum = 0;
                for (std::size_t part = r * each; part < (r + 1) * each; ++part)
                    for (const double amount : amounts[part * 2 + c]) {
                        sum += amount;
                        cell.contributors.push_back(amount);
                    }
                cell.figures.n = cell.figures.psus = cell.contributors.size();
                cell.figures.weighted_n = static_cast<double>(cell.figures.n);
                cell.figures.estimate = sum;
                std::sort(cell.contributors.begin(), cell.contributors.end(), std::greater<>());
                cell.contributors.resize(std::min<std::size_t>(cell.contributors.size(), TableCell::contributors_max));
            }
        return made;
    }
};

CountedRows rows_of(const std::string& universe = {})
{
    ReleaseDefinition definition;
    definition.universe = universe;
    return counted_rows({}, {}, "person", definition);
}

PublicationLedger ledger_of(const PublishedTable& table, const std::string& universe = {})
{
    ReleaseContent release;
    release.tables.push_back(table.content());
    release.definitions.push_back({table.content().id, {}, {}, {}, universe, {}});
    PublicationLedger ledger;
    ledger.add(release);
    return ledger;
}

std::vector<Protection> must_protect(const std::vector<TableToProtect>& tables, const DisclosurePolicy& policy,
                                     const PublicationLedger& ledger = {})
{
    auto protections = protect(tables, policy, ledger);
    MAHALLA_CHECK(protections);
    return *std::move(protections);
}

/// The same table with the sums of its rows and columns among its cells.
Table with_margins(const Table& table)
{
    Table made = table;
    for (const bool all_areas : {false, true})
        for (const bool all_sexes : {false, true}) {
            if (!all_areas && !all_sexes) continue;
            std::map<std::vector<std::string>, TableCell> sums;
            for (const TableCell& part : table.cells) {
                const std::vector<std::string> key{all_areas ? total_category : part.key[0],
                                                   all_sexes ? total_category : part.key[1]};
                TableCell& sum = sums.emplace(key, TableCell{}).first->second;
                sum.key = key;
                sum.figures.n += part.figures.n;
                sum.figures.psus = sum.figures.n;
                sum.figures.weighted_n = static_cast<double>(sum.figures.n);
                sum.figures.estimate = sum.figures.estimate.value_or(0) + *part.figures.estimate;
                sum.contributors = part.contributors;
            }
            for (const auto& [key, sum] : sums) made.cells.push_back(sum);
        }
    return made;
}

/// Whoever sees the totals of these tables.
struct Reader {
    Outsider outsider;

    explicit Reader(std::vector<Dimension> dimensions) : outsider(dimensions) {}
    void read(const PublishedTable& table, const Outsider::Key& among = {})
    {
        for (const PublishedCell& cell : table.content().cells) {
            if (!cell.figure) continue;
            Outsider::Key key = among;
            for (std::size_t d = 0; d < cell.key.size(); ++d) key[table.content().dimensions[d].name] = cell.key[d];
            outsider.learn(key, *cell.figure->estimate);
        }
    }
    void check_in_doubt(const Outsider::Key& key, double value, const DisclosurePolicy& policy)
    {
        const auto interval = outsider.interval_of(key);
        CAPTURE(interval.lower);
        CAPTURE(interval.upper);
        CHECK(interval.lower <= value * (1 - policy.protection.lower) + 1e-6);
        CHECK(interval.upper >= value * (1 + policy.protection.upper) - 1e-6);
    }
};

} // namespace

TEST_CASE("what two people have cannot be had by subtracting one total from another")
{
    Incomes some = Incomes::even(), all = some;
    all.amounts[3].insert(all.amounts[3].end(), {80, 40}); // n2, m
    const DisclosurePolicy policy = policy_with_threshold(5);
    Reader reader({area, sex, {"part", {}, {"some", "rest"}, {}, {}}});
    const Outsider::Key the_two{{"part", "rest"}, {"area", "n2"}, {"sex", "m"}};

    SUBCASE("of one release")
    {
        const auto protections =
            must_protect({{all.table(), rows_of()}, {some.table(area, "some"), rows_of("age > 17")}}, policy);
        reader.read(protections[0].table);
        reader.read(protections[1].table, {{"part", "some"}});
    }
    SUBCASE("of two releases")
    {
        const auto first = must_protect({{some.table(), rows_of("age > 17")}}, policy);
        const auto second = must_protect({{all.table(), rows_of()}}, policy, ledger_of(first[0].table, "age > 17"));
        reader.read(first[0].table, {{"part", "some"}});
        reader.read(second[0].table);
    }
    SUBCASE("of two days")
    {
        const auto first = must_protect({{some.table(), rows_of()}}, policy);
        const auto second = must_protect({{all.table(), rows_of()}}, policy, ledger_of(first[0].table));
        reader.read(first[0].table, {{"part", "some"}});
        reader.read(second[0].table);
    }
    reader.check_in_doubt(the_two, 120, policy);
}

TEST_CASE("what newcomers have is hidden among cells that have as much, not only as many people")
{
    Incomes yesterday = Incomes::even();
    for (const std::size_t poor : {0U, 1U}) yesterday.amounts[poor].assign(10, 0.1); // n1: the fewest, with least
    Incomes today = yesterday;
    today.amounts[1].resize(20, 0.1);
    for (const std::size_t grown : {2U, 7U}) today.amounts[grown].resize(today.amounts[grown].size() + 10, 10.0);
    today.amounts[3].insert(today.amounts[3].end(), {80, 40}); // n2, m
    const DisclosurePolicy policy = policy_with_threshold(5);
    const auto first = must_protect({{with_margins(yesterday.table()), rows_of()}}, policy);
    CHECK(first[0].report.primary_count == 0);
    const auto second = must_protect({{with_margins(today.table()), rows_of()}}, policy, ledger_of(first[0].table));
    Reader reader({area, sex, {"day", {}, {"yesterday", "since"}, {}, {}}});
    reader.read(first[0].table, {{"day", "yesterday"}});
    reader.read(second[0].table);
    reader.check_in_doubt({{"day", "since"}, {"area", "n2"}, {"sex", "m"}}, 120, policy);
}

TEST_CASE("of ten newcomers of whom one has nearly all, it cannot be had what they have")
{
    Incomes yesterday = Incomes::even();
    yesterday.amounts[3].front() = 95; // n2, m
    Incomes today = yesterday;
    for (const std::size_t grown : {2U, 6U, 7U}) today.amounts[grown].resize(today.amounts[grown].size() + 10, 10.0);
    DisclosurePolicy policy = policy_with_threshold(5);
    policy.dominance = DominanceRule{1, 85};
    const auto first = must_protect({{with_margins(yesterday.table()), rows_of()}}, policy);
    ReleaseContent release;
    release.tables.push_back(first[0].table.content());
    release.definitions.push_back({release.tables[0].id, {}, {}, {}, {}, {}});
    const auto second = [&](bool is_kept) {
        PublicationLedger ledger;
        ledger.add(release, is_kept ? KeptFigures{first[0].kept} : KeptFigures{});
        return must_protect({{with_margins(today.table()), rows_of()}}, policy, ledger);
    };
    SUBCASE("one has nearly all")
    {
        today.amounts[3].push_back(300);
        today.amounts[3].resize(today.amounts[3].size() + 9, 1.0);
        for (const bool is_kept : {false, true}) {
            Reader reader({area, sex, {"day", {}, {"yesterday", "since"}, {}, {}}});
            reader.read(first[0].table, {{"day", "yesterday"}});
            reader.read(second(is_kept)[0].table);
            reader.check_in_doubt({{"day", "since"}, {"area", "n2"}, {"sex", "m"}}, 309, policy);
        }
    }
    SUBCASE("all have as much, and who has 95 was there before, which only who made the first release knows")
    {
        today.amounts[3].resize(today.amounts[3].size() + 10, 10.0);
        CHECK(second(true)[0].report.primary_count + second(true)[0].report.secondary_count == 0);
        CHECK(second(false)[0].report.secondary_count > 0);
    }
}

TEST_CASE("a dominated total cannot be had from the levels above it, shown in another table or another round")
{
    Incomes incomes = Incomes::even();
    incomes.amounts[0].front() = 5'000; // n1, f
    incomes.amounts[2].assign(25, 100); // n2, f
    Dimension districts = area;
    districts.parents = {{"n1", "north"}, {"n2", "north"}, {"s1", "south"}, {"s2", "south"}};
    const Dimension provinces{"area", {}, {"north", "south"}, {}, {}};
    DisclosurePolicy policy = policy_with_threshold(5);
    policy.dominance = DominanceRule{1, 95};
    // Of the province his is two thirds, so it is shown.
    const Table fine = incomes.table(districts), coarse = incomes.table(provinces, "coarse");
    Reader reader({districts, sex});
    for (const bool is_coarse_first : {true, false}) {
        const Table &one = is_coarse_first ? coarse : fine, &other = is_coarse_first ? fine : coarse;
        const auto first = must_protect({{one, rows_of()}}, policy);
        const auto second = must_protect({{other, rows_of()}}, policy, ledger_of(first[0].table));
        Reader of_both({districts, sex});
        of_both.read(first[0].table);
        of_both.read(second[0].table);
        of_both.check_in_doubt({{"area", "n1"}, {"sex", "f"}}, 5'190, policy);
    }
    for (const Protection& protection : must_protect({{fine, rows_of()}, {coarse, rows_of()}}, policy))
        reader.read(protection.table);
    reader.check_in_doubt({{"area", "n1"}, {"sex", "f"}}, 5'190, policy);
}

TEST_CASE("a total that was hidden stays in doubt when the same people are broken down otherwise")
{
    Incomes incomes = Incomes::even();
    incomes.amounts[0].resize(3); // n1, f
    const DisclosurePolicy policy = policy_with_threshold(5);
    const auto first = must_protect({{incomes.table(), rows_of()}}, policy);
    // By area alone; what is left of n1 when the men are subtracted is what was hidden.
    Table by_area = incomes.table();
    by_area.id = "by area";
    by_area.dimensions = {area};
    std::vector<TableCell> cells;
    for (std::size_t r = 0; r < 4; ++r) {
        TableCell cell = by_area.cells[r * 2];
        const TableCell& men = by_area.cells[r * 2 + 1];
        cell.key = {area.categories[r]};
        cell.figures.n += men.figures.n;
        *cell.figures.estimate += *men.figures.estimate;
        cells.push_back(cell);
    }
    by_area.cells = cells;
    const auto second = must_protect({{by_area, rows_of()}}, policy, ledger_of(first[0].table));
    Reader reader({area, sex});
    reader.read(first[0].table);
    reader.read(second[0].table);
    const auto interval = reader.outsider.interval_of({{"area", "n1"}, {"sex", "f"}});
    CHECK(interval.upper - interval.lower >= 0.3 * 30);
}

TEST_CASE("a total that an earlier release showed leaves too little room, and the release is refused")
{
    const auto by = [](const Dimension& dimension, const std::vector<std::pair<std::size_t, double>>& cells) {
        Table table;
        table.id = dimension.name;
        table.unit = "person";
        table.statistic = Statistic::Total;
        table.dimensions = {dimension};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            TableCell& cell = table.cells.emplace_back();
            cell.key = {dimension.categories[i]};
            cell.figures.n = cell.figures.psus = cells[i].first;
            cell.figures.weighted_n = static_cast<double>(cells[i].first);
            cell.figures.estimate = cells[i].second;
            cell.contributors.assign(5, cells[i].second / static_cast<double>(cells[i].first));
        }
        return table;
    };
    // One has nearly all of n1; n2 has so little that it hides nothing where both together are known.
    Table by_area = by({"area", {}, {"n1", "n2"}, {}, {}}, {{20, 5'190}, {25, 250}});
    by_area.cells[0].contributors = {5'000, 10, 10, 10};
    const Table by_sex = by(sex, {{22, 2'640}, {23, 2'800}}); // 5,440 together
    DisclosurePolicy policy = policy_with_threshold(5);
    policy.dominance = DominanceRule{1, 95};
    CHECK(protect({{by_area, rows_of()}}, policy)); // alone it can be published: the sum is not shown
    const auto first = must_protect({{by_sex, rows_of()}}, policy);
    const auto second = protect({{by_area, rows_of()}}, policy, ledger_of(first[0].table));
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::Refused);
}
