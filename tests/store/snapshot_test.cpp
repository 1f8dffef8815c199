#include "database/faulty_file_system.h"
#include "store/mortal_disk.h"
#include "store/project_story.h"
#include "store/snapshot_spacing.h"
#include "store/vault_restored.h"

#include <algorithm>
#include <fstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

std::vector<Snapshot> snapshots_of(World& world, std::string_view name, const char* file_system = nullptr)
{
    auto found = Vault::snapshots_in(world.folder / name, secret("pass of " + std::string(name)),
                                     world.environment(file_system));
    REQUIRE(found);
    return *std::move(found);
}

std::size_t sound(const std::vector<Snapshot>& snapshots)
{
    return static_cast<std::size_t>(std::ranges::count_if(snapshots, &Snapshot::is_sound));
}

/// Flips a bit in the middle of each page but the first: SQLite or a seal must notice.
void damage(const std::filesystem::path& file)
{
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
    for (std::streamoff at = 4096 + 2048; at < size; at += 1024) {
        bytes.seekg(at);
        const char old = static_cast<char>(bytes.get());
        bytes.seekp(at);
        bytes.put(static_cast<char>(old ^ 0x20));
    }
}

Result<Vault::Restored> restore(World& world, std::string_view name, std::optional<unsigned> slot = std::nullopt)
{
    return Vault::restore_snapshot(world.folder / name, secret("pass of " + std::string(name)), slot,
                                   Vault::RestoreWhole::Refuse, world.environment());
}

} // namespace

TEST_CASE("over a year of days the ages of seven snapshots stay spread")
{
    std::vector<std::uint64_t> taken;
    const std::uint64_t day = std::uint64_t{24} * 60 * 60 * 1000;
    for (std::uint64_t today = 1; today <= 365; ++today) {
        taken.insert(taken.begin(), today * day);
        while (taken.size() > 7) {
            std::vector<std::uint64_t> ages;
            for (const std::uint64_t one : taken) ages.push_back((today * day) - one);
            const std::size_t given_up = snapshot_to_give_up(ages);
            REQUIRE(given_up > 0); // never the newest
            taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(given_up));
        }
        if (today < 60) continue;
        std::vector<std::uint64_t> days;
        for (const std::uint64_t one : taken) days.push_back(today - one / day);
        CAPTURE(today);
        CHECK(days[0] == 0);
        CHECK(days[1] <= 2);
        CHECK(days[2] <= 6);
        CHECK(days[6] >= 14);
        CHECK(days[6] <= 61);
        // A mistake of any age up to two weeks finds a snapshot that is older, and not more than four times as old.
        for (std::uint64_t age = 1; age <= 14; ++age)
            CHECK(std::ranges::any_of(days, [&](std::uint64_t one) { return one >= age && one <= 4 * age + 2; }));
    }
}

