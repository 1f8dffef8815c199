#include "disclosure/outsider.h"
#include "disclosure/tables.h"

#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

Table counts_by(const Dimension& rows, const Dimension& columns, const std::vector<std::vector<std::uint64_t>>& counts)
{
    Table table = counts_of(rows.categories, columns.categories, counts);
    table.dimensions = {rows, columns};
    return table;
}

const Dimension area{"area", {}, {"n1", "n2", "s1", "s2"}, {}, {}};
const Dimension sex{"sex", {}, {"f", "m"}, {}, {}};
const Dimension age{"age", {}, {"young", "old"}, {}, {}};

PublicationLedger ledger_of(const std::vector<PublishedTable>& tables, const std::string& universe = {})
{
    ReleaseContent release;
    for (const PublishedTable& table : tables) {
        release.tables.push_back(table.content());
        release.definitions.push_back({table.content().id, {}, {}, {}, universe, {}});
    }
    PublicationLedger ledger;
    ledger.add(release);
    return ledger;
}

CountedRows rows_of(const std::string& universe = {})
{
    ReleaseDefinition definition;
    definition.universe = universe;
    return counted_rows({}, {}, "person", definition);
}

std::vector<Protection> must_protect(const std::vector<TableToProtect>& tables, const DisclosurePolicy& policy,
                                     const PublicationLedger& ledger = {})
{
    auto protections = protect(tables, policy, ledger);
    MAHALLA_CHECK(protections);
    return *std::move(protections);
}

bool is_shown(const Protection& protection, const std::vector<std::string>& key)
{
    for (const PublishedCell& cell : protection.table.content().cells)
        if (cell.key == key) return cell.figure.has_value();
    FAIL("no such cell");
    return false;
}

double width(const Outsider::Interval& interval) { return interval.upper - interval.lower; }

} // namespace

TEST_CASE("everybody and everybody but one: the one cannot be had by subtracting")
{
    const Table all = counts_by(area, sex, {{20, 30}, {25, 35}, {40, 22}, {31, 28}});
    Table but_one = counts_by(area, sex, {{20, 30}, {25, 34}, {40, 22}, {31, 28}});
    but_one.id = "but one";
    const DisclosurePolicy policy = policy_with_threshold(5);
    const Outsider::Key the_one{{"part", "rest"}, {"area", "n2"}, {"sex", "m"}};
    const std::vector<Dimension> dimensions{area, sex, {"part", {}, {"some", "rest"}, {}, {}}};

    // Each table alone has nothing to hide, and both together tell of one person.
    Outsider naive(dimensions);
    naive.learn(protected_table(all, policy).table.content());
    naive.learn(protected_table(but_one, policy).table.content(), {{"part", "some"}});
    CHECK(width(naive.interval_of(the_one)) == doctest::Approx(0));

    SUBCASE("in one release")
    {
        const auto protections = must_protect({{all, rows_of()}, {but_one, rows_of("age > 17")}}, policy);
        Outsider outsider(dimensions);
        outsider.learn(protections[0].table.content());
        outsider.learn(protections[1].table.content(), {{"part", "some"}});
        const auto interval = outsider.interval_of(the_one);
        CHECK(interval.lower <= 1e-6);
        CHECK(interval.upper >= 2 - 1e-6);
    }
    SUBCASE("in two releases")
    {
        const auto first = must_protect({{but_one, rows_of("age > 17")}}, policy);
        const auto second = must_protect({{all, rows_of()}}, policy, ledger_of({first[0].table}, "age > 17"));
        Outsider outsider(dimensions);
        outsider.learn(first[0].table.content(), {{"part", "some"}});
        outsider.learn(second[0].table.content());
        const auto interval = outsider.interval_of(the_one);
        CHECK(interval.lower <= 1e-6);
        CHECK(interval.upper >= 2 - 1e-6);
    }
    SUBCASE("when one household more came in since")
    {
        const auto first = must_protect({{but_one, rows_of()}}, policy);
        const auto second = must_protect({{all, rows_of()}}, policy, ledger_of({first[0].table}));
        CHECK_FALSE(is_shown(second[0], {"n2", "m"}));
        Outsider outsider(dimensions);
        outsider.learn(first[0].table.content(), {{"part", "some"}});
        outsider.learn(second[0].table.content());
        const auto interval = outsider.interval_of(the_one);
        CHECK(interval.lower <= 1e-6);
        CHECK(interval.upper >= 2 - 1e-6);
    }
}

