#pragma once
#include "database/database.h"
#include "store/event_index.h"
#include "store/keyring.h"

namespace mahalla {

/// The rows of a vault's events: the sealed bytes, what is known about each (sealed as well), and the content key of
/// those that may be read here, wrapped.
///
/// Changes take part in the caller's transaction. Inside this library only.
class EventTable {
public:
    static constexpr std::string_view schema =
        "CREATE TABLE event(hash BLOB PRIMARY KEY, record BLOB NOT NULL, device BLOB NOT NULL, sequence INTEGER NOT "
        "NULL, "
        "state BLOB NOT NULL, key BLOB, bytes BLOB NOT NULL, UNIQUE(record, device, sequence, hash));";

    EventTable(Database& database, const Keyring& keys) : database_(database), keys_(keys) {}

    /// Everything that stands in the table, into an empty index. A row whose state was tampered with is quarantined.
    Result<void> load(EventIndex& index) const;
    /// Stores a new event; with its content key, where this vault may read it later.
    Result<void> insert(const IndexedEvent& event, ByteView bytes, const Secret* content_key);
    /// Stores what is known about an event anew.
    Result<void> update(const IndexedEvent& event);
    Result<void> set_key(const Hash& hash, const Secret& content_key);
    /// Overwrites the wrapped key with random bytes. Gone for good after the next truncating checkpoint.
    Result<void> erase_key(const Hash& hash);

    /// Stores an event with other bytes in place of its content: none of it, or all where only a part was here.
    /// Whatever key was kept is overwritten.
    Result<void> replace_content(const IndexedEvent& event, ByteView bytes);

    /// What is known about one event; none where it is not in the table.
    Result<std::optional<IndexedEvent>> find(const Hash& hash) const;
    /// Reads every row to its end. Fails with `Corrupt` where a state or a key does not open, or bytes are not those of
    /// the event that the row names, or an event of `own` is not signed by it: those nobody else may have. Others'
    /// signatures were verified when they came, and are again by whoever is handed them.
    Result<void> check(const SigningKeyPair* own) const;
    Result<Bytes> bytes(const Hash& hash) const;
    /// The key's box as it lies on the disk; empty where none is kept.
    Result<Bytes> wrapped_key(const Hash& hash) const;
    /// Fails with `NotFound` where none is kept, `Corrupt` where it does not unwrap.
    Result<Secret> key(const Hash& hash) const;

    /// Reads many events, one after another, as they lie on the disk. Nothing else is done to the table meanwhile.
    class SealedRows {
    public:
        struct Sizes {
            std::size_t key = 0;   ///< The content key's box; 0 where none is kept.
            std::size_t event = 0; ///< 0 where the event is not here.
        };
        /// Adds the key's box, then the event, to `bytes`.
        Result<Sizes> append(const Hash& hash, Bytes& bytes);

    private:
        friend class EventTable;
        explicit SealedRows(Statement select) : select_(std::move(select)) {}
        Statement select_;
    };
    Result<SealedRows> sealed_rows() const;

private:
    Result<IndexedEvent> event_in(const Statement& row) const;
    Bytes sealed_state(const IndexedEvent& event) const;

    Database& database_;
    const Keyring& keys_;
};

} // namespace mahalla
