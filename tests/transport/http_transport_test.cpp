#include "transport/http_transport.h"

#include "fake_server.h"

using namespace mahalla;
using namespace mahalla::test;
using Fault = FakeServer::Fault;

namespace {

struct Line {
    MemoryDisk disk;
    FakeServer server;
    SeededRandom random{1};
    CountingWaiter waiter;
    SigningKeyPair device = signing_keys(1);
    HttpTransport transport{server, device, disk, random, waiter};
};

} // namespace

TEST_CASE("a bundle arrives whole, in growing pieces, and its receipt comes back")
{
    Line line;
    const WrittenBundle bundle = write_sample(line.disk, "/outbox", 1'000'000);
    std::uint64_t last = 0;
    const auto sent = line.transport.send(bundle, [&](const TransportProgress& state) {
        CHECK(state.bytes_done >= last);
        last = state.bytes_done;
        return true;
    });
    REQUIRE(sent);
    CHECK(sent->stored_receipt == to_bytes("receipt"));
    CHECK(line.server.stored.at(bundle.id.text()) == line.disk.files.at(bundle.path.string()));
    CHECK(line.server.piece_sizes[0] == 64 << 10U);
    CHECK(line.server.piece_sizes[3] == 128 << 10U);
    CHECK(line.disk.exists(bundle.path));
    // Sending it again sends nothing.
    const std::size_t requests = line.server.requests;
    CHECK_FALSE(line.transport.send(bundle)->was_sent);
    CHECK(line.server.requests == requests + 2);
}