TEST_CASE("what more than enough new people changed may be shown again")
{
    const Table before = counts_by(area, sex, {{20, 30}, {25, 35}, {40, 22}, {31, 28}});
    const Table now = counts_by(area, sex, {{30, 40}, {35, 45}, {50, 32}, {41, 38}});
    const DisclosurePolicy policy = policy_with_threshold(5);
    const auto first = must_protect({{before, rows_of()}}, policy);
    const auto second = must_protect({{now, rows_of()}}, policy, ledger_of({first[0].table}));
    CHECK(second[0].report.primary_count == 0);
    CHECK(second[0].report.secondary_count == 0);
}

TEST_CASE("a table published again hides what it hid before, and other rounds and questions do not matter")
{
    const Table table = counts_by(area, sex, {{2, 30}, {25, 35}, {40, 22}, {31, 28}});
    const DisclosurePolicy policy = policy_with_threshold(5);
    const auto first = must_protect({{table, rows_of()}}, policy);
    const auto again = must_protect({{table, rows_of()}}, policy, ledger_of({first[0].table}));
    CHECK(again[0].table.content() == first[0].table.content());

    Table other = counts_by(area, sex, {{3, 30}, {25, 35}, {40, 22}, {31, 28}});
    ReleaseDefinition definition;
    definition.value = "another question";
    const auto apart =
        must_protect({{other, counted_rows({}, {}, "person", definition)}}, policy, ledger_of({first[0].table}));
    CHECK(apart[0].report.secondary_count == first[0].report.secondary_count);
    const auto next_round =
        must_protect({{other, counted_rows({}, "2", "person", {})}}, policy, ledger_of({first[0].table}));
    CHECK(next_round[0].report.secondary_count == first[0].report.secondary_count);
}

TEST_CASE("the second of two releases takes what the first showed as known")
{
    // Alone, the table by area and age would hide its unsafe cell among the cheapest others. The table by area shows
    // what some of them add up to.
    const DisclosurePolicy policy = policy_with_threshold(5);
    Table by_area;
    by_area.id = "by area";
    by_area.unit = "person";
    by_area.dimensions = {area};
    const std::vector<std::uint64_t> counts{9, 60, 62, 59};
    for (std::size_t i = 0; i < 4; ++i) {
        TableCell& cell = by_area.cells.emplace_back();
        cell.key = {area.categories[i]};
        cell.figures.n = counts[i];
        cell.figures.estimate = 1;
    }
    const Table by_age = counts_by(area, age, {{4, 5}, {25, 35}, {40, 22}, {31, 28}});
    const auto first = must_protect({{by_area, rows_of()}}, policy);
    const auto second = must_protect({{by_age, rows_of()}}, policy, ledger_of({first[0].table}));
    Outsider outsider({area, age});
    outsider.learn(first[0].table.content());
    outsider.learn(second[0].table.content());
    const auto interval = outsider.interval_of({{"area", "n1"}, {"age", "young"}});
    CHECK(interval.lower <= 2 + 1e-6);
    CHECK(interval.upper >= 6 - 1e-6);
}

