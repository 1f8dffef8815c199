#include "server/server_story.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

Hash hash_of_event(const Bytes& event) { return SealedEvent::parse(event)->hash(); }

/// A record that the server has, whose author and reader are known to it.
struct Kept {
    Team team;
    ServerStory server{team};
    RecordId record = team.interview(team.worker);
    RecordId other = team.interview(team.worker, "Somebody else");
    std::vector<Bytes> events = events_from(team.worker);
    std::vector<std::string> of_record = ciphertexts({events[0]});
    std::vector<std::string> of_other = ciphertexts({events[1]});

    Kept()
    {
        REQUIRE(server.upload(Team::all_of(team.worker)).status == 200);
        REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    }
    bool is_kept() { return server.files_with(of_record) > 0; }
    Incoming with_people(std::vector<Bytes> some) const
    {
        Incoming incoming;
        incoming.certificates = team.supervisor.certificates();
        incoming.events = std::move(some);
        return incoming;
    }
    Incoming charter()
    {
        Incoming incoming;
        incoming.charters = {team.created.project.charter().bytes()};
        return incoming;
    }
    Bytes erasure_by(const SigningKeyPair& author, std::uint64_t sequence, const Hash& previous = {}) const
    {
        return signed_event(team, EventKind::Erased, record, author, sequence, previous);
    }
};

} // namespace

TEST_CASE("a record that a supervisor erases leaves the server too: no file of its folder holds what was said")
{
    Kept kept;
    Team& team = kept.team;
    REQUIRE(kept.is_kept());
    REQUIRE(team.supervisor.erase_record(kept.record, "asked for it"));

    SUBCASE("by a round of the supervisor's, after which the author's laptop obeys it as well")
    {
        kept.server.round(team.supervisor);
        CHECK_FALSE(kept.is_kept());
        CHECK(kept.server.files_with(kept.of_other) > 0);
        kept.server.round(team.worker);
        CHECK(overview(team.worker, kept.record).is_erased);
        CHECK(team.worker.verify_erasures());
    }
    SUBCASE("the answer and the figures say how much was erased, once")
    {
        const Incoming erasure = kept.with_people(events_from(team.supervisor));
        CHECK(ServerStory::events_erased(kept.server.upload(erasure)) == "1");
        CHECK(ServerStory::events_erased(kept.server.upload(erasure)) == "none");
        const std::string figures(
            as_text(kept.server.service->answer(WebRequest{"GET", "/metrics", {}, {}, {}, ""}).body));
        CHECK(figures.find("mahalla_records_erased 1\nmahalla_events_erased 1\n") != std::string::npos);
    }
    SUBCASE("what another laptop's bundle brings of it later is dropped on arrival, and its place in the chain stays")
    {
        REQUIRE(kept.server.upload(kept.with_people(events_from(team.supervisor))).status == 200);
        const Bytes more = signed_event(team, EventKind::SetAnswers, kept.record, team.worker.signing_keys(), 3,
                                        hash_of_event(kept.events[1]));
        const WebResponse answer = kept.server.upload(only_events({kept.events[0], more}));
        CHECK(ServerStory::events_erased(answer) == "1");
        CHECK_FALSE(kept.is_kept());
        CHECK(kept.server.files_with(ciphertexts({more})) == 0);
        CHECK(kept.server.archive->heads()->at(team.worker.device()) == 3);
        // It is said to be stored: its author shall not offer it for ever.
        const auto receipt = Receipt::parse(answer.body);
        REQUIRE(receipt);
        CHECK(receipt->events().size() == 2);
    }
    SUBCASE("who joins later gets its place in the chain and nothing that was said")
    {
        kept.server.round(team.supervisor);
        Vault second = team.world.new_vault("second");
        const auto asked = second.request_enrolment(Role::Supervisor, "Second");
        REQUIRE(asked);
        REQUIRE(second.accept_enrolment(*team.created.project.approve_enrolment(*asked)));
        Incoming people = kept.charter();
        people.certificates = second.certificates();
        REQUIRE(kept.server.upload(people).status == 200);
        kept.server.round(second);
        CHECK(second.gaps().empty());
        CHECK(second.heads().at(team.worker.device()).sequence == 2);
        CHECK(overview(second, kept.record).is_erased);
        const auto received = second.events_after(team.worker.device(), 0, 10);
        REQUIRE(received->size() == 2);
        CHECK(SealedEvent::parse((*received)[0])->is_erased());
        CHECK_FALSE(SealedEvent::parse((*received)[1])->is_erased());
    }
}

TEST_CASE("an erasure that reaches the server before the record keeps the record out")
{
    Team team;
    ServerStory server(team);
    const RecordId record = team.interview(team.worker);
    const std::vector<Bytes> events = events_from(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.supervisor.erase_record(record, "asked for it"));
    REQUIRE(server.upload(only_events(events_from(team.supervisor))).status == 200);
    CHECK(ServerStory::events_erased(server.upload(Team::all_of(team.worker))) == "1");
    CHECK(server.files_with(ciphertexts(events)) == 0);
    CHECK(server.archive->heads()->at(team.worker.device()) == 1);
}

