#pragma once
#include "bundle/bundle_writer.h"

#include <functional>
#include <optional>

namespace mahalla {

/// What sending did.
struct SendResult {
    /// The server's signed receipt that it keeps the bundle's events (`Receipt::bytes`). None for a bundle without
    /// events, and from a memory stick, which signs nothing.
    std::optional<Bytes> stored_receipt;
    /// False where the other side had the bundle already.
    bool was_sent = true;
};

/// What fetching brought.
struct FetchResult {
    std::vector<std::filesystem::path> files;
    /// There is more: import these files and fetch again.
    bool more = false;
};

/// Why a transport waits, for the screen, and how far it is.
struct TransportProgress {
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
    /// None while nothing is in the way.
    std::optional<Error> waiting_because;
    std::chrono::milliseconds waiting{0};
};
/// Called now and then; answering false stops the work at the next safe place, with `Unavailable`.
using ProgressListener = std::function<bool(const TransportProgress&)>;

/// How whole bundles go to another party and come back. It opens none of them.
///
/// Everything may be repeated: the bundle's id makes a second sending of it harmless. Nothing is deleted on this side.
class Transport {
public:
    virtual ~Transport() = default;

    /// Brings a bundle to the other side. Fails with `Unavailable` where the way is closed: try again later; with
    /// `Refused` where the other side does not want it.
    virtual Result<SendResult> send(const WrittenBundle& bundle, const ProgressListener& progress = {}) = 0;

    /// What the other side holds (a `VersionVector`, encoded), so that only the rest need be written into bundles;
    /// empty where it cannot be asked. A server that was restored from an old backup tells less than before, and gets
    /// it again.
    virtual Result<Bytes> ask_held() = 0;

    /// Brings what the other side has for this party into `folder`. `holdings` are this party's own
    /// (`Holdings::encode`): a side that can answer sends only what is lacking.
    virtual Result<FetchResult> fetch(ByteView held, const std::filesystem::path& folder,
                                      const ProgressListener& progress = {}) = 0;
};

} // namespace mahalla