TEST_CASE("levels of a hierarchy and their sums in another table are one problem")
{
    Dimension districts = area;
    districts.parents = {{"n1", "north"}, {"n2", "north"}, {"s1", "south"}, {"s2", "south"}};
    const Dimension provinces{"area", {}, {"north", "south"}, {}, {}};
    const DisclosurePolicy policy = policy_with_threshold(5);
    const Table fine = counts_by(districts, sex, {{3, 30}, {25, 35}, {40, 22}, {31, 28}});
    Table coarse = counts_by(provinces, sex, {{28, 65}, {71, 50}});
    coarse.id = "coarse";
    for (const bool is_later : {false, true}) {
        std::vector<Protection> protections;
        if (is_later) {
            protections = must_protect({{fine, rows_of()}}, policy);
            auto second = must_protect({{coarse, rows_of()}}, policy, ledger_of({protections[0].table}));
            protections.push_back(std::move(second[0]));
        } else {
            protections = must_protect({{fine, rows_of()}, {coarse, rows_of()}}, policy);
        }
        Dimension leaves = districts;
        Outsider outsider({leaves, sex});
        for (const Protection& protection : protections) outsider.learn(protection.table.content());
        const auto interval = outsider.interval_of({{"area", "n1"}, {"sex", "f"}});
        CHECK(interval.lower <= 2 + 1e-6);
        CHECK(interval.upper >= 4 - 1e-6);
    }
}

TEST_CASE("three tables in a ring say more than each: they are protected as one cube")
{
    // Everybody in a is in x or y; that few of a are y and few of x are u tells of those in a and u.
    const Dimension one{"one", {}, {"a", "b"}, {}, {}}, two{"two", {}, {"x", "y"}, {}, {}},
        three{"three", {}, {"u", "v"}, {}, {}};
    Table ab = counts_by(one, two, {{30, 4}, {25, 41}}), bc = counts_by(two, three, {{3, 52}, {30, 15}}),
          ac = counts_by(one, three, {{6, 28}, {27, 39}});
    ab.id = "ab";
    bc.id = "bc";
    ac.id = "ac";
    const DisclosurePolicy policy = policy_with_threshold(5);
    const auto protections = protect({{ab, rows_of()}, {bc, rows_of()}, {ac, rows_of()}}, policy);
    if (!protections) {
        CHECK(protections.error().kind == ErrorKind::Refused);
        return;
    }
    Outsider outsider({one, two, three});
    for (const Protection& protection : *protections) outsider.learn(protection.table.content());
    const auto ay = outsider.interval_of({{"one", "a"}, {"two", "y"}});
    CHECK(ay.lower <= 2 + 1e-6);
    CHECK(ay.upper >= 6 - 1e-6);
    const auto xu = outsider.interval_of({{"two", "x"}, {"three", "u"}});
    CHECK(xu.lower <= 2 + 1e-6);
    CHECK(xu.upper >= 4 - 1e-6);
}

TEST_CASE("a contributor who is alone in a cell cannot undo what hides the cell beside it")
{
    const auto counts = std::vector<std::vector<std::uint64_t>>{{1, 2, 30}, {40, 35, 22}, {31, 28, 25}};
    Table table = counts_of({"a", "b", "c"}, {"x", "y", "z"}, counts);
    DisclosurePolicy policy = policy_with_threshold(3);
    SUBCASE("in a table of totals")
    {
        table.statistic = Statistic::Total;
        for (TableCell& cell : table.cells) {
            cell.figures.estimate = static_cast<double>(cell.figures.n) * 10;
            cell.contributors.assign(std::min<std::uint64_t>(cell.figures.n, 10), 10);
        }
    }
    SUBCASE("in a table of counts, where the policy says so") { policy.guards_singletons = true; }
    const Protection protection = protected_table(table, policy);
    // The only one in a/x subtracts itself from the row: two others have to be hidden in it.
    Outsider outsider(table.dimensions);
    outsider.learn(protection.table.content());
    for (const auto& [row, sum] : std::vector<std::pair<std::string, double>>{{"a", 33}, {"b", 97}, {"c", 84}})
        outsider.learn({{"row", row}}, sum);
    for (const auto& [column, sum] : std::vector<std::pair<std::string, double>>{{"x", 72}, {"y", 65}, {"z", 77}})
        outsider.learn({{"column", column}}, sum);
    outsider.learn({{"row", "a"}, {"column", "x"}}, 1);
    const auto interval = outsider.interval_of({{"row", "a"}, {"column", "y"}});
    CHECK(interval.lower <= 1 + 1e-6);
    CHECK(interval.upper >= 3 - 1e-6);
}

