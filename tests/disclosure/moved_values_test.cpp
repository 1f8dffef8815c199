#include "base/seeded_random.h"
#include "disclosure/linear_program.h"
#include "disclosure/random_releases.h"
#include "disclosure/table_grid.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

// What an outsider may learn from the choice of hidden cells itself, beyond what is shown (protect.h says which law can
// hold, and why no stronger one).

using namespace mahalla;
using namespace mahalla::test;

namespace {

bool is_hidden(const AuditedCell& cell) { return cell.status != CellStatus::Published; }

std::map<std::vector<std::string>, AuditedCell> by_key(const ProtectionReport& report)
{
    std::map<std::vector<std::string>, AuditedCell> cells;
    for (const AuditedCell& cell : report.cells) cells.emplace(cell.key, cell);
    return cells;
}

/// Another table that fits all that is shown of this one, in which the same cells are unsafe: a corner of what fits, in
/// whole numbers; nothing where the corner has fractions or is the table itself.
std::optional<Table> moved(const Table& table, const ProtectionReport& report, std::uint64_t threshold, Random& random)
{
    const TableGrid grid = *TableGrid::create(table);
    const auto audited = by_key(report);
    LinearProgram program;
    for (const GridCell& cell : grid.cells()) {
        const auto found = audited.find(cell.key);
        if (found == audited.end() || !is_hidden(found->second))
            program.add_column(cell.count, cell.count);
        else if (cell.count < static_cast<double>(threshold))
            program.add_column(std::min(cell.count, 1.0), static_cast<double>(threshold) - 1, random.unit() - 0.5);
        else
            program.add_column(static_cast<double>(threshold), LinearProgram::infinity, random.unit());
    }
    for (const GridEquation& equation : grid.equations()) {
        LinearProgram::Terms terms{{equation.total, -1}};
        for (const std::size_t part : equation.parts) terms.emplace_back(part, 1);
        program.add_equal(terms, 0);
    }
    REQUIRE(program.minimum());
    Table made = table;
    bool is_other = false;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const double count = program.value(grid.cell_of(i)), whole = std::round(count);
        if (std::fabs(count - whole) > 1e-6) return std::nullopt;
        is_other = is_other || whole != static_cast<double>(table.cells[i].figures.n);
        made.cells[i].figures.n = made.cells[i].figures.psus = static_cast<std::uint64_t>(whole);
        made.cells[i].figures.weighted_n = whole;
        if (whole != static_cast<double>(table.cells[i].figures.n)) made.cells[i].figures.estimate = 0.25;
    }
    return is_other ? std::optional(made) : std::nullopt;
}

/// Of the cells hidden besides in `report` (those of the table itself): how many, and their sum in `table`.
std::pair<std::size_t, double> price_of(const ProtectionReport& report, const Table& table)
{
    std::pair<std::size_t, double> price{0, 0};
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        if (report.cells[i].status != CellStatus::Secondary) continue;
        ++price.first;
        price.second += static_cast<double>(table.cells[i].figures.n);
    }
    return price;
}

bool is_wide(const AttackerInterval& interval, double count, const DisclosurePolicy& policy)
{
    const auto whole_width = [](double share, double value) { return std::max(1.0, std::ceil(share * value - 1e-9)); };
    return interval.lower <= count - std::min(count, whole_width(policy.protection.lower, count)) + 1e-6 &&
           interval.upper >= count + whole_width(policy.protection.upper, count) - 1e-6;
}

/// Whether what fits all that `report` leaves to be shown is wide enough around the counts of another table.
bool still_protects(const ProtectionReport& report, const Table& table, const DisclosurePolicy& policy)
{
    const TableGrid grid = *TableGrid::create(table);
    const auto audited = by_key(report);
    for (const GridCell& cell : grid.cells()) {
        const auto found = audited.find(cell.key);
        if (found == audited.end() || found->second.status != CellStatus::Primary) continue;
        if (!is_wide(*found->second.interval, cell.count, policy)) return false;
    }
    return true;
}

