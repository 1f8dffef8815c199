#include "base/seeded_random.h"
#include "disclosure/random_releases.h"

#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// MAHALLA_RELEASES says how many are tried; 10,000 take some minutes.
std::uint64_t releases_to_try()
{
    const char* wanted = std::getenv("MAHALLA_RELEASES");
    return wanted == nullptr ? 110 : static_cast<std::uint64_t>(std::strtoull(wanted, nullptr, 10));
}

/// As a release of these tables would be found by whoever publishes next.
PublicationLedger ledger_of(const std::vector<Protection>& protections)
{
    ReleaseContent release;
    for (const Protection& protection : protections) {
        release.tables.push_back(protection.table.content());
        release.tables.back().id += std::to_string(release.tables.size());
        release.definitions.push_back({release.tables.back().id, {}, {}, {}, {}, {}});
    }
    PublicationLedger ledger;
    ledger.add(release);
    return ledger;
}

Outsider::Key key_of(const Table& table, const TableCell& cell, const Outsider::Key& among)
{
    Outsider::Key key = among;
    for (std::size_t d = 0; d < cell.key.size(); ++d) key[table.dimensions[d].name] = cell.key[d];
    return key;
}

/// Somebody may be in both.
bool overlap(const std::vector<Dimension>& dimensions, const Outsider::Key& one, const Outsider::Key& other)
{
    for (const Dimension& dimension : dimensions) {
        const auto a = one.find(dimension.name), b = other.find(dimension.name);
        if (a == one.end() || b == other.end() || a->second == total_category || b->second == total_category) continue;
        const auto is_within = [&](std::string inner, const std::string& outer) {
            while (inner != outer && dimension.parents.contains(inner)) inner = dimension.parents.at(inner);
            return inner == outer;
        };
        if (!is_within(a->second, b->second) && !is_within(b->second, a->second)) return false;
    }
    return true;
}

double whole_width(double share, double count)
{
    return share > 0 ? std::max(1.0, std::ceil(share * count - 1e-9)) : 0;
}

bool is_wide(const Outsider::Interval& interval, double count, const ProtectionWidth& protection)
{
    const double below = std::min(count, whole_width(protection.lower, count)),
                 above = whole_width(protection.upper, count);
    return interval.lower <= count - below + 1e-5 && interval.upper >= count + above - 1e-5;
}

/// What is asked of counts, checked by somebody who knows only what was shown.
void check_counts(const RandomRelease& release, const std::vector<TableToProtect>& tables,
                  const std::vector<Protection>& protections, const std::vector<Outsider::Key>& among,
                  Outsider& outsider)
{
    for (std::size_t t = 0; t < tables.size(); ++t)
        for (std::size_t i = 0; i < tables[t].table.cells.size(); ++i) {
            const TableCell& cell = tables[t].table.cells[i];
            if (cell.figures.n == 0 || cell.figures.n >= release.policy.threshold_persons) continue;
            CHECK_FALSE(protections[t].table.content().cells[i].figure.has_value());
            const auto interval = outsider.interval_of(key_of(tables[t].table, cell, among[t]));
            CAPTURE(interval.lower);
            CAPTURE(interval.upper);
            CAPTURE(cell.figures.n);
            CHECK(is_wide(interval, static_cast<double>(cell.figures.n), release.policy.protection));
        }
}

/// Of the few that one table has more than another. Where an earlier release hid the smaller count, whoever publishes
/// now does not know it either: then it is asked that the difference stays in doubt.
void check_differences(const RandomRelease& release, const std::vector<Protection>& earlier, Outsider& outsider)
{
    const auto& smaller = release.earlier.empty() ? release.tables[1] : release.earlier[0];
    const Table& larger = release.tables[0].table;
    for (const TableCell& cell : larger.cells) {
        const Outsider::Key key = key_of(larger, cell, {});
        for (std::size_t i = 0; i < smaller.table.cells.size(); ++i) {
            const TableCell& other = smaller.table.cells[i];
            Outsider::Key other_key = key_of(smaller.table, other, {});
            for (auto part = other_key.begin(); part != other_key.end();)
                part = part->second == total_category && !key.contains(part->first) ? other_key.erase(part) : ++part;
            const std::uint64_t difference = cell.figures.n - other.figures.n;
            if (other_key != key || difference == 0 || difference >= release.policy.threshold_persons) continue;
            Outsider::Key more = key;
            for (const auto& [name, category] : release.differences[0]) more[name] = category;
            const auto interval = outsider.interval_of(more);
            CAPTURE(interval.lower);
            CAPTURE(interval.upper);
            CAPTURE(difference);
            if (earlier.empty() || earlier[0].table.content().cells[i].figure)
                CHECK(is_wide(interval, static_cast<double>(difference), release.policy.protection));
            else
                CHECK(interval.upper - interval.lower >= 1 - 1e-6);
        }
    }
}

/// A table that somebody sees: what is shown of it, and of which part of the records it speaks.
struct SeenTable {
    const Table& table;
    const Protection& protection;
    const Outsider::Key& among;
    bool is_earlier = false;
};

