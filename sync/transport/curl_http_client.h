#pragma once
#include "transport/http_client.h"

#include <array>
#include <memory>
#include <optional>

namespace mahalla {

struct HttpServer {
    /// `https://host:port`, or `http://127.0.0.1:port` for a server on the same machine; other plain `http` is refused.
    std::string url;
    /// SHA-256 of the server's public key (SubjectPublicKeyInfo), from the signed charter. With it the certificate's
    /// names, dates and issuers do not matter: a wrong clock stops no exchange. Without it the machine's certificates
    /// decide.
    std::optional<std::array<std::uint8_t, 32>> pinned_key;
    std::chrono::seconds connect_timeout{20};
    /// A transfer slower than one KiB a second for this long is given up, and tried again.
    std::chrono::seconds stall_timeout{60};
};

/// HTTPS by libcurl: TLS 1.2 or newer, no redirects, no cookies, no proxy passwords, one connection kept open. One
/// thread.
class CurlHttpClient final : public HttpClient {
public:
    /// Fails with `Invalid` where the address is none of the allowed kinds.
    static Result<CurlHttpClient> create(HttpServer server);
    CurlHttpClient(CurlHttpClient&&) noexcept;
    CurlHttpClient& operator=(CurlHttpClient&&) noexcept;
    ~CurlHttpClient() override;

    Result<HttpAnswer> perform(const HttpRequest& request) override;
    Result<HttpAnswer> download(const HttpRequest& request, const std::function<Result<void>(ByteView)>& body) override;

private:
    class Connection;
    explicit CurlHttpClient(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
};

} // namespace mahalla