/// The choice withstands the stronger attacker, who knows the margins that the table does not show.
bool withstands_the_stronger(const ProtectionReport& report, const Table& table, const DisclosurePolicy& policy)
{
    const TableGrid grid = *TableGrid::create(table);
    const auto audited = by_key(report);
    Outsider outsider(table.dimensions);
    const auto named = [&](const std::vector<std::string>& key) {
        Outsider::Key names;
        for (std::size_t d = 0; d < key.size(); ++d) names[table.dimensions[d].name] = key[d];
        return names;
    };
    for (const GridCell& cell : grid.cells()) {
        const auto found = audited.find(cell.key);
        if (cell.table_cells.empty() || found == audited.end() || !is_hidden(found->second))
            outsider.learn(named(cell.key), cell.count);
    }
    for (const GridCell& cell : grid.cells()) {
        const auto found = audited.find(cell.key);
        if (cell.table_cells.empty() || found == audited.end() || found->second.status != CellStatus::Primary) continue;
        const auto interval = outsider.interval_of(named(cell.key));
        if (!is_wide({interval.lower, interval.upper}, cell.count, policy)) return false;
    }
    return true;
}

bool hides_the_same(const Protection& one, const Protection& other)
{
    return std::ranges::equal(one.table.content().cells, other.table.content().cells, {}, &PublishedCell::mark,
                              &PublishedCell::mark);
}

} // namespace

TEST_CASE("what leaves stays the same where hidden numbers move, unless the moved table needs another choice")
{
    std::size_t moves = 0, same = 0;
    for (std::uint64_t i = 0; i < 120; ++i) {
        SeededRandom random(40'000 + i);
        const ReleaseKind kinds[] = {ReleaseKind::TwoDimensions, ReleaseKind::ThreeDimensions, ReleaseKind::Hierarchy};
        RandomRelease release = random_release(kinds[i % 3], random);
        release.policy.guards_singletons = false; // in the moved table others are alone
        const Table& table = release.tables[0].table;
        const auto before = protect(table, release.policy);
        if (!before) continue;
        for (int turn = 0; turn < 4; ++turn) {
            const auto other = moved(table, before->report, release.policy.threshold_persons, random);
            if (!other) continue;
            ++moves;
            CAPTURE(i);
            CAPTURE(turn);
            const auto after = protect(*other, release.policy);
            // The law: a hidden number that moves within its interval changes nothing that leaves, nor what an outsider
            // works out of it, as long as the same cells are hidden.
            if (after && hides_the_same(*after, *before)) {
                ++same;
                CHECK(after->table.content() == before->table.content());
                const auto intervals = by_key(before->report);
                for (const AuditedCell& cell : after->report.cells) {
                    if (!cell.interval) continue;
                    const AttackerInterval& one = *intervals.at(cell.key).interval;
                    CHECK(cell.interval->lower == doctest::Approx(one.lower));
                    CHECK((cell.interval->upper == one.upper || cell.interval->upper == doctest::Approx(one.upper)));
                }
                continue;
            }
            if (!still_protects(before->report, *other, release.policy)) continue;
            // The old choice would do: then the new one is cheaper for the moved table, costs as much, or withstands a
            // stronger attacker.
            REQUIRE(after);
            if (!after->report.is_minimal) continue;
            if (!withstands_the_stronger(before->report, *other, release.policy) &&
                withstands_the_stronger(after->report, *other, release.policy))
                continue;
            const auto old_price = price_of(before->report, *other), new_price = price_of(after->report, *other);
            CHECK((new_price.first < old_price.first ||
                   (new_price.first == old_price.first && new_price.second <= old_price.second + 1e-6)));
        }
    }
    MESSAGE(same << " of " << moves << " moved tables leave as the same release");
    CHECK(moves >= 100);
    CHECK(same * 2 >= moves);
}
