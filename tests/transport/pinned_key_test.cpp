#include "server/web_server.h"
#include "support/temporary_folder.h"
#include "transport/curl_http_client.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>

using namespace mahalla;

namespace {

/// A key and a certificate that nobody vouches for, made for another name: what a laptop without a network and
/// with an empty clock battery meets.
struct ServerCertificate {
    std::string folder;
    std::string certificate = folder + "/server.pem";
    std::string key = folder + "/server.key";
    std::array<std::uint8_t, 32> key_hash{};

    bool make() const
    {
        // The folder's name has a space in it.
        const auto quoted = [](const std::string& path) { return "'" + path + "'"; };
        const std::string request = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 "
                                    "-subj /CN=elsewhere.invalid -keyout " +
                                    quoted(key) + " -out " + quoted(certificate) + " >/dev/null 2>&1";
        const std::string hash = "openssl pkey -in " + quoted(key) +
                                 " -pubout -outform der 2>/dev/null | openssl dgst -sha256 -binary > " +
                                 quoted(folder + "/hash");
        return std::system(request.c_str()) == 0 && std::system(hash.c_str()) == 0;
    }
    void read_hash()
    {
        std::ifstream file(folder + "/hash", std::ios::binary);
        file.read(reinterpret_cast<char*>(key_hash.data()), 32);
        REQUIRE(file.gcount() == 32);
    }
};

} // namespace

TEST_CASE("the pinned key decides who is the server, and nothing else does")
{
    const test::TemporaryFolder folder;
    ServerCertificate certificate{folder.path().string()};
    if (!certificate.make()) {
        MESSAGE("skipped: the openssl program is not installed");
        return;
    }
    certificate.read_hash();
    ListenOptions options;
    options.tls_certificate_file = certificate.certificate;
    options.tls_key_file = certificate.key;
    const auto server = WebServer::start(options, {}, [](const WebRequest&) { return WebResponse::text(200, "here"); });
    REQUIRE(server);
    const std::string url = "https://127.0.0.1:" + std::to_string((*server)->port());

    SUBCASE("the right key, although nobody vouches for the certificate")
    {
        auto client = CurlHttpClient::create({url, certificate.key_hash});
        REQUIRE(client);
        const auto answer = client->perform({"GET", "/", {}, {}});
        REQUIRE(answer);
        CHECK(as_text(answer->body) == "here");
    }
    SUBCASE("another key")
    {
        certificate.key_hash[0] = static_cast<std::uint8_t>(certificate.key_hash[0] ^ 1U);
        auto client = CurlHttpClient::create({url, certificate.key_hash});
        REQUIRE(client);
        CHECK(client->perform({"GET", "/", {}, {}}).error().kind == ErrorKind::Refused);
    }
    SUBCASE("no pin, and a certificate nobody vouches for")
    {
        auto client = CurlHttpClient::create({url, std::nullopt});
        REQUIRE(client);
        CHECK(client->perform({"GET", "/", {}, {}}).error().kind == ErrorKind::Refused);
    }
}
