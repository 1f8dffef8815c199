#pragma once
#include "base/seeded_random.h"
#include "durability/disk_after_cut.h"
#include "store/project.h"
#include "store/vault.h"
#include "system/system_clock.h"
#include "system/system_disk.h"

#include <functional>

namespace mahalla::test {

/// By what a vault and a project are to open. A new one replaces the old one at one moment, never leaving neither.
struct WaysIn {
    std::string passphrase; ///< Empty where there is no vault yet.
    std::string code;       ///< Empty where nobody wrote it down.
    bool by_escrow = false; ///< The project's escrow key opens it, too.
    std::string project;    ///< The project's passphrase; empty where there is no project.
    /// The vault is on the way: neither passphrase nor code open it alone, an answer to a challenge does.
    bool travels = false;
    Bytes answer = {}; ///< To the challenge that waits; empty where none does.
    /// The disk may damage the database at any time: the newest snapshot brings it back.
    bool may_be_damaged = false;
    /// The project ended here: what an interruption left of vault or project is erased to its end.
    bool has_ended = false;
    auto operator<=>(const WaysIn&) const = default;
};

/// A machine with a vault, or a project, or neither yet, in a folder.
struct Laptop {
    Laptop(std::filesystem::path place, WaysIn known, const BoxKeyPair& escrow_key, std::uint64_t seed = 1)
        : folder(std::move(place)), ways(std::move(known)), escrow(escrow_key), random(seed)
    {}

    std::filesystem::path folder;
    WaysIn ways;
    const BoxKeyPair& escrow;
    SystemDisk disk;
    FixedClock clock{Instant(std::chrono::milliseconds(1'790'000'000'000))};
    SeededRandom random;
    std::optional<Vault> vault;
    std::optional<Project> project;
    std::vector<RecordId> records;     ///< Those that a scenario has begun, in order.
    std::vector<Hash> noted;           ///< Events it keeps in mind.
    bool may_have_used_answer = false; ///< The disk failed while it was let in.

    std::filesystem::path vault_folder() const { return folder / "vault"; }
    std::filesystem::path project_folder() const { return folder / "project"; }
    /// Stands for a memory stick; cuts concern it too.
    std::filesystem::path medium() const { return folder / "medium"; }
    StoreEnvironment environment() { return {disk, clock, random, nullptr}; }

    /// Unlocks and opens what is there, the cheapest way, bringing back a damaged database where that is known to
    /// happen. Nothing is open where there is no header: then there never was a vault.
    Result<void> open();
    void close();

private:
    Result<void> bring_back(const Error& why);
};

/// Whether ids and hashes stand in a description: two runs that draw the same chance have the same.
enum class Names { Exact, LeftOut };

/// Everything that a vault and a project show, and what of it does not hold: each thing a line. Two that show the same
/// have the same description. Snapshots and backups are not in it (copies_shown.h).
std::string description_of(const Laptop& laptop, Names names);

/// One thing that is asked of the storage; after success, the person was told that it is done.
struct Step {
    std::string name;
    std::function<Result<void>(Laptop&)> work;
    /// What stands sealed on the disk before this step and in no file of it after. Most steps erase nothing.
    std::function<std::vector<Bytes>(const Laptop&)> erases = {};
    /// It erases in every copy: one that cannot be read is destroyed, lest it keep what was erased (decision 15).
    bool may_give_up_copies = false;
    /// What has failed may have happened all the same, and is to be done again.
    bool may_be_done = false;
    /// What has failed may have left a backup on the medium, which the vault remembers.
    bool may_leave_backup = false;
    /// It makes something in a folder that has to be empty.
    bool makes_folder = false;
};

struct Scenario {
    std::string name;
    DiskImage start;
    WaysIn ways;
    std::vector<Step> steps;
    /// It copies whole files page by page, some thousand calls that are all alike.
    bool has_long_rows = false;

    /// Whether of a row of reads or of writes each sixteenth is tried only: with MAHALLA_LONG in the environment every
    /// one is.
    bool shortens_rows() const;
};

/// What happens to laptops, on vaults and projects that are made once; with MAHALLA_SCENARIO in the environment the one
/// of that name alone.
const std::vector<Scenario>& scenarios();
/// The escrow key of their project.
const BoxKeyPair& scenario_escrow();

} // namespace mahalla::test
