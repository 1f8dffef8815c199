#pragma once
#include "base/result.h"
#include "server/web_message.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace mahalla {

/// What a stranger may take of the server before it closes the door. Times are absolute, never renewed by a dripped
/// byte.
struct WebLimits {
    std::size_t header_bytes_max = 8 * 1024;
    std::size_t body_bytes_max = 64 * 1024;
    std::chrono::seconds header_time_max{10};
    std::chrono::seconds idle_time_max{60};
    /// A body may take ten seconds and one second more for each of these.
    std::size_t body_bytes_per_second_min = 4 * 1024;
    std::size_t connections_max = 12'000;
    std::size_t connections_per_address_max = 256;
    std::chrono::seconds drain_time_max{10};
};

/// Where and how to listen.
struct ListenOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;           ///< 0: any that is free; `WebServer::port` tells which.
    std::string tls_certificate_file; ///< PEM; empty for plain HTTP, which is meant for loopback behind a proxy.
    std::string tls_key_file;
    unsigned threads = 2;
};

/// Figures for /metrics.
struct WebCounts {
    std::uint64_t connections_open = 0;
    std::uint64_t connections_refused = 0;
    std::uint64_t requests = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t malformed = 0;
};

class WebListener;

/// HTTP/1.1 over TCP or TLS on Boost.Beast. Threads of its own; the handler is called from several of them at once.
///
/// A slow, silent, flooding or malformed client costs a few kilobytes until its deadline and nothing to anybody else. A
/// body with a transfer coding is refused (411), so that no two parties can disagree about where a request ends.
class WebServer {
public:
    using Handler = std::function<WebResponse(const WebRequest&)>;
    /// How many bytes of body a request may bring, asked once its headers are read.
    using BodyLimit = std::function<std::size_t(const std::string& method, const std::string& path)>;

    /// Starts listening. Fails with `Unavailable` where the port is taken or the address is not this machine's, and
    /// with `Invalid` where the certificate or its key cannot be read.
    static Result<std::unique_ptr<WebServer>> start(const ListenOptions& options, const WebLimits& limits,
                                                    Handler handler, BodyLimit body_limit = {});
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    std::uint16_t port() const;
    WebCounts counts() const;
    /// Takes no new connection, lets running requests end (at most `drain_time_max`), closes everything, joins the
    /// threads.
    void stop();

private:
    explicit WebServer(std::shared_ptr<WebListener> listener);
    std::shared_ptr<WebListener> listener_;
};

} // namespace mahalla
