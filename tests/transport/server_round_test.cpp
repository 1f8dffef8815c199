#include "archive/sqlite_archive.h"
#include "exchange/import_bundle.h"
#include "exchange/outgoing.h"
#include "exchange/record_view.h"
#include "exchange/vault_archive.h"
#include "sample.h"
#include "server/service.h"
#include "server/web_server.h"
#include "store/project_story.h"
#include "transport/curl_http_client.h"
#include "transport/http_transport.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The central server of a team, on this machine.
struct Central {
    Team& team;
    SigningKeyPair signing = SigningKeyPair::generate();
    BoxKeyPair box = BoxKeyPair::generate();
    BoxPublicKey box_key = box.public_key();
    std::unique_ptr<Archive> archive;
    std::unique_ptr<Service> service;
    std::unique_ptr<WebServer> web;

    explicit Central(Team& of) : team(of)
    {
        World& world = team.world;
        const SigningPublicKey signing_key = signing.public_key();
        REQUIRE(team.created.project.add_server({"http://127.0.0.1", signing_key, box_key, {}}));
        Incoming charter;
        charter.charters = {team.created.project.charter().bytes()};
        REQUIRE(team.worker.take_in(charter));
        REQUIRE(team.supervisor.take_in(charter));

        const auto folder = world.folder / "server";
        REQUIRE(world.disk.make_folder(folder));
        auto opened = open_sqlite_archive(folder / "archive.db", world.random);
        REQUIRE(opened);
        archive = std::move(*opened);
        service = std::make_unique<Service>(*archive, ServerKeys{std::move(signing), std::move(box)},
                                            Service::Environment{world.disk, world.clock, world.random, folder, 0, {}});
        REQUIRE(service->take_charter(*Charter::parse(team.created.project.charter().bytes())));
        auto started = WebServer::start(
            {}, {}, [this](const WebRequest& request) { return service->answer(request); }, &Service::body_bytes_max);
        REQUIRE(started);
        web = std::move(*started);
    }

    /// One exchange of one vault with the server, as `mahalla sync` does it.
    void sync(Vault& vault)
    {
        World& world = team.world;
        auto client = CurlHttpClient::create({"http://127.0.0.1:" + std::to_string(web->port()), std::nullopt});
        REQUIRE(client);
        CountingWaiter waiter;
        HttpTransport transport(*client, vault.signing_keys(), world.disk, world.random, waiter);
        VaultArchive party(vault);
        const auto folder = world.folder / "boxes";
        REQUIRE(world.disk.make_folder(folder));

        OutgoingRequest request;
        request.recipients = {box_key};
        const auto bundles = write_bundles(party, request, vault.signing_keys(), world.disk, folder, world.random);
        REQUIRE(bundles);
        for (const WrittenBundle& bundle : *bundles) {
            const auto sent = transport.send(bundle);
            INFO((sent ? std::string() : sent.error().message));
            REQUIRE(sent);
            if (!sent->stored_receipt) continue;
            Incoming receipts;
            receipts.receipts = {*sent->stored_receipt};
            const auto taken = vault.take_in(receipts);
            REQUIRE(taken);
            CHECK(taken->refused.empty());
        }
        for (int round = 0; round < 10; ++round) {
            const auto held = held_by(party);
            REQUIRE(held);
            ByteWriter encoded;
            held->encode(encoded);
            const auto fetched = transport.fetch(encoded.bytes(), folder);
            REQUIRE(fetched);
            std::uint64_t brought = 0;
            for (const auto& file : fetched->files) {
                const auto report = import_bundle(party, vault.box_keys(), world.disk, file);
                REQUIRE(report);
                CHECK(report->quarantined == 0);
                brought += report->created;
            }
            if (!fetched->more || brought == 0) return;
        }
    }
};

} // namespace

TEST_CASE("an interview goes up through the server, is read, and its two acknowledgements come back")
{
    Team team;
    Central central(team);
    const RecordId record = team.interview(team.worker);
    CHECK(team.worker.journey_counts().only_here == 1);

    central.sync(team.worker);
    CHECK(team.worker.journey_counts().stored == 1);
    CHECK(team.worker.journey_counts().read == 0);

    central.sync(team.supervisor);
    const auto view = view_record(team.supervisor, record, {});
    REQUIRE(view);
    CHECK(view->record.settled_value(path("/data/name")) == "Name Canary");
    CHECK(view->pending.empty());
    CHECK(view->forks.empty());

    // The supervisor's confirmation goes up with the next round and down to the worker.
    central.sync(team.supervisor);
    central.sync(team.worker);
    CHECK(team.worker.journey_counts().read == 1);
}

TEST_CASE("the server tells members what it holds, so that they send only the rest")
{
    Team team;
    Central central(team);
    auto client = CurlHttpClient::create({"http://127.0.0.1:" + std::to_string(central.web->port()), std::nullopt});
    REQUIRE(client);
    CountingWaiter waiter;
    const auto held_for = [&](const SigningKeyPair& device) {
        return HttpTransport(*client, device, team.world.disk, team.world.random, waiter).ask_held();
    };
    const RecordId record = team.interview(team.worker);
    central.sync(team.worker);
    central.sync(team.supervisor); // brings the worker's certificate along
    const auto bytes = held_for(team.worker.signing_keys());
    REQUIRE(bytes);
    ByteReader reader(*bytes);
    VaultArchive party(team.worker);
    const auto told = VersionVector::decode(reader);
    const auto held = held_by(party);
    REQUIRE(told);
    REQUIRE(held);
    CHECK(*told == *held);
    CHECK(held_for(SigningKeyPair::generate()).error().kind == ErrorKind::Refused);
    CHECK(view_record(team.supervisor, record, {}));
}