TEST_CASE("every kind of broken line is survived, from where the server stands")
{
    for (const Fault fault : {Fault::NoAnswer, Fault::AnswerLost, Fault::Busy, Fault::PieceDamaged, Fault::Forgotten})
        for (std::size_t at = 0; at < 12; ++at) {
            CAPTURE(static_cast<int>(fault));
            CAPTURE(at);
            Line line;
            const WrittenBundle bundle = write_sample(line.disk, "/outbox", 600'000);
            line.server.faults.assign(at, Fault::None);
            line.server.faults.push_back(fault);
            const auto sent = line.transport.send(bundle);
            REQUIRE(sent);
            CHECK(sent->stored_receipt);
            CHECK(line.server.stored.at(bundle.id.text()) == line.disk.files.at(bundle.path.string()));
        }
}

TEST_CASE("over a line that breaks every third time all bundles arrive in the end")
{
    std::size_t gave_up = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        Line line;
        SeededRandom chaos(seed);
        line.server.chaos = &chaos;
        const WrittenBundle bundle = write_sample(line.disk, "/outbox", 400'000);
        // Giving up is allowed, lying is not: whoever gets a receipt finds the bundle stored.
        for (int attempt = 0; attempt < 20; ++attempt) {
            const auto sent = line.transport.send(bundle);
            if (sent) {
                CHECK(line.server.stored.at(bundle.id.text()) == line.disk.files.at(bundle.path.string()));
                break;
            }
            ++gave_up;
            CHECK(attempt < 19);
        }
    }
    CHECK(gave_up < 100);
}

TEST_CASE("pieces shrink while the line is bad")
{
    Line line;
    const WrittenBundle bundle = write_sample(line.disk, "/outbox", 300'000);
    line.server.faults = {Fault::None, Fault::PieceDamaged, Fault::None, Fault::PieceDamaged};
    REQUIRE(line.transport.send(bundle));
    CHECK(line.server.piece_sizes[0] == PieceSize::bytes_min);
}

TEST_CASE("a server that asks to wait is waited for, with the reason on the screen")
{
    Line line;
    const WrittenBundle bundle = write_sample(line.disk, "/outbox", 1000);
    line.server.faults = {Fault::Busy};
    bool said_why = false;
    REQUIRE(line.transport.send(bundle, [&](const TransportProgress& state) {
        said_why = said_why || (state.waiting_because && state.waiting.count() > 0);
        return true;
    }));
    CHECK(said_why);
    CHECK(line.waiter.waited == std::chrono::seconds(30));
}

TEST_CASE("waiting can be stopped")
{
    Line line;
    const WrittenBundle bundle = write_sample(line.disk, "/outbox", 1000);
    line.server.faults.assign(100, Fault::Busy);
    const auto sent =
        line.transport.send(bundle, [](const TransportProgress& state) { return !state.waiting_because; });
    REQUIRE_FALSE(sent);
    CHECK(sent.error().kind == ErrorKind::Unavailable);
    CHECK(line.waiter.waited.count() == 0);
}

TEST_CASE("what waiting does not change is given up at once")
{
    Line line;
    const WrittenBundle bundle = write_sample(line.disk, "/outbox", 1000);
    const std::pair<int, ErrorKind> answers[] = {{400, ErrorKind::Invalid},
                                                 {403, ErrorKind::Refused},
                                                 {409, ErrorKind::Refused},
                                                 {413, ErrorKind::Invalid},
                                                 {422, ErrorKind::Corrupt}};
    for (const auto& [status, kind] : answers) {
        line.server.always = status;
        const auto sent = line.transport.send(bundle);
        REQUIRE_FALSE(sent);
        CHECK(sent.error().kind == kind);
    }
    CHECK(line.waiter.waited.count() == 0);
    line.server.always = 507;
    CHECK(line.transport.send(bundle).error().kind == ErrorKind::Unavailable);
    CHECK(line.waiter.waited.count() > 0);
}

TEST_CASE("a bundle that is shorter than it was is not sent as if it were whole")
{
    Line line;
    const WrittenBundle bundle = write_sample(line.disk, "/outbox", 200'000);
    line.disk.files.at(bundle.path.string()).resize(100'000);
    CHECK(line.transport.send(bundle).error().kind == ErrorKind::Corrupt);
    CHECK(line.server.stored.empty());
}

TEST_CASE("the server's bundle comes under its own name, once who asks has signed")
{
    Line line;
    MemoryDisk far;
    const WrittenBundle bundle = write_sample(far, "/server", 100'000, 7);
    line.server.download_bytes = far.files.at(bundle.path.string());
    VersionVector held;
    held.see(Dot{signing_keys(4).device(), 12});
    ByteWriter encoded;
    held.encode(encoded);
    SUBCASE("at the first attempt") {}
    SUBCASE("after the line broke in the middle") { line.server.faults = {Fault::None, Fault::None, Fault::NoAnswer}; }
    SUBCASE("after the answer to the signed request was lost")
    {
        line.server.faults = {Fault::None, Fault::AnswerLost};
    }
    const auto fetched = line.transport.fetch(encoded.bytes(), "/inbox");
    REQUIRE(fetched);
    REQUIRE(fetched->files.size() == 1);
    CHECK(fetched->more);
    CHECK(fetched->files[0] == std::filesystem::path("/inbox") / bundle_file_name(bundle.id));
    CHECK(line.disk.files.at(fetched->files[0].string()) == line.server.download_bytes);
    CHECK(line.server.asked_with == held);
    CHECK(line.disk.files.size() == 1);
}

TEST_CASE("nothing lacking is no file, an unknown device is told so, and what is no bundle stays out")
{
    Line line;
    ByteWriter nothing;
    VersionVector().encode(nothing);
    SUBCASE("nothing lacking")
    {
        const auto fetched = line.transport.fetch(nothing.bytes(), "/inbox");
        REQUIRE(fetched);
        CHECK(fetched->files.empty());
        CHECK_FALSE(fetched->more);
    }
    SUBCASE("unknown device")
    {
        line.server.known_device = signing_keys(2).public_key();
        CHECK(line.transport.fetch(nothing.bytes(), "/inbox").error().kind == ErrorKind::Refused);
    }
    SUBCASE("no bundle")
    {
        line.server.download_bytes = to_bytes("<html>Please log in to this network</html>");
        CHECK(line.transport.fetch(nothing.bytes(), "/inbox").error().kind == ErrorKind::Corrupt);
    }
    SUBCASE("hardly a beginning")
    {
        line.server.download_bytes = to_bytes("MAHALLA");
        CHECK(line.transport.fetch(nothing.bytes(), "/inbox").error().kind == ErrorKind::Unavailable);
    }
    CHECK(line.disk.files.empty());
}

TEST_CASE("what the server holds is asked for, and a server that does not tell gets everything")
{
    Line line;
    CHECK(line.transport.ask_held()->empty());
    line.server.heads = Bytes{0};
    CHECK(line.transport.ask_held() == Bytes{0});
}

TEST_CASE("a release goes out under the supervisor's signature")
{
    Line line;
    REQUIRE(line.transport.publish_release(to_bytes("tables")));
    CHECK(line.server.last_release == to_bytes("tables"));
    line.server.known_device = signing_keys(2).public_key();
    CHECK(line.transport.publish_release(to_bytes("tables")).error().kind == ErrorKind::Refused);
}
