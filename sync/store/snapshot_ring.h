#pragma once
#include "database/database_copy.h"
#include "store/environment.h"
#include "store/erasure.h"
#include "store/snapshot_work.h"

namespace mahalla {

class OpenVault;

/// Up to seven copies of a vault's database in the folder `snapshots` beside it: what is left where the disk damaged
/// the database itself.
///
/// A copy counts only after it was opened and every row of it read; until then it bears a name that nobody takes for a
/// snapshot, and no good one gives way to it. A snapshot never knows more than the vault: what is erased there is
/// erased in every slot *before* the vault's own transaction commits, so that no crash can leave a slot with a key that
/// the vault has given up. Inside this library only.
class SnapshotRing {
public:
    static constexpr unsigned slots_max = 7;
    /// The copies together take no more than this, as long as two are left.
    static constexpr std::uint64_t ring_bytes_max = std::uint64_t{1} << 30U;
    /// A day's work, and no more than one copy a day: what changed within it is in the vault.
    static constexpr std::uint64_t due_after_ms = std::uint64_t{20} * 60 * 60 * 1000;

    SnapshotRing(std::filesystem::path vault_folder, StoreEnvironment environment)
        : folder_(vault_folder / "snapshots"), environment_(environment)
    {}
    ~SnapshotRing() { stop_copying(); }
    SnapshotRing(const SnapshotRing&) = delete;
    SnapshotRing& operator=(const SnapshotRing&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    /// Where a backup's database lies until it is sealed, and the sealed one until it is on its medium.
    std::filesystem::path unsealed_backup() const { return folder_ / "backup.sqlite"; }
    std::filesystem::path sealed_backup() const { return folder_ / "backup.sealed"; }
    /// Begins a copy of the vault's database there. What an earlier one left is removed; the one that is being made now
    /// is stopped before anything of this folder is overwritten, and at the latest when the vault locks.
    Result<void> begin_backup(OpenVault& vault, std::shared_ptr<LentKey> key);
    void stop_copying();
    /// Goes on with the copy that was begun with this key: so many pages more. True once it is whole. Fails with
    /// `Refused` where it was stopped.
    Result<bool> copy_part(const LentKey& key, int pages);
    std::filesystem::path path_of(unsigned slot) const;

    /// Each slot that there is, verified now; the newest first, damaged ones last.
    Result<std::vector<Snapshot>> verified(const Secret& master) const;
    /// The slots that there are, the newest first, without looking into them; and one of them, verified now.
    std::vector<unsigned> newest_first(const Keyring& keys) const;
    Result<Snapshot> verified_slot(unsigned slot, const Secret& master) const;
    /// Whether something changed since the newest snapshot, and it is a day old. A clock that was put back makes one
    /// due: at worst there is a copy more.
    Result<bool> is_due(OpenVault& vault) const;
    /// Begins one. Fails with `Unavailable` where the disk is full.
    Result<std::shared_ptr<SnapshotWork>> begin(OpenVault& vault);
    Result<bool> copy_part(OpenVault& vault, SnapshotWork& work, int pages);
    /// Takes a copy that was verified into the ring, and gives up what there is no room for.
    Result<Snapshot> finish(OpenVault& vault, SnapshotWork& work, Result<void> verified);
    /// What a snapshot says of itself.
    static Bytes label_bytes(std::uint64_t number, Instant taken, const Hash& mark);
    /// Erases in every slot. A slot that is damaged, or that the disk fails to give twice, is destroyed: what cannot be
    /// opened cannot be known to be clean.
    /// Fails with `Unavailable` where it can be read and not written, as where the disk is full, so that the erasure is
    /// tried again rather than copies given up.
    Result<void> erase(const Keyring& keys, const Erasure& erasure, ResidueScan& gone);

private:
    /// What a slot says of itself.
    struct Label {
        unsigned slot = 0;
        std::uint64_t number = 0; ///< Counts up: which is newer, whatever the clock says. 0: it does not open.
        Instant taken{};
        Hash mark;
        bool is_unread = false; ///< It does not open because of the disk, not because of what is in it.
    };
    std::vector<unsigned> slots() const;
    Label label_of(unsigned slot, const Keyring& keys) const;
    /// Whether all of a slot can be read, whatever is in it: SQLite calls damaged what the disk does not give.
    bool is_given_by_disk(unsigned slot) const;
    Result<Snapshot> verified(const Label& label, const Secret& master) const;
    /// The newest first.
    std::vector<Label> labels(const Keyring& keys) const;
    Result<void> remove_unfinished();
    Result<void> make_room(std::uint64_t bytes, const Keyring& keys);
    Result<void> thin_out(std::uint64_t bytes, const Keyring& keys);
    Result<void> destroy(unsigned slot);

    std::filesystem::path folder_;
    StoreEnvironment environment_;
    /// Of the copy that is being made, or was made and is in work elsewhere.
    std::shared_ptr<LentKey> lent_;
    std::optional<DatabaseCopy> copy_;
};

/// Overwrites a file with zeros, then removes it; with it what SQLite may have left beside it. Success where there is
/// none.
Result<void> destroy_file(Disk& disk, const std::filesystem::path& path);

} // namespace mahalla
