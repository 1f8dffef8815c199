#include "base/seeded_random.h"
#include "disclosure/release_attacks.h"

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

/// As whoever made a release of these tables finds it when the next one is made.
PublicationLedger ledger_of(const std::vector<Protection>& protections)
{
    ReleaseContent release;
    KeptFigures kept;
    for (const Protection& protection : protections) {
        kept.push_back(protection.kept);
        release.tables.push_back(protection.table.content());
        release.tables.back().id += std::to_string(release.tables.size());
        release.definitions.push_back({release.tables.back().id, {}, {}, {}, {}, {}});
    }
    PublicationLedger ledger;
    ledger.add(release, kept);
    return ledger;
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
    std::vector<SeenTable> seen;
    for (std::size_t t = 0; t < earlier.size(); ++t)
        seen.push_back({release.earlier[t], earlier[t], release.earlier_among[t], true});
    for (std::size_t t = 0; t < published->size(); ++t) seen.push_back({tables[t], (*published)[t], release.among[t]});
    for (const Quantity quantity : {Quantity::Counts, Quantity::Totals}) {
        if (quantity == Quantity::Totals && !is_of_totals(release.kind)) continue;
        check_unsafe_cells(release, seen, quantity);
        if (!release.differences.empty()) check_differences(release, seen, quantity);
    }
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
