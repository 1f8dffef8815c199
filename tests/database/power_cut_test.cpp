#include "base/seeded_random.h"
#include "database/database.h"
#include "database/power_cut_file_system.h"
#include "support/temporary_folder.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const DatabaseSchema pairs{0x4d484e54,
                           {"CREATE TABLE half(pair INTEGER, side INTEGER, body BLOB, "
                            "PRIMARY KEY(pair, side))"}};

struct Story {
    std::set<std::int64_t> acknowledged; ///< Pairs whose commit returned success.
    std::set<std::int64_t> removed;      ///< Pairs whose removal was acknowledged.
    std::int64_t in_flight = -1;         ///< The pair that was being written when the power failed.
    std::int64_t leaving = -1;           ///< The pair that was being removed then.
};

Result<void> write_pair(Database& database, std::int64_t pair, Random& random)
{
    MAHALLA_TRY(Transaction transaction, Transaction::begin(database));
    MAHALLA_TRY(Statement insert, database.prepare("INSERT INTO half VALUES(?1, ?2, ?3)"));
    for (const std::int64_t side : {0, 1}) {
        const Bytes body(static_cast<std::size_t>(random.below(3000)), static_cast<std::uint8_t>(pair));
        if (auto done = insert.bind(1, pair).bind(2, side).bind(3, ByteView(body)).run(); !done) return done;
    }
    return transaction.commit();
}

Result<void> remove_pair(Database& database, std::int64_t pair)
{
    MAHALLA_TRY(Statement remove, database.prepare("DELETE FROM half WHERE pair=?1"));
    return remove.bind(1, pair).run();
}

/// Writes, removes and checkpoints until the power fails or the story is over.
void work(Database& database, Story& story, std::int64_t first, Random& random)
{
    for (std::int64_t pair = first; pair < first + 6; ++pair) {
        story.in_flight = pair;
        if (!write_pair(database, pair, random)) return;
        story.acknowledged.insert(pair);
        story.in_flight = -1;
        if (pair % 3 == 1) static_cast<void>(database.checkpoint_truncate());
        if (pair % 4 == 3) {
            story.leaving = pair - 1;
            if (!remove_pair(database, pair - 1)) return;
            story.removed.insert(pair - 1);
            story.leaving = -1;
        }
    }
}

/// How many promises the disk broke: an acknowledged pair that is missing, a removed one that is back, half a pair,
/// damage.
std::size_t broken_promises(Database& database, const Story& story)
{
    std::size_t broken = database.check_integrity() ? 0 : 1;
    std::map<std::int64_t, int> found;
    auto select = database.prepare("SELECT pair FROM half");
    if (!select) return broken + 1;
    for (auto row = select->step(); row && *row; row = select->step()) ++found[select->integer(0)];
    for (const std::int64_t pair : story.acknowledged) {
        const bool may_be_gone = story.removed.contains(pair) || story.leaving == pair;
        if (!found.contains(pair) && !may_be_gone) ++broken;
    }
    for (const auto& [pair, sides] : found) {
        if (sides != 2) ++broken;
        if (story.removed.contains(pair)) ++broken;
        if (!story.acknowledged.contains(pair) && story.in_flight != pair) ++broken;
    }
    return broken;
}

struct Outcome {
    std::size_t cuts = 0;
    std::size_t broken = 0;
};

Outcome simulate(PowerCutFileSystem& disk, std::size_t cuts, std::uint64_t seed)
{
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "a.sqlite";
    SeededRandom random(seed);
    Outcome outcome;
    while (outcome.cuts < cuts) {
        disk.clear();
        Story story;
        // Two cuts of one history: the second also strikes while the log of the first is being recovered.
        for (std::int64_t life = 0; life < 2; ++life) {
            disk.cut_after(1 + random.below(life == 0 ? 90 : 60));
            {
                auto database = Database::open(path, pairs, disk.name());
                if (database) work(*database, story, life * 10, random);
            }
            disk.restart(random);
            ++outcome.cuts;
            auto database = Database::open(path, pairs, disk.name());
            outcome.broken += database ? broken_promises(*database, story) : 1;
            if (!database) break;
            // What the next life finds is now the truth.
            if (story.in_flight >= 0) {
                auto select = database->prepare("SELECT count(*) FROM half WHERE pair=?1");
                if (select && *select->bind(1, story.in_flight).step() && select->integer(0) == 2)
                    story.acknowledged.insert(story.in_flight);
                story.in_flight = -1;
            }
            if (story.leaving >= 0) {
                auto select = database->prepare("SELECT count(*) FROM half WHERE pair=?1");
                if (select && *select->bind(1, story.leaving).step() && select->integer(0) == 0)
                    story.removed.insert(story.leaving);
                story.leaving = -1;
            }
        }
    }
    return outcome;
}

std::size_t cuts_wanted()
{
    const char* const text = std::getenv("MAHALLA_POWER_CUTS");
    return text == nullptr ? 50'000 : std::strtoul(text, nullptr, 10);
}

} // namespace

TEST_CASE("a power cut at any write, sync or truncation loses no acknowledged transaction and leaves none half done")
{
    PowerCutFileSystem disk;
    const Outcome outcome = simulate(disk, cuts_wanted(), 7);
    MESSAGE(outcome.cuts, " cuts, ", outcome.broken, " broken promises");
    CHECK(outcome.broken == 0);
}

TEST_CASE("the checker finds the loss where the disk only pretends to sync")
{
    PowerCutFileSystem disk(PowerCutFileSystem::Syncs::AreIgnored);
    CHECK(simulate(disk, 300, 7).broken > 0);
}
