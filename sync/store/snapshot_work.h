#pragma once
#include "crypto/hash.h"
#include "store/environment.h"
#include "store/lent_key.h"
#include "store/snapshot.h"

#include <filesystem>
#include <memory>

namespace mahalla {

/// A snapshot on its way into the ring. `Vault::begin_snapshot` makes it, `Vault::copy_part` copies the database a part
/// at a time while the vault is used, `verify` reads every row of the copy on whatever thread, and
/// `Vault::finish_snapshot` gives it its place.
///
/// Where the vault is locked meanwhile, or erases a record, or begins another copy, it stops and leaves nothing behind.
class SnapshotWork {
public:
    SnapshotWork(const SnapshotWork&) = delete;
    SnapshotWork& operator=(const SnapshotWork&) = delete;

    /// Once. Fails with `Corrupt` where the copy is not whole, because the vault itself is not, `Unavailable` where the
    /// disk is full, `Refused` where it was stopped.
    Result<void> verify();

private:
    friend class SnapshotRing;
    SnapshotWork(StoreEnvironment environment, Secret master)
        : environment_(environment), key_(std::make_shared<LentKey>(std::move(master)))
    {}

    StoreEnvironment environment_;
    std::shared_ptr<LentKey> key_;
    std::filesystem::path place_; ///< Of the copy until it is a snapshot.
    std::uint64_t number_ = 0;
    std::uint64_t bytes_ = 0; ///< Of the vault's database when this was begun.
    Hash mark_;               ///< What the vault said when the copy was whole.
    Snapshot snapshot_;
};

} // namespace mahalla
