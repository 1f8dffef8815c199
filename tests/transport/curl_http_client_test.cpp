#include "transport/curl_http_client.h"

#include "server/web_server.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace mahalla;

namespace {

std::unique_ptr<WebServer> start(WebServer::Handler handler)
{
    auto server =
        WebServer::start({}, {}, std::move(handler), [](const std::string&, const std::string&) { return 1U << 21U; });
    REQUIRE(server);
    return std::move(*server);
}

CurlHttpClient client_of(const WebServer& server)
{
    auto client = CurlHttpClient::create({"http://127.0.0.1:" + std::to_string(server.port()), std::nullopt});
    REQUIRE(client);
    return std::move(*client);
}

/// A port that was free a moment ago.
std::uint16_t unused_port()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

} // namespace

TEST_CASE("method, path, headers and body go over, and the answer's come back")
{
    const auto server = start([](const WebRequest& request) {
        WebResponse response{200, "application/octet-stream", request.body, {}};
        response.headers["Upload-Offset"] =
            request.method + " " + request.path + " " + std::string(request.header("piece-hash"));
        return response;
    });
    CurlHttpClient client = client_of(*server);
    for (const std::string method : {"POST", "PATCH"}) {
        const Bytes body(300'000, 7);
        const auto answer = client.perform({method, "/v1/uploads/1", {{"Piece-Hash", "abc"}}, body});
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->body == body);
        CHECK(answer->header("upload-offset") == method + " /v1/uploads/1 abc");
    }
    const auto head = client.perform({"HEAD", "/v1/uploads/1", {}, {}});
    REQUIRE(head);
    CHECK(head->body.empty());
    CHECK(head->header("upload-offset") == "HEAD /v1/uploads/1");
    CHECK(client.perform({"GET", "/v1/nonce", {}, {}})->header("upload-offset") == "GET /v1/nonce");
    CHECK(client.perform({"POST", "/empty", {}, {}})->body.empty());
}

TEST_CASE("an answer that is no success is an answer")
{
    const auto server = start([](const WebRequest&) {
        WebResponse response = WebResponse::text(503, "later");
        response.headers["Retry-After"] = "30";
        return response;
    });
    CurlHttpClient client = client_of(*server);
    std::size_t handed_out = 0;
    const auto answer = client.download({"POST", "/v1/download", {}, {}}, [&](ByteView bytes) -> Result<void> {
        handed_out += bytes.size();
        return {};
    });
    REQUIRE(answer);
    CHECK(answer->status == 503);
    CHECK(answer->retry_after() == std::chrono::seconds(30));
    CHECK(handed_out == 0);
    CHECK(as_text(answer->body) == "later");
}

TEST_CASE("a long answer is handed out in pieces, and one that is too long is stopped")
{
    const Bytes content(3'000'000, 9);
    const auto server = start([&](const WebRequest&) {
        return WebResponse{200, "application/octet-stream", content, {}};
    });
    CurlHttpClient client = client_of(*server);
    Bytes received;
    const auto take = [&](ByteView bytes) -> Result<void> {
        received.insert(received.end(), bytes.begin(), bytes.end());
        return {};
    };
    HttpRequest request{"POST", "/v1/download", {}, {}};
    request.answer_bytes_max = 4'000'000;
    REQUIRE(client.download(request, take));
    CHECK(received == content);
    request.answer_bytes_max = 1'000'000;
    CHECK(client.download(request, take).error().kind == ErrorKind::Invalid);
    const auto refuse = [](ByteView) -> Result<void> { return failure(ErrorKind::Unavailable, "The disk is full."); };
    request.answer_bytes_max = 4'000'000;
    CHECK(client.download(request, refuse).error().message == "The disk is full.");
    // The connection serves again after a transfer was stopped.
    received.clear();
    REQUIRE(client.download(request, take));
    CHECK(received == content);
}

TEST_CASE("a server that is not there is unavailable")
{
    const std::uint16_t port = unused_port();
    auto client = CurlHttpClient::create({"http://127.0.0.1:" + std::to_string(port), std::nullopt});
    REQUIRE(client);
    CHECK(client->perform({}).error().kind == ErrorKind::Unavailable);
}

TEST_CASE("plain http is for this machine only")
{
    for (const std::string url : {"http://example.org", "http://127.0.0.1.example.org", "http://localhost@example.org",
                                  "ftp://x", "file:///etc/passwd", "example.org", ""}) {
        CAPTURE(url);
        const auto client = CurlHttpClient::create({url, std::nullopt});
        REQUIRE_FALSE(client);
        CHECK(client.error().kind == ErrorKind::Invalid);
    }
    CHECK(CurlHttpClient::create({"https://example.org", std::nullopt}));
    CHECK(CurlHttpClient::create({"http://[::1]:8443/", std::nullopt}));
}