TEST_CASE("only whom a vault obeys does the server obey: any other erasure waits and nothing happens")
{
    Kept kept;
    Team& team = kept.team;
    const auto offer = [&](const Bytes& erasure) {
        const WebResponse answer = kept.server.upload(kept.with_people({erasure}));
        CHECK(ServerStory::events_erased(answer) == "none");
        CHECK(answer.body.empty()); // no receipt: it is not believed
        CHECK(kept.server.archive->waiting_erasures()->size() == 1);
        CHECK(kept.is_kept());
        CHECK(team.supervisor.take_in(only_events({erasure}))->count(EventFate::Quarantined) == 1);
    };
    SUBCASE("a field worker's") { offer(kept.erasure_by(team.worker.signing_keys(), 3)); }
    SUBCASE("a stranger's") { offer(kept.erasure_by(SigningKeyPair::generate(), 1)); }
    SUBCASE("that of a supervisor who was revoked before")
    {
        REQUIRE(kept.server.upload(Team::all_of(team.supervisor)).status == 200);
        REQUIRE(team.created.project.revoke({team.supervisor.device(), 0, {}}));
        REQUIRE(kept.server.upload(kept.charter()).status == 200);
        const WebResponse answer =
            kept.server.upload(kept.with_people({kept.erasure_by(team.supervisor.signing_keys(), 1)}));
        CHECK(ServerStory::events_erased(answer) == "none");
        CHECK(kept.is_kept());
    }
    SUBCASE("a forged one is not even kept")
    {
        Bytes forged = kept.erasure_by(team.supervisor.signing_keys(), 1);
        forged.back() ^= 1;
        CHECK(ServerStory::events_erased(kept.server.upload(kept.with_people({forged}))) == "none");
        CHECK(kept.server.archive->waiting_erasures()->empty());
        CHECK(kept.is_kept());
    }
}

TEST_CASE("an erasure that waited is obeyed as soon as the charter names its author, and stays obeyed for ever")
{
    Kept kept;
    Team& team = kept.team;
    Vault second = team.world.new_vault("second");
    const auto asked = second.request_enrolment(Role::Supervisor, "Second");
    REQUIRE(asked);
    const Bytes erasure = kept.erasure_by(second.signing_keys(), 1);
    REQUIRE(kept.server.upload(only_events({erasure})).status == 200);
    REQUIRE(kept.is_kept());
    REQUIRE(team.created.project.approve_enrolment(*asked));

    SUBCASE("by a bundle") { CHECK(ServerStory::events_erased(kept.server.upload(kept.charter())) == "1"); }
    SUBCASE("at a start with the new charter") { kept.server.start(); }
    CHECK_FALSE(kept.is_kept());
    REQUIRE(team.created.project.revoke({second.device(), 0, {}}));
    REQUIRE(kept.server.upload(kept.charter()).status == 200);
    REQUIRE(kept.server.upload(only_events({erasure, kept.events[0]})).status == 200);
    CHECK_FALSE(kept.is_kept());
}

TEST_CASE("below a revoked supervisor's mark the server waits until the chain names the erasure")
{
    Kept kept;
    Team& team = kept.team;
    const SigningKeyPair& author = team.supervisor.signing_keys();
    const Bytes erasure = kept.erasure_by(author, 1);
    const Bytes second = signed_event(team, EventKind::Comment, kept.other, author, 2, hash_of_event(erasure));
    const Bytes third = signed_event(team, EventKind::Comment, kept.other, author, 3, hash_of_event(second));
    REQUIRE(team.created.project.revoke({author.device(), 3, hash_of_event(third)}));
    REQUIRE(kept.server.upload(kept.charter()).status == 200);
    // By whoever has the key as well: the chain will not name it.
    const Bytes foreign = signed_event(team, EventKind::Erased, kept.other, author, 1);
    REQUIRE(kept.server.upload(kept.with_people({erasure, foreign, third})).status == 200);
    CHECK(kept.is_kept());
    CHECK(ServerStory::events_erased(kept.server.upload(only_events({second}))) == "1");
    CHECK_FALSE(kept.is_kept());
    CHECK(kept.server.files_with(kept.of_other) > 0);
}

TEST_CASE("a record that the administrators erase leaves the server with the charter that says so")
{
    Kept kept;
    Project& project = kept.team.created.project;
    // Nobody is left who could write an erasure.
    REQUIRE(project.revoke({kept.team.supervisor.device(), 0, {}}));
    REQUIRE(project.erase_record(kept.record, "asked for it"));
    SUBCASE("in a bundle") { CHECK(ServerStory::events_erased(kept.server.upload(kept.charter())) == "1"); }
    SUBCASE("at a start") { kept.server.start(); }
    CHECK_FALSE(kept.is_kept());
    CHECK(kept.server.files_with(kept.of_other) > 0);
    CHECK(ServerStory::events_erased(kept.server.upload(only_events({kept.events[0]}))) == "none");
    CHECK_FALSE(kept.is_kept());
}

TEST_CASE("what a stopped server left of a bundle to be fetched is gone at its next start")
{
    Team team;
    ServerStory server(team);
    const std::string name = BundleId::random(team.world.random).text() + ".mahalla";
    for (const std::string& left : {name, name + ".part"}) {
        REQUIRE(team.world.disk.write(server.folder / left, to_bytes("half a bundle")));
        server.start();
        CHECK_FALSE(team.world.disk.exists(server.folder / left));
    }
    CHECK(team.world.disk.exists(server.folder / "server.keys"));
}
