#pragma once
#include "base/date.h"
#include "base/id.h"
#include "record/event.h"

#include <map>
#include <optional>
#include <vector>

namespace mahalla {

/// One sealed event as the server keeps it: where it belongs, and bytes that it cannot open.
struct ArchivedEvent {
    RecordId record;
    DeviceId device;
    std::uint64_t sequence = 0;
    Hash hash;
    /// Its signer is not known or revoked: kept, handed on to supervisors, not counted as stored.
    bool quarantined = false;
    Bytes bytes;
    EventKind kind = EventKind::SetAnswers;
};

/// A record of which nothing that was or will be said is kept, and the hash of what decided it: a supervisor's event, a
/// charter.
struct ArchivedErasure {
    RecordId record;
    Hash authority;
};

/// What a project's members hand each other besides events. `Charter` is ordered by its version, the others by nothing.
enum class StatementKind : std::uint8_t { Charter = 1, Certificate = 2, Form = 3, Receipt = 4 };

struct ArchivedStatement {
    StatementKind kind = StatementKind::Charter;
    Hash hash;
    std::uint64_t order = 0;
    Bytes bytes;
};

/// What one bundle brought, to be kept whole or not at all.
struct ArchiveIntake {
    std::vector<ArchivedEvent> events;
    std::vector<ArchivedStatement> statements;
    std::vector<ArchivedErasure> erasures = {};
};

struct IntakeCounts {
    std::size_t events_new = 0;
    std::size_t events_already_here = 0;
    std::size_t statements_new = 0;
    std::size_t records_erased = 0; ///< That were not before.
    std::size_t events_erased =
        0; ///< Those that lost their ciphertext, and those that came with one and were kept without.
};

/// An upload that is under way or done.
struct UploadState {
    std::uint64_t size = 0;
    Hash hash;
    std::uint64_t offset = 0; ///< How much is here, synced to the disk.
    bool complete = false;    ///< Taken in; asked again, the same receipt is given.
    Bytes receipt;            ///< Of a complete upload.
};

/// A published release as it came: its document, and who signed it.
struct ArchivedRelease {
    Hash hash;
    Bytes document;
    Bytes signature; ///< Key id and signature, as the publisher sent them.
    Instant received{};
};

struct ArchiveCounts {
    std::uint64_t events = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t releases = 0;
    std::uint64_t event_bytes = 0;
    std::uint64_t records_erased = 0;
    std::uint64_t events_erased = 0;
};

/// What the central server keeps. Every call that returned success survives a power cut; every write is one idempotent
/// transaction, so a retry is harmless. Implementations may be called from several threads at once.
///
/// Cursors are (device, sequence), never a global order of insertion. All failures are `Unavailable` (disk, another
/// process) or `Corrupt`, unless a function says otherwise.
class Archive {
public:
    virtual ~Archive() = default;

    /// Adds what is not here yet. An event with the same device and number and another hash is kept beside the first.
    ///
    /// Records that are to be erased lose the ciphertexts of their events in the same transaction, whatever comes of
    /// them later is kept without, and uploads under way begin anew. Only erasures keep theirs. Before this returns
    /// success no file of the archive holds the bytes that had to go, which was looked for; fails with `Corrupt` where
    /// one does, and is then, as after `Unavailable`, to be called again.
    virtual Result<IntakeCounts> take_in(const ArchiveIntake& intake) = 0;
    /// The highest number up to which a device's events are here without a gap, quarantine left out.
    virtual Result<std::map<DeviceId, std::uint64_t>> heads() = 0;
    /// Events of a device with numbers above `after`, by number, until `bytes_max` is reached (at least one).
    virtual Result<std::vector<ArchivedEvent>> events_after(const DeviceId& device, std::uint64_t after,
                                                            std::size_t bytes_max) = 0;
    /// The event with this number and hash; none where it is not here.
    virtual Result<std::optional<ArchivedEvent>> event(const EventReference& reference) = 0;
    /// Erasures in quarantine: a charter, certificate or chain that is yet to come may let them be obeyed.
    virtual Result<std::vector<ArchivedEvent>> waiting_erasures() = 0;
    /// Devices of which anything is here.
    virtual Result<std::vector<DeviceId>> devices() = 0;
    virtual Result<std::vector<ArchivedStatement>> statements(StatementKind kind) = 0;

    /// Begins an upload, or finds the one that was begun: the id of its bundle is the key. Fails with `Refused` where
    /// it was begun with another size or hash.
    virtual Result<UploadState> begin_upload(const BundleId& bundle, std::uint64_t size, const Hash& hash) = 0;
    /// Fails with `NotFound`.
    virtual Result<UploadState> upload(const BundleId& bundle) = 0;
    /// Appends at `offset`, which goes back to 0 where a record is erased meanwhile. Fails with `Refused` where that is
    /// not where the upload stands, `Invalid` past its size.
    virtual Result<UploadState> append_upload(const BundleId& bundle, std::uint64_t offset, ByteView piece) = 0;
    /// All the bytes so far.
    virtual Result<Bytes> upload_bytes(const BundleId& bundle) = 0;
    /// Marks the upload as taken in and forgets its pieces.
    virtual Result<void> complete_upload(const BundleId& bundle, ByteView receipt) = 0;

    virtual Result<void> put_release(const ArchivedRelease& release) = 0;
    /// The newest first.
    virtual Result<std::vector<ArchivedRelease>> releases() = 0;

    virtual Result<ArchiveCounts> counts() = 0;
    /// Changes when the archive is restored from a backup: laptops then offer again what they have.
    virtual std::array<std::uint8_t, 16> epoch() = 0;
};

} // namespace mahalla
