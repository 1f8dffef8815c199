#pragma once
#include "store/environment.h"
#include "store/keyring.h"
#include "store/store_header.h"

#include <atomic>

namespace mahalla {

/// A vault's database as one sealed file that lies on somebody else's medium.
///
/// Seen from outside: that it is one, the vault's header (its random id, what a passphrase costs), a size in steps of a
/// megabyte. The database itself is sealed as a whole, under a fresh key that is wrapped under the master key: so
/// SQLite never sees a file that somebody else has made. The format is docs/formats/vault.md. Inside this library only.
struct BackupFile {
    static constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
    static constexpr const char* ending = ".mahalla-backup";

    /// What can be read without a passphrase.
    struct Seen {
        Bytes store_id;
        Bytes header;
    };

    /// Writes `database` as `path`: beside, synced, read again from the medium and compared, then named. Success means
    /// that the medium can be taken out. The keys are gone before the first piece is written. Fails with `Refused`
    /// where `stopped` became true.
    static Result<void> write(Disk& disk, const std::filesystem::path& path, const StoreHeader& header,
                              std::optional<Keyring> keys, const std::filesystem::path& database,
                              const std::atomic<bool>& stopped);
    /// Brings one that `write` made to a medium, with the same promise. It needs no key. Fails with `Refused` where
    /// `stopped` became true; `may_lie_there` says whether the file may have its name on the medium, whatever failed.
    static Result<void> carry(Disk& disk, const std::filesystem::path& from, const std::filesystem::path& to,
                              const std::atomic<bool>& stopped, bool& may_lie_there);
    /// Fails with `Corrupt` where the file is no backup.
    static Result<Seen> look(Disk& disk, const std::filesystem::path& path);
    /// Whether a file ends before anybody could tell whose it is, as one does that was pulled out in its first moment:
    /// nobody will ever open it.
    static bool ends_in_front(Disk& disk, const std::filesystem::path& path);
    /// The database inside, written as `database`. Fails with `Corrupt` where a byte is not as it was written, or the
    /// end is missing: the part that was written is then removed.
    static Result<void> read(Disk& disk, const std::filesystem::path& path, const Keyring& keys,
                             const std::filesystem::path& database);
};

} // namespace mahalla
