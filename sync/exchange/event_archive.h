#pragma once
#include "record/version_vector.h"
#include "store/attached_file.h"
#include "store/incoming.h"

namespace mahalla {

/// One party as the exchange sees it: a laptop's vault or the server's archive.
///
/// What it hands out are bytes as they travel; what it takes in it judges by itself. Failures are those of the disk
/// (`Unavailable`, `Corrupt`), or `Refused` where a vault is locked.
class EventArchive {
public:
    virtual ~EventArchive() = default;

    virtual ProjectId project() const = 0;
    virtual std::uint64_t charter_version() const = 0;

    /// Every charter this party passes on, older ones first; usually only the newest.
    virtual Result<std::vector<Bytes>> charters() = 0;
    virtual Result<std::vector<Bytes>> certificates() = 0;
    virtual Result<std::vector<Hash>> forms() = 0;
    virtual Result<Bytes> form(const Hash& hash) = 0;
    /// Receipts this party signed or passes on.
    virtual Result<std::vector<Bytes>> receipts() = 0;

    /// Per device, how far its chain is here without a gap.
    virtual Result<ChainHeads> heads() = 0;
    /// Every device of which believed events are here, also where the first one is missing.
    virtual Result<std::vector<DeviceId>> devices() = 0;
    /// Up to `events_max` believed events of `device` with a number above `after`, in the order of their numbers; those
    /// behind a gap, and all branches of a fork, included.
    virtual Result<std::vector<Bytes>> events_after(const DeviceId& device, std::uint64_t after,
                                                    std::size_t events_max) = 0;

    /// The sealed pieces of files that are here, those of one file one after the other; none where a party keeps none.
    virtual Result<std::vector<AttachmentPiece>> attachment_pieces() { return std::vector<AttachmentPiece>(); }
    virtual Result<Bytes> attachment_piece(const Hash& /*hash*/)
    {
        return failure(ErrorKind::NotFound, "This piece of a file is not here.");
    }
    /// Files of which this party knows, and does not have every piece.
    virtual Result<std::uint64_t> incomplete_attachments() { return std::uint64_t{0}; }

    /// Judges and stores, in one transaction. Taking in the same things again changes nothing.
    virtual Result<IncomingReport> take_in(const Incoming& incoming, TakeIn mode) = 0;
};

/// What `archive` tells others that it has: per device, how far its chain is there without a gap.
Result<VersionVector> held_by(EventArchive& archive);

} // namespace mahalla