/// Totals, by outsiders and by everybody who alone makes a total.
void check_totals(const RandomRelease& release, const std::vector<SeenTable>& seen)
{
    struct Own {
        const SeenTable* table = nullptr;
        std::size_t cell = 0;
    };
    const auto who_knows = [&](const Own& own) {
        Outsider outsider(release.dimensions);
        for (const SeenTable& one : seen) {
            const auto& cells = one.protection.table.content().cells;
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (cells[i].figure || (own.table == &one && own.cell == i))
                    outsider.learn(key_of(one.table, one.table.cells[i], one.among),
                                   *one.table.cells[i].figures.estimate);
            if (seen.size() > 1) continue;
            for (std::size_t i = cells.size(); i < one.protection.report.cells.size(); ++i) // what a register may say
                if (const AuditedCell& margin = one.protection.report.cells[i];
                    margin.status == CellStatus::Published) {
                    TableCell cell;
                    cell.key = margin.key;
                    outsider.learn(key_of(one.table, cell, one.among), *margin.value);
                }
        }
        for (const SeenTable& one : seen) {
            if (one.is_earlier) continue;
            const auto& cells = one.protection.table.content().cells;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (cells[i].figure || one.protection.report.cells[i].status != CellStatus::Primary) continue;
                double own_part = 0;
                if (own.table != nullptr) {
                    // One person in two cells knows himself; of a sum he is in, the rest has to be in doubt.
                    const Outsider::Key his = key_of(own.table->table, own.table->table.cells[own.cell],
                                                     own.table->among),
                                        asked = key_of(one.table, one.table.cells[i], one.among);
                    if (overlap(release.dimensions, his, asked)) {
                        if (one.table.cells[i].contributors.size() == 1) continue;
                        own_part = *own.table->table.cells[own.cell].figures.estimate;
                    }
                }
                const auto interval = outsider.interval_of(key_of(one.table, one.table.cells[i], one.among));
                const double value = *one.table.cells[i].figures.estimate;
                CAPTURE(interval.lower);
                CAPTURE(interval.upper);
                CAPTURE(value);
                const double below = std::min(value - own_part, value * release.policy.protection.lower);
                CHECK(interval.lower <= value - below + 1e-4);
                CHECK(interval.upper >= value * (1 + release.policy.protection.upper) - 1e-4);
            }
        }
    };
    who_knows({});
    for (const SeenTable& one : seen) {
        // Who was alone in a cell that an earlier release hid is not known to who publishes now: the ledger says
        // nothing of hidden cells.
        if (one.is_earlier) continue;
        for (std::size_t i = 0; i < one.table.cells.size(); ++i)
            if (!one.protection.table.content().cells[i].figure && one.table.cells[i].contributors.size() == 1)
                who_knows({&one, i});
    }
}

/// False where it was refused.
bool try_release(const RandomRelease& release)
{
    PublicationLedger ledger;
    std::vector<Protection> earlier;
    if (!release.earlier.empty()) {
        auto published = protect(release.earlier, release.policy);
        if (!published) return false;
        earlier = *std::move(published);
        ledger = ledger_of(earlier);
    }
    std::vector<TableToProtect> tables = release.tables;
    for (TableToProtect& table : tables) table.rows.records = counted_rows({}, "", "person", {}).records;
    const auto published = protect(tables, release.policy, ledger);
    if (!published) {
        CHECK(published.error().kind == ErrorKind::Refused);
        return false;
    }
    if (is_of_totals(release.kind)) {
        std::vector<SeenTable> seen;
        for (std::size_t t = 0; t < earlier.size(); ++t)
            seen.push_back({release.earlier[t].table, earlier[t], release.earlier_among[t], true});
        for (std::size_t t = 0; t < published->size(); ++t)
            seen.push_back({tables[t].table, (*published)[t], release.among[t]});
        check_totals(release, seen);
    }
    Outsider outsider(release.dimensions);
    for (std::size_t t = 0; t < earlier.size(); ++t)
        outsider.learn(earlier[t].table.content(), release.earlier_among[t]);
    for (std::size_t t = 0; t < published->size(); ++t)
        outsider.learn((*published)[t].table.content(), release.among[t]);
    check_counts(release, tables, *published, release.among, outsider);
    if (!release.differences.empty()) check_differences(release, earlier, outsider);
    return true;
}

} // namespace

TEST_CASE("whatever is published of random tables, nobody works out an unsafe cell more closely than the policy allows")
{
    const std::uint64_t releases = releases_to_try();
    std::vector<std::uint64_t> published(release_kinds, 0), tried(release_kinds, 0);
    for (std::uint64_t i = 0; i < releases; ++i) {
        SeededRandom random(1'000 + i);
        const auto kind = static_cast<ReleaseKind>(i % release_kinds);
        CAPTURE(i);
        ++tried[i % release_kinds];
        published[i % release_kinds] += try_release(random_release(kind, random)) ? 1U : 0U;
    }
    // Refusing everything would be safe, and of no use.
    for (std::size_t kind = 0; kind < release_kinds; ++kind) {
        MESSAGE("kind " << kind << ": " << published[kind] << " of " << tried[kind] << " published");
        CHECK(published[kind] * 3 >= tried[kind]);
    }
}