TEST_CASE("a snapshot is due when something changed and the last is a day old, and there are never more than seven")
{
    Team team;
    CHECK(*team.worker.snapshot_if_due() == false); // nothing is there that anybody would miss
    team.begin(team.worker);
    CHECK(*team.worker.snapshot_if_due());
    CHECK_FALSE(*team.worker.snapshot_if_due());
    team.begin(team.worker);
    CHECK_FALSE(*team.worker.snapshot_if_due()); // it is the same day
    team.world.clock = FixedClock(team.world.clock.now() + std::chrono::hours(24));
    CHECK(*team.worker.snapshot_if_due());
    team.world.clock = FixedClock(team.world.clock.now() + std::chrono::hours(24));
    CHECK_FALSE(*team.worker.snapshot_if_due()); // another day, but nothing changed
    for (int day = 0; day < 12; ++day) {
        team.begin(team.worker);
        // Whatever the clock does, it neither stops snapshots nor gives up the newest.
        team.world.clock = FixedClock(team.world.clock.now() + std::chrono::hours(day == 5 ? -90'000 : 25));
        CHECK(*team.worker.snapshot_if_due());
    }
    const auto snapshots = snapshots_of(team.world, "worker");
    CHECK(snapshots.size() == 7);
    CHECK(sound(snapshots) == 7);
    CHECK(snapshots.front().drafts == 14);
}

TEST_CASE("a vault that is damaged gets no snapshot, and keeps those it has")
{
    Team team;
    team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    const RecordId second = team.begin(team.worker);
    team.worker.lock();
    {
        auto database = Database::open(team.world.folder / "worker" / "vault.sqlite", {0x4d48'5654, {""}});
        REQUIRE(database);
        auto change = database->prepare("UPDATE draft SET box=randomblob(length(box)) WHERE record=?1 AND step=1");
        REQUIRE(change->bind(1, second.bytes()).run());
    }
    auto vault = team.world.unlock("worker");
    REQUIRE(vault);
    CHECK(kind_of(vault->take_snapshot()) == "Corrupt");
    vault->lock();
    const auto snapshots = snapshots_of(team.world, "worker");
    REQUIRE(snapshots.size() == 1);
    CHECK(snapshots.front().is_sound);
    CHECK(std::filesystem::directory_iterator(team.world.folder / "worker" / "snapshots") !=
          std::filesystem::directory_iterator());
    CHECK_FALSE(std::filesystem::exists(team.world.folder / "worker" / "snapshots" / "unfinished.part"));
}

TEST_CASE("every damaged byte of a snapshot that matters is noticed before it is brought back")
{
    Team team;
    team.begin(team.worker);
    team.interview(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    const auto before = snapshots_of(team.world, "worker");
    REQUIRE(sound(before) == 1);
    const std::filesystem::path file =
        team.world.folder / "worker" / "snapshots" / (std::to_string(before.front().slot) + ".sqlite");
    damage(file);
    CHECK(sound(snapshots_of(team.world, "worker")) == 0);
    CHECK(kind_of(restore(team.world, "worker")) == "NotFound");
}

TEST_CASE("a damaged vault comes back from the newest sound snapshot; it is put aside, and no number is used twice")
{
    Team team;
    const RecordId early = team.interview(team.worker);
    const RecordId draft = team.begin(team.worker, "Before");
    REQUIRE(team.worker.take_snapshot());
    // What follows is in no snapshot: one record reaches the supervisor, one is lost with the database.
    team.interview(team.worker, "Sent");
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    team.interview(team.worker, "Lost");
    const auto last = team.worker.heads().at(team.worker.device());
    const DeviceId device = team.worker.device();
    team.worker.lock();
    const std::filesystem::path folder = team.world.folder / "worker";
    CHECK(kind_of(restore(team.world, "worker")) == "Refused"); // it is whole
    damage(folder / "vault.sqlite");
    REQUIRE_FALSE(team.world.unlock("worker"));

    auto restored = restore(team.world, "worker");
    REQUIRE(restored);
    Vault& vault = restored->vault;
    CHECK(restored->keeps_device);
    CHECK(vault.device() == device);
    REQUIRE(restored->aside);
    CHECK(std::filesystem::exists(*restored->aside));
    CHECK(value_of(*vault.draft(draft), "/data/name") == "Before");
    CHECK(vault.events_of(early)->size() == 1);

    team.interview(vault, "After");
    const auto own = *vault.events_after(device, 0, 100);
    CHECK(SealedEvent::parse(own.back())->header().sequence == last.sequence + 1);
    CHECK(SealedEvent::parse(own.back())->header().previous == last.hash);
    const auto report = team.supervisor.take_in(Team::all_of(vault));
    REQUIRE(report);
    Incoming rest;
    rest.events = own;
    REQUIRE(team.supervisor.take_in(rest));
    CHECK(team.supervisor.forks().empty());
    // What was lost is known by name: the numbers of the record that nobody else has.
    REQUIRE(team.supervisor.gaps().size() == 1);
    CHECK(team.supervisor.gaps().front() == ChainGap{device, last.sequence, last.sequence});
    // And what had been sent comes back from who has it.
    REQUIRE(vault.take_in(Team::all_of(team.supervisor)));
    CHECK(vault.forks().empty());
    CHECK(vault.gaps() == team.supervisor.gaps());

    REQUIRE(Vault::discard_aside(folder, team.world.disk));
    CHECK_FALSE(std::filesystem::exists(folder / "aside"));
}

TEST_CASE("a restored vault that cannot know its last number signs with a new key")
{
    Team team;
    team.interview(team.worker);
    const RecordId draft = team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.interview(team.worker, "Sent");
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    const DeviceId before = team.worker.device();
    team.worker.lock();
    damage(team.world.folder / "worker" / "vault.sqlite");
    SUBCASE("because the file is gone") { std::filesystem::remove(team.world.folder / "worker" / "vault.chain"); }
    SUBCASE("because it is damaged") { std::ofstream(team.world.folder / "worker" / "vault.chain") << "nothing"; }
    auto restored = restore(team.world, "worker");
    REQUIRE(restored);
    Vault& vault = restored->vault;
    CHECK_FALSE(restored->keeps_device);
    CHECK(vault.device() != before);
    CHECK(kind_of(vault.finalise(draft)) == "Refused"); // until it is enrolled again
    CHECK(vault.journey_counts().only_here == 1);       // what the former device wrote is still this person's
    team.enrol(vault, "Worker again");
    REQUIRE(vault.finalise(draft));
    REQUIRE(team.supervisor.take_in(Team::all_of(vault)));
    CHECK(team.supervisor.forks().empty());
    CHECK(team.supervisor.events_of(draft)->size() == 1);
}

TEST_CASE("a database that somebody put back does not use its numbers twice")
{
    Team team;
    team.interview(team.worker);
    team.worker.lock();
    const std::filesystem::path folder = team.world.folder / "worker";
    std::filesystem::copy_file(folder / "vault.sqlite", team.world.folder / "old.sqlite");
    auto vault = team.world.unlock("worker");
    team.interview(*vault, "Sent");
    REQUIRE(team.supervisor.take_in(Team::all_of(*vault)));
    vault->lock();
    std::filesystem::copy_file(team.world.folder / "old.sqlite", folder / "vault.sqlite",
                               std::filesystem::copy_options::overwrite_existing);
    vault = team.world.unlock("worker");
    REQUIRE(vault);
    team.interview(*vault, "Other");
    Incoming incoming;
    incoming.events = *vault->events_after(vault->device(), 0, 100);
    REQUIRE(team.supervisor.take_in(incoming));
    CHECK(team.supervisor.forks().empty());
    CHECK(team.supervisor.gaps().empty());
}

TEST_CASE("another passphrase opens the snapshots no more, and a lost header is found beside them")
{
    Team team;
    team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    REQUIRE(team.worker.change_passphrase(secret("pass of worker"), secret("next"), fast));
    team.worker.lock();
    const std::filesystem::path folder = team.world.folder / "worker";
    std::filesystem::remove(folder / "vault.header");
    std::filesystem::remove(folder / "vault.sqlite");
    CHECK(kind_of(Vault::snapshots_in(folder, secret("pass of worker"), team.world.environment())) == "Refused");
    auto restored = Vault::restore_snapshot(folder, secret("next"), std::nullopt, Vault::RestoreWhole::Refuse,
                                            team.world.environment());
    REQUIRE(restored);
    CHECK(restored->vault.drafts().size() == 1);
    CHECK(std::filesystem::exists(folder / "vault.header"));
}

TEST_CASE("keys that are erased after a restoration leave the database that was put aside")
{
    Team team;
    const RecordId draft = team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    const std::filesystem::path folder = team.world.folder / "worker";
    std::filesystem::resize_file(folder / "vault.sqlite", std::filesystem::file_size(folder / "vault.sqlite") - 4096);
    auto restored = restore(team.world, "worker");
    REQUIRE(restored);
    REQUIRE(restored->aside);
    REQUIRE(restored->vault.finalise(draft));
    // The scan goes through the folder `aside` as well.
    CHECK(restored->vault.verify_erasures());
}

TEST_CASE("wherever the disk dies while a snapshot is taken, the earlier ones stay, and no half one counts")
{
    Team team;
    MortalDisk disk;
    const StoreEnvironment mortal{disk, team.world.clock, team.world.random};
    const std::filesystem::path folder = team.world.folder / "worker";
    for (int full = 0; full < 7; ++full) {
        team.begin(team.worker);
        REQUIRE(team.worker.take_snapshot());
    }
    team.worker.lock();
    std::size_t died = 0;
    for (std::size_t calls = 0;; ++calls) {
        auto vault = Vault::unlock(folder, secret("pass of worker"), mortal);
        REQUIRE(vault);
        team.begin(*vault);
        disk.die_after(calls);
        const bool is_taken = vault->take_snapshot().has_value();
        const bool is_dead = disk.is_dead();
        vault->lock();
        disk.revive();
        if (!is_taken) ++died;
        const auto snapshots = snapshots_of(team.world, "worker");
        CHECK(sound(snapshots) >= 6);
        CHECK(snapshots.size() <= 8);
        CHECK(snapshots.front().is_sound);
        if (!is_dead) break;
        REQUIRE(calls < 60);
    }
    CHECK(died > 2);
    auto vault = team.world.unlock("worker");
    REQUIRE(vault->take_snapshot());
    vault->lock();
    CHECK(sound(snapshots_of(team.world, "worker")) == 7);
}

TEST_CASE("wherever SQLite's disk fails while a snapshot is taken, the vault and the earlier ones stay")
{
    Team team;
    FaultyFileSystem faulty;
    team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    std::size_t failed = 0;
    for (const DiskFault fault : {DiskFault::Full, DiskFault::WriteError, DiskFault::SyncError})
        for (std::size_t after = 0;; after += 3) {
            auto vault = team.world.unlock("worker", faulty.name());
            REQUIRE(vault);
            faulty.fail_after(after, fault);
            const auto taken = vault->take_snapshot();
            const bool is_taken = taken.has_value();
            faulty.heal();
            vault->lock();
            if (!is_taken) ++failed;
            const auto snapshots = snapshots_of(team.world, "worker");
            CHECK(sound(snapshots) == snapshots.size());
            CHECK(snapshots.size() >= 1);
            CHECK_FALSE(std::filesystem::exists(team.world.folder / "worker" / "snapshots" / "unfinished.part"));
            if (is_taken) break;
            REQUIRE(after < 500);
        }
    CHECK(failed > 10);
}

TEST_CASE("wherever SQLite's disk fails while a vault is brought back, that is said, and no sound snapshot is denied")
{
    Team team;
    FaultyFileSystem faulty;
    team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    const std::filesystem::path folder = team.world.folder / "worker", whole = team.world.folder / "whole";
    damage(folder / "vault.sqlite");
    std::filesystem::copy(folder, whole, std::filesystem::copy_options::recursive);
    std::size_t failed = 0;
    for (const DiskFault fault : {DiskFault::Full, DiskFault::WriteError, DiskFault::SyncError})
        for (std::size_t after = 0;; ++after) {
            std::filesystem::remove_all(folder);
            std::filesystem::copy(whole, folder, std::filesystem::copy_options::recursive);
            faulty.fail_after(after, fault);
            auto restored = Vault::restore_snapshot(folder, secret("pass of worker"), std::nullopt,
                                                    Vault::RestoreWhole::Refuse, team.world.environment(faulty.name()));
            faulty.heal();
            if (restored) break;
            CHECK(kind_of(restored) == "Unavailable");
            ++failed;
            // Once the database is in its place, the rest is what every unlocking does.
            const auto again = restore(team.world, "worker");
            CHECK((again || kind_of(again) == "Refused"));
            REQUIRE(after < 500);
        }
    CHECK(failed > 3);
}

TEST_CASE("wherever the disk dies while a vault is brought back, it can be brought back, and the damaged one is there")
{
    Team team;
    MortalDisk disk;
    const StoreEnvironment mortal{disk, team.world.clock, team.world.random};
    const RecordId draft = team.begin(team.worker);
    REQUIRE(team.worker.take_snapshot());
    team.worker.lock();
    damage(team.world.folder / "worker" / "vault.sqlite");
    const auto damaged_bytes = team.world.disk.read(team.world.folder / "worker" / "vault.sqlite", 1 << 26);
    std::size_t died = 0;
    for (std::size_t calls = 0;; ++calls) {
        const std::filesystem::path folder = team.world.folder / ("worker" + std::to_string(calls));
        std::filesystem::copy(team.world.folder / "worker", folder, std::filesystem::copy_options::recursive);
        const auto bring_back = [&] {
            return Vault::restore_snapshot(folder, secret("pass of worker"), std::nullopt, Vault::RestoreWhole::Refuse,
                                           mortal);
        };
        disk.die_after(calls);
        bool is_done = false;
        bool is_dead = false;
        {
            const auto restored = bring_back();
            is_done = restored.has_value();
            is_dead = disk.is_dead();
        }
        disk.revive();
        if (!is_done) {
            ++died;
            // Either it was done but for the last step, or it can be done again.
            auto opened = Vault::unlock(folder, secret("pass of worker"), mortal);
            if (!opened) {
                auto again = bring_back();
                REQUIRE(again);
                CHECK(value_of(*again->vault.draft(draft), "/data/name") == "Name Canary");
            } else {
                CHECK(value_of(*opened->draft(draft), "/data/name") == "Name Canary");
            }
        }
        const auto aside = team.world.disk.read(folder / "aside" / "1.sqlite", 1 << 26);
        REQUIRE(aside);
        CHECK(*aside == *damaged_bytes);
        if (!is_dead) break;
        REQUIRE(calls < 60);
    }
    CHECK(died > 3);
}
