#pragma once
#include "record/version_vector.h"

#include <map>
#include <vector>

namespace mahalla {

/// What came from another party, as bytes that nobody has believed yet. Order and duplicates do not matter.
struct Incoming {
    std::vector<Bytes> charters;
    std::vector<Bytes> certificates;
    std::vector<Bytes> forms;
    std::vector<Bytes> events;
    std::vector<Bytes> receipts;
    /// Sealed pieces of files, each known by its hash alone.
    std::vector<Bytes> attachment_pieces;
};

/// What became of one event.
enum class EventFate : std::uint8_t {
    New,         ///< Verified and stored.
    AlreadyHere, ///< Nothing to do.
    Fork,        ///< Verified and stored beside another with the same number of the same device; both are flagged.
    Quarantined, ///< Kept, but not believed: its signer is unknown, revoked or of another project. May be released
                 ///< later.
    Damaged,     ///< No event, or a signature that does not hold: not kept.
};

/// What a device is missing: "ask for laptop X, events 38–40".
struct ChainGap {
    DeviceId device;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    bool operator==(const ChainGap&) const = default;
};

struct IncomingReport {
    std::vector<EventFate> events; ///< In the order of `Incoming::events`.
    std::size_t charters_accepted = 0;
    std::size_t certificates_accepted = 0;
    std::size_t forms_accepted = 0;
    std::size_t receipts_accepted = 0;
    std::size_t pieces_new = 0;
    std::size_t pieces_already_here = 0;
    /// Pieces of files that no event here speaks of, and of which too many wait already: not kept, bring them again.
    std::size_t pieces_refused = 0;
    /// Charters, certificates, forms and receipts that were not believed, each with its reason.
    std::vector<Error> refused;
    std::size_t released_from_quarantine = 0;
    std::vector<ChainGap> gaps; ///< All that are known after this.

    std::size_t count(EventFate fate) const;
};

/// Whether `Vault::take_in` keeps what it found out.
enum class TakeIn { Apply, DryRun };

/// How far a device's chain is here without a gap, from its first event on.
struct ChainHead {
    std::uint64_t sequence = 0;
    Hash hash;
    bool operator==(const ChainHead&) const = default;
};
using ChainHeads = std::map<DeviceId, ChainHead>;

} // namespace mahalla
