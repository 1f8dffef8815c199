#pragma once
#include "base/disk.h"
#include "crypto/keys.h"
#include "transport/http_client.h"
#include "transport/login.h"
#include "transport/piece_size.h"
#include "transport/retry_policy.h"
#include "transport/transport.h"

namespace mahalla {

class Retrying;

/// Bundles to and from the central server, resumable: docs/formats/exchange-http.md.
///
/// Every failure that may pass is tried again, with growing waits and from the offset the server names. The clock
/// decides nothing.
class HttpTransport final : public Transport {
public:
    /// `device` signs the server's nonces. All must outlive this.
    /// `listener` hears of the requests that have no listener of their own: what the server holds, a release.
    HttpTransport(HttpClient& client, const SigningKeyPair& device, Disk& disk, Random& random, Waiter& waiter,
                  ProgressListener listener = {})
        : client_(client), device_(device), disk_(disk), random_(random), waiter_(waiter),
          listener_(std::move(listener))
    {}

    Result<SendResult> send(const WrittenBundle& bundle, const ProgressListener& progress = {}) override;
    Result<Bytes> ask_held() override;
    Result<FetchResult> fetch(ByteView held, const std::filesystem::path& folder,
                              const ProgressListener& progress = {}) override;

    /// Brings a release of published tables to the server, under this device's signature, which must be a supervisor's
    /// of the charter. Sending it again changes nothing.
    Result<void> publish_release(ByteView release);
    /// What the server shows to everybody at an address, such as `/api/v1/releases`. Fails with `NotFound` where it
    /// shows nothing there.
    Result<Bytes> read_public(const std::string& path);

private:
    /// Called at the beginning of each attempt; gives who takes the body.
    using BeginDownload = std::function<std::function<Result<void>(ByteView)>()>;
    Result<HttpAnswer> signed_request(Retrying& retrying, const std::string& path, ByteView content,
                                      const BeginDownload& begin);

    HttpClient& client_;
    const SigningKeyPair& device_;
    Disk& disk_;
    Random& random_;
    Waiter& waiter_;
    ProgressListener listener_;
};

} // namespace mahalla