TEST_CASE("that nobody of a hidden group is concerned cannot be worked out from the others")
{
    // Nobody of b/x says yes, and b/y hides it; where nobody of b/y did either, the row's sum would tell.
    Table table = counts_of({"a", "b", "c"}, {"x", "y", "z"}, {{30, 20, 25}, {3, 20, 21}, {18, 24, 26}});
    table.statistic = Statistic::Proportion;
    const std::vector<std::uint64_t> positives{10, 7, 9, 0, 0, 8, 6, 9, 11};
    for (std::size_t i = 0; i < positives.size(); ++i) table.cells[i].positives = positives[i];
    DisclosurePolicy policy = policy_with_threshold(5);
    policy.hide_zero_and_full = true;
    policy.protection = {0.05, 0.05}; // so that the counts alone would hide no third cell of the row
    const Protection protection = protected_table(table, policy);
    Outsider outsider(table.dimensions);
    const auto& cells = protection.table.content().cells;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i].figure)
            outsider.learn({{"row", cells[i].key[0]}, {"column", cells[i].key[1]}}, static_cast<double>(positives[i]));
    for (const AuditedCell& margin : protection.report.cells)
        if (margin.status == CellStatus::Published && margin.key[1] == total_category && margin.key[0] == "b")
            outsider.learn({{"row", "b"}}, 8);
    for (const char* column : {"x", "y"})
        CHECK(outsider.interval_of({{"row", "b"}, {"column", column}}).upper >= 1 - 1e-6);
}

TEST_CASE("what leaves does not change when hidden numbers do")
{
    const Table table = counts_of({"a", "b", "c"}, {"x", "y", "z"}, {{2, 30, 41}, {40, 35, 22}, {31, 28, 25}});
    const DisclosurePolicy policy = policy_with_threshold(5);
    const Protection protection = protected_table(table, policy);
    const auto& cells = protection.table.content().cells;
    // Every hidden cell of the box moved by one, in turn up and down: all that is shown fits both tables.
    std::vector<std::size_t> hidden;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!cells[i].figure) hidden.push_back(i);
    REQUIRE(hidden.size() == 4);
    for (const int step : {1, -1}) {
        Table moved = table;
        for (std::size_t corner = 0; corner < 4; ++corner) {
            const int sign = corner == 0 || corner == 3 ? step : -step;
            moved.cells[hidden[corner]].figures.n =
                static_cast<std::uint64_t>(static_cast<int>(moved.cells[hidden[corner]].figures.n) + sign);
            moved.cells[hidden[corner]].figures.estimate = 0.25;
        }
        CHECK(protected_table(moved, policy).table.content() == protection.table.content());
    }
}

TEST_CASE("an unsafe cell that was shown before is refused, not shown again")
{
    const Table table = counts_by(area, sex, {{4, 30}, {25, 35}, {40, 22}, {31, 28}});
    const auto first = must_protect({{table, rows_of()}}, policy_with_threshold(3));
    CHECK(is_shown(first[0], {"n1", "f"}));
    const auto second = protect({{table, rows_of()}}, policy_with_threshold(5), ledger_of({first[0].table}));
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::Refused);
}

TEST_CASE("few who came in over two days cannot be had by leaving out the day between")
{
    const DisclosurePolicy policy = policy_with_threshold(5);
    PublicationLedger ledger;
    std::vector<Protection> made;
    for (std::uint64_t day = 0; day < 3; ++day) {
        // One a day comes to n1, f; ten to each of the others.
        std::vector<std::vector<std::uint64_t>> counts(4, {40 + 10 * day, 50 + 10 * day});
        counts[0][0] = 30 + day;
        const auto today = must_protect({{counts_by(area, sex, counts), rows_of()}}, policy, ledger);
        ReleaseContent release;
        release.tables.push_back(today[0].table.content());
        release.definitions.push_back({release.tables[0].id, {}, {}, {}, {}, {}});
        ledger.add(release, {today[0].kept});
        made.push_back(today[0]);
    }
    CHECK(is_shown(made[0], {"n1", "f"}));
    CHECK_FALSE(is_shown(made[1], {"n1", "f"}));
    CHECK_FALSE(is_shown(made[2], {"n1", "f"})); // two since the first day
    CHECK(is_shown(made[2], {"s2", "m"}));
}
