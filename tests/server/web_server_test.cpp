#include "server/web_server.h"

#include <boost/asio.hpp>
#include <doctest/doctest.h>

using namespace mahalla;
namespace net = boost::asio;

namespace {

/// A client that sends exactly the bytes it is told to and reads until the server closes.
std::string exchange_bytes(std::uint16_t port, const std::string& sent, bool half_close = true)
{
    net::io_context io;
    net::ip::tcp::socket socket(io);
    socket.connect({net::ip::make_address("127.0.0.1"), port});
    boost::system::error_code error;
    net::write(socket, net::buffer(sent), error);
    if (half_close) socket.shutdown(net::ip::tcp::socket::shutdown_send, error);
    std::string received;
    net::read(socket, net::dynamic_buffer(received), error);
    return received;
}

std::unique_ptr<WebServer> echo_server(WebLimits limits = {})
{
    auto server = WebServer::start({}, limits, [](const WebRequest& request) {
        return WebResponse::text(200, request.method + " " + request.path + " " + std::string(as_text(request.body)));
    });
    REQUIRE(server);
    return std::move(*server);
}

} // namespace

TEST_CASE("a request is answered, and the next one on the same connection too")
{
    const auto server = echo_server();
    const std::string answer = exchange_bytes(
        server->port(), "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
                        "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
    CHECK(answer.find("GET /a ") != std::string::npos);
    CHECK(answer.find("POST /b hi") != std::string::npos);
    CHECK(answer.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
}

TEST_CASE("what is no request, is too long or hides its length is refused in words")
{
    WebLimits limits;
    limits.body_bytes_max = 10;
    const auto server = echo_server(limits);
    const auto status = [&](const std::string& sent) { return exchange_bytes(server->port(), sent).substr(9, 3); };
    CHECK(status("nonsense\r\n\r\n") == "400");
    CHECK(status("GET /.. HTTP/1.1\r\n\r\n") == "400");
    CHECK(status("DELETE / HTTP/1.1\r\n\r\n") == "405");
    CHECK(status("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n12345678901") == "413");
    CHECK(status("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == "411");
    CHECK(status("GET / HTTP/1.1\r\nX: " + std::string(9000, 'a') + "\r\n\r\n") == "431");
    const std::string twice = status("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    CHECK(twice == "400");
}

TEST_CASE("a client that drips a byte at a time is closed at its deadline and holds up nobody")
{
    WebLimits limits;
    limits.header_time_max = std::chrono::seconds(1);
    const auto server = echo_server(limits);
    net::io_context io;
    std::vector<net::ip::tcp::socket> slow;
    for (int i = 0; i < 20; ++i) {
        slow.emplace_back(io).connect({net::ip::make_address("127.0.0.1"), server->port()});
        net::write(slow.back(), net::buffer("GET / HTTP/1.1\r\nX: ", 19));
    }
    const auto begun = std::chrono::steady_clock::now();
    CHECK(exchange_bytes(server->port(), "GET /quick HTTP/1.1\r\nConnection: close\r\n\r\n").find("GET /quick") !=
          std::string::npos);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(900));
    std::string rest;
    boost::system::error_code error;
    net::read(slow.front(), net::dynamic_buffer(rest), error);
    for (int i = 0; i < 100 && server->counts().timeouts == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(server->counts().timeouts >= 1);
}

TEST_CASE("one address gets only so many connections, and stopping waits for nobody who is idle")
{
    WebLimits limits;
    limits.connections_per_address_max = 3;
    const auto server = echo_server(limits);
    net::io_context io;
    std::vector<net::ip::tcp::socket> held;
    for (int i = 0; i < 5; ++i) held.emplace_back(io).connect({net::ip::make_address("127.0.0.1"), server->port()});
    for (int i = 0; i < 100 && server->counts().connections_refused < 2; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(server->counts().connections_open == 3);
    CHECK(server->counts().connections_refused == 2);
    server->stop();
    CHECK(server->counts().connections_open == 0);
}

TEST_CASE("a taken port and an unreadable certificate are told apart")
{
    const auto first = echo_server();
    ListenOptions taken;
    taken.port = first->port();
    const auto handler = [](const WebRequest&) { return WebResponse(); };
    CHECK(WebServer::start(taken, {}, handler).error().kind == ErrorKind::Unavailable);
    ListenOptions tls;
    tls.tls_certificate_file = "/nonexistent.pem";
    CHECK(WebServer::start(tls, {}, handler).error().kind == ErrorKind::Invalid);
}
