#pragma once
#include "base/id.h"
#include "database/database.h"
#include "database/residue_scan.h"
#include "store/keyring.h"

#include <map>
#include <optional>
#include <vector>

namespace mahalla {

enum class ItemKind : std::uint8_t {
    Seed = 1,
    Charter = 2,
    Certificate = 3,
    Form = 4,
    Setting = 5,
    Request = 6,
    AdministratorSeed = 7,
    OwnCertificate = 8,
    Snapshot = 20,      ///< In a copy: when it was taken.
    FormerDevice = 21,  ///< An id this vault signed with before it was brought back from a backup.
    Backup = 22,        ///< A copy on a removable medium.
    Proposal = 30,      ///< The next charter, signed here, waiting for the signatures of others.
    Vote = 31,          ///< The highest version of a charter that the keys here have signed, and its hash.
    ErasedRecord = 33,  ///< By its id: a charter that was believed here erases it. Empty.
    ErasureReason = 34, ///< In a project's folder, by the record's id: why, and when. It never leaves the folder.
    Release = 40,       ///< By its hash: what is known of a release that left.
    ReleaseKey = 41,    ///< Opens what stands behind all of them.
    Travel = 32,        ///< Whether the vault travels, and the recovery code's wrap meanwhile.
};

enum class ItemChanges { Keep, TakeBack };

/// Things by kind and name in one table: on the disk neither is readable, nor the content, nor its exact size.
///
/// Small things are kept decrypted in memory; forms and releases are read when asked for. Changes take part in the
/// caller's transaction; after a rollback the caller calls `load` again. Inside this library only.
class SealedItems {
public:
    static constexpr std::string_view schema = "CREATE TABLE item(name BLOB PRIMARY KEY, box BLOB NOT NULL);";

    SealedItems(Database& database, const Keyring& keys) : database_(database), keys_(keys) {}
    ~SealedItems() { clear(); }
    SealedItems(const SealedItems&) = delete;
    SealedItems& operator=(const SealedItems&) = delete;

    /// Reads everything. Fails with `Corrupt` where a row does not open.
    Result<void> load();
    Result<void> put(ItemKind kind, ByteView name, ByteView content);
    /// Nothing where there is no such item. Fails where the disk does.
    Result<std::optional<Bytes>> get(ItemKind kind, ByteView name) const;
    /// As `get`, from the database alone: nothing else need be loaded.
    Result<std::optional<Bytes>> read(ItemKind kind, ByteView name) const;
    Result<void> remove(ItemKind kind, ByteView name);
    /// From here on memory knows what each `put` or `remove` took the place of, until `end_changes` keeps what was put
    /// or, after a rollback, takes it back without asking the disk.
    void begin_changes() { are_noted_ = true; }
    void end_changes(ItemChanges changes);
    bool contains(ItemKind kind, ByteView name) const
    {
        return items_.contains({kind, Bytes(name.begin(), name.end())});
    }
    std::vector<Bytes> names(ItemKind kind) const;
    /// Overwrites and removes the only item of a kind in a database that need not be loaded, within the caller's
    /// transaction; `gone` learns what stood there. For kinds that are not kept in memory.
    static Result<void> erase(Database& database, const Keyring& keys, ItemKind kind, ResidueScan& gone);
    /// By ascending name; not for forms and releases.
    std::vector<Bytes> contents(ItemKind kind) const;

private:
    using Key = std::pair<ItemKind, Bytes>;
    Hash row_name(ItemKind kind, ByteView name) const;
    void clear();
    /// Keeps what stands under `key`, where changes may be taken back.
    void note(const Key& key);

    Database& database_;
    const Keyring& keys_;
    std::map<Key, Bytes> items_; ///< Forms and releases without their content.
    bool are_noted_ = false;
    std::map<Key, std::optional<Bytes>> before_; ///< What stood there before `begin_changes`.
};

} // namespace mahalla
