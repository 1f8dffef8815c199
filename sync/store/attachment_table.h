#pragma once
#include "crypto/attachment.h"
#include "database/database.h"
#include "store/attached_file.h"
#include "store/keyring.h"

#include <map>
#include <optional>

namespace mahalla {

/// A file that shall be gone, by its rows in a vault's database and in every copy of it. Inside this library only.
struct AttachmentErasure {
    RecordId record;
    Hash event; ///< None for a draft's file.
    Hash id;
    Hash row;
    std::vector<Hash> piece_rows; ///< Those that no other file has.
};

/// The files of a vault's records: which pieces each has, and the pieces, sealed as they travel.
///
/// Two tables. One row a file: what its pieces are called and where it belongs, sealed; and, while its record is a
/// draft, the file's key and name, wrapped. One row a piece: its ciphertext. Names of rows are keyed hashes, so nothing
/// on the disk tells which pieces make a file or which file belongs to which record. A file whose record is finalised
/// is opened by the key inside its event: with that key it is gone.
///
/// Pieces of files that nobody here knows yet wait, up to `waiting_bytes_max`: a stick may bring them before the event.
///
/// Changes take part in the caller's transaction; memory follows with it, so after a rollback the caller calls `load`
/// again. Inside this library only.
class AttachmentTable {
public:
    static constexpr std::string_view schema =
        "CREATE TABLE attachment(name BLOB PRIMARY KEY, key BLOB, box BLOB NOT NULL);"
        "CREATE TABLE piece(name BLOB PRIMARY KEY, box BLOB NOT NULL);";
    static constexpr std::uint64_t waiting_bytes_max = std::uint64_t{256} << 20U;

    /// Where a file belongs: to a record's draft, or to the event that says what it is.
    struct Owner {
        RecordId record;
        Hash event; ///< None for a draft's file.
        auto operator<=>(const Owner&) const = default;
    };
    struct Entry {
        Owner owner;
        Hash id;
        std::vector<Hash> pieces;
    };

    AttachmentTable(Database& database, const Keyring& keys) : database_(database), keys_(keys) {}
    AttachmentTable(const AttachmentTable&) = delete;
    AttachmentTable& operator=(const AttachmentTable&) = delete;

    /// Reads every row but no piece. A row that does not open keeps nobody from the others: it is passed over.
    Result<void> load();

    /// Stores what a file is; its pieces come through `add_piece`.
    Result<void> add_to_draft(const RecordId& record, const AttachmentDescriptor& descriptor);
    Result<void> add_of_event(const Owner& owner, const AttachmentDescriptor& descriptor);
    /// The draft's file becomes that of an event too, whose sealed content holds its key; the draft's own is then
    /// erased.
    Result<void> add_to_event(const RecordId& record, const Hash& id, const Hash& event);
    /// Keeps a piece, in place of one that the disk damaged; false where it is here already.
    Result<bool> store_piece(const Hash& hash, ByteView sealed);
    /// Whether a file that is known here has this piece.
    bool knows(const Hash& hash) const { return uses_.contains(piece_name(hash)); }
    /// Whether a piece that came from outside may be stored: it is of a file that is known, or few enough wait.
    bool has_room_for(const Hash& hash, std::uint64_t bytes) const;
    /// Remembers a file whose row is not here, or damaged, until the next `load`.
    void remember(Entry entry);
    /// How the files of these owners are erased, together with all of them; nothing is changed.
    std::vector<AttachmentErasure> erasures_of(const std::vector<Owner>& owners) const;
    /// Forgets an erased file in memory too. Nothing where it is not known.
    void forget(const AttachmentErasure& file);

    /// What opens a draft's file. Fails with `NotFound`, or `Corrupt` where it does not unwrap.
    Result<AttachmentDescriptor> draft_descriptor(const RecordId& record, const Hash& id) const;
    /// A sealed piece as it travels. Fails with `NotFound` where it is not here.
    Result<Bytes> piece(const Hash& hash) const;

    /// The files of a draft, or the one of an event; by id.
    std::vector<const Entry*> files_of(const Owner& owner) const;
    bool contains(const Owner& owner) const { return !files_of(owner).empty(); }
    std::size_t pieces_here(const Entry& entry) const;
    std::uint64_t incomplete_files() const;
    /// The pieces that are here of files whose records are finalised, each once.
    std::vector<AttachmentPiece> sendable_pieces() const;

private:
    using Key = std::pair<Owner, Hash>;

    Hash row_name(const Owner& owner, const Hash& id) const;
    Hash piece_name(const Hash& hash) const;
    Result<void> add(Entry entry, const AttachmentDescriptor* to_wrap);

    Database& database_;
    const Keyring& keys_;
    std::map<Key, Entry> entries_;
    /// By the names of their rows: how many files have a piece, and how long those are that are here.
    std::map<Hash, std::size_t> uses_;
    std::map<Hash, std::uint64_t> present_;
    std::uint64_t waiting_bytes_ = 0; ///< Of those present that no file here has.
};

} // namespace mahalla
