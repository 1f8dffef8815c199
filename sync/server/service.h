#pragma once
#include "archive/archive.h"
#include "base/clock.h"
#include "base/disk.h"
#include "base/random.h"
#include "record/version_vector.h"
#include "server/membership.h"
#include "server/server_keys.h"
#include "server/web_message.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace mahalla {

/// What the central server answers: uploads, downloads, releases, the results site, its health.
/// docs/formats/exchange-http.md.
///
/// Without a charter it answers health and results alone, and tells uploads to wait. Thread-safe. A request that was
/// answered with success is on the disk.
class Service {
public:
    struct Environment {
        Disk& disk;
        const Clock& clock;
        Random& random;
        std::filesystem::path folder; ///< Where bundles to be fetched are put together, and removed.
        std::uint64_t bytes_free_min = std::uint64_t{256} << 20; ///< Below it uploads get 507.
        std::function<std::string()> metrics;                    ///< Lines of the HTTP server's own.
    };

    Service(Archive& archive, ServerKeys keys, Environment environment);
    /// Believes a charter from now on, and obeys the erasures that waited for it. Fails with `Refused` where it is not
    /// signed as it should be.
    Result<void> take_charter(Charter charter);

    /// Removes what a process that was stopped left of bundles to be fetched.
    static Result<void> clear(Disk& disk, const std::filesystem::path& folder);

    WebResponse answer(const WebRequest& request);
    /// How much body each route takes.
    static std::size_t body_bytes_max(const std::string& method, const std::string& path);

    static constexpr std::size_t piece_bytes_max = 1 << 20;
    static constexpr std::uint64_t upload_bytes_max = std::uint64_t{256} << 20;
    static constexpr std::size_t download_bytes_max = 32 << 20;

private:
    WebResponse uploads(const WebRequest& request);
    WebResponse begin_upload(const WebRequest& request);
    WebResponse append_upload(const WebRequest& request, const BundleId& bundle);
    WebResponse finish_upload(const BundleId& bundle, const UploadState& state);
    WebResponse nonce();
    WebResponse download(const WebRequest& request);
    WebResponse heads(const WebRequest& request);
    const Certificate* asker_of(ByteView body, ByteView& content);
    WebResponse publish(const WebRequest& request);
    WebResponse release_list();
    WebResponse release(const WebRequest& request);
    WebResponse site(const WebRequest& request);
    WebResponse metrics();
    /// Judges and keeps what was received, erasures included. To be called under the lock.
    Result<std::pair<JudgedIntake, IntakeCounts>> take_in(const ReceivedStatements& received);
    Result<Bytes> bundle_for(const Certificate& asker, const VersionVector& held);

    Archive& archive_;
    ServerKeys keys_;
    Environment environment_;
    std::mutex mutex_; ///< Guards what follows.
    std::optional<Membership> membership_;
    std::map<Hash, Instant> nonces_;
    /// Somebody is new since the erasures that wait were last judged.
    bool must_judge_erasures_ = true;
};

} // namespace mahalla
