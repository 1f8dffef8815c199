#include "store/project_story.h"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// How many files below the folder hold a part of the event's ciphertext.
std::size_t files_with(const std::filesystem::path& folder, const Bytes& event)
{
    const auto sealed = SealedEvent::parse(event);
    const std::string part(as_text(ByteView(event).subspan(sealed->ciphertext_at(), 32)));
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream bytes;
        bytes << file.rdbuf();
        if (bytes.str().find(part) != std::string::npos) ++count;
    }
    return count;
}

Incoming charter_of(const Project& project)
{
    Incoming incoming;
    incoming.charters = {project.charter().bytes()};
    return incoming;
}

} // namespace

TEST_CASE("a record that the administrators erase is gone from every vault that takes the charter in")
{
    Team team;
    Project& project = team.created.project;
    const RecordId record = team.interview(team.worker);
    const RecordId other = team.interview(team.worker, "Somebody else");
    const std::vector<Bytes> events = events_from(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    REQUIRE(team.supervisor.take_snapshot());
    REQUIRE(project.erase_record(record, "asked for it"));
    const Incoming charter = charter_of(project);

    SUBCASE("what was said about it, in the snapshots too, and nothing else")
    {
        REQUIRE(files_with(team.world.folder / "supervisor", events[0]) >= 2);
        const auto report = team.supervisor.take_in(charter);
        REQUIRE(report);
        CHECK(report->charters_accepted == 1);
        CHECK(team.supervisor.verify_erasures());
        CHECK(files_with(team.world.folder / "supervisor", events[0]) == 0);
        CHECK(overview(team.supervisor, record).is_erased);
        CHECK(team.supervisor.events_of(record)->empty());
        CHECK(team.supervisor.gaps().empty());
        CHECK_FALSE(overview(team.supervisor, other).is_erased);
        CHECK(files_with(team.world.folder / "supervisor", events[1]) >= 2);
        // And it stays so when the vault is opened again, and a bundle from before comes.
        team.supervisor.lock();
        auto vault = team.world.unlock("supervisor");
        REQUIRE(vault);
        REQUIRE(vault->take_in(only_events(events)));
        CHECK(files_with(team.world.folder / "supervisor", events[0]) == 0);
        CHECK(overview(*vault, record).is_erased);
    }
    SUBCASE("its author's, with a draft that revises it; nobody goes on with it")
    {
        Record base;
        base.id = record;
        base.form = team.form_reference();
        VersionVector seen;
        seen.see(Dot{team.worker.device(), 1});
        REQUIRE(team.worker.begin_revision(base, seen));
        REQUIRE(team.worker.take_in(charter));
        CHECK(team.worker.drafts().empty());
        CHECK(files_with(team.world.folder / "worker", events[0]) == 0);
        Event event;
        event.kind = EventKind::SetAnswers;
        event.record = record;
        CHECK(kind_of(team.worker.write_event(event)) == "Refused");
    }
    SUBCASE("one that hears of it before the record, in an enrolment's reply too")
    {
        Vault late = team.world.new_vault("late");
        const auto asked = late.request_enrolment(Role::FieldWorker, "Late");
        REQUIRE(asked);
        REQUIRE(late.accept_enrolment(*project.approve_enrolment(*asked)));
        Incoming incoming = only_events(events);
        incoming.certificates = team.worker.certificates();
        REQUIRE(late.take_in(incoming));
        CHECK(files_with(team.world.folder / "late", events[0]) == 0);
        CHECK(files_with(team.world.folder / "late", events[1]) == 1);
    }
    SUBCASE("one that is enrolled anew with the charter, and has the record")
    {
        Vault again = team.world.new_vault("again");
        team.enrol(again, "Again");
        REQUIRE(again.take_in(Team::all_of(team.worker)));
        CHECK(files_with(team.world.folder / "again", events[0]) == 1);
        const auto asked = again.request_enrolment(Role::FieldWorker, "Again");
        CHECK_FALSE(asked); // it belongs to the project: the charter comes by a bundle
        REQUIRE(again.take_in(charter));
        CHECK(files_with(team.world.folder / "again", events[0]) == 0);
    }
    SUBCASE("where nobody is left who could write an erasure, and nobody is believed any more")
    {
        REQUIRE(project.revoke({team.supervisor.device(), 0, {}}));
        REQUIRE(team.supervisor.take_in(charter_of(project)));
        CHECK(team.supervisor.verify_erasures());
        CHECK(team.supervisor.records().empty()); // whom the supervisor enrolled counts no more
        CHECK(files_with(team.world.folder / "supervisor", events[0]) == 0);
        CHECK(files_with(team.world.folder / "supervisor", events[1]) >= 2);
    }
    SUBCASE("a charter that a vault does not believe erases nothing")
    {
        World elsewhere;
        Project::Created foreign = Team::make_live_project(elsewhere);
        REQUIRE(foreign.project.erase_record(record, "not ours"));
        REQUIRE(team.supervisor.take_in(charter_of(foreign.project)));
        CHECK(files_with(team.world.folder / "supervisor", events[0]) >= 2);
        CHECK_FALSE(overview(team.supervisor, record).is_erased);
    }
}

TEST_CASE("what a charter erased stays erased, should a later one have been made without knowing of it")
{
    World world;
    const SigningKeyPair one = SigningKeyPair::generate(), two = SigningKeyPair::generate();
    const BoxKeyPair escrow = BoxKeyPair::generate();
    Vault vault = world.new_vault("vault");
    const auto asked = vault.request_enrolment(Role::Supervisor, "Reader");
    REQUIRE(asked);
    CharterContent content;
    content.project = ProjectId::random(world.random);
    content.name = "Riverside";
    content.administrators = {{one.public_key(), "A"}, {two.public_key(), "B"}};
    content.threshold = 2;
    content.recipients = {{RecipientKind::Reader, asked->box_key(), "Reader"},
                          {RecipientKind::OfflineEscrow, escrow.public_key(), "Escrow"}};
    content.supervisors = {{asked->signing_key(), asked->box_key(), "Reader"}};
    content.policy.escrow_tested = true;
    const auto signed_by_both = [&] { return *Charter::sign(content, {&one, &two}); };
    const Charter first = signed_by_both();
    const auto certificate = Certificate::issue(*asked, content.project, Role::Supervisor, {}, {}, one);
    REQUIRE(vault.accept_enrolment(EnrolmentReply{first, *certificate, {}}));

    Event event;
    event.kind = EventKind::Comment;
    event.record = RecordId::random(world.random);
    REQUIRE(vault.write_event(event));
    const std::vector<Bytes> events = events_from(vault);
    content.version = 2;
    content.previous = first.hash();
    content.erased_records = {event.record};
    Incoming incoming;
    incoming.charters = {signed_by_both().bytes()};
    REQUIRE(vault.take_in(incoming));
    CHECK(files_with(world.folder / "vault", events[0]) == 0);
    // Version 2 had been passed over elsewhere; version 3 follows version 1.
    content.version = 4;
    content.erased_records.clear();
    incoming.charters = {signed_by_both().bytes()};
    CHECK(vault.take_in(incoming)->charters_accepted == 1);
    vault.lock();
    auto again = world.unlock("vault");
    REQUIRE(again);
    REQUIRE(again->take_in(only_events(events)));
    CHECK(files_with(world.folder / "vault", events[0]) == 0);
    CHECK(overview(*again, event.record).is_erased);
}

TEST_CASE("administrators erase a record together: it is shown in words, its reason stays where it was written")
{
    World world;
    Project::Created created = Team::make_live_project(world);
    Project& project = created.project;
    const RecordId record = RecordId::random(world.random);
    CHECK(kind_of(project.erase_record(RecordId(), "why")) == "Invalid");
    CHECK(kind_of(project.erase_record(record, "")) == "Invalid");

    auto joined = Project::join(world.folder / "second", "Second", secret("second"), world.environment(), fast);
    REQUIRE(joined);
    REQUIRE(project.add_administrator({joined->request()->signing_key(), "Second"}));
    REQUIRE(joined->sign(*project.for_the_others()));
    REQUIRE(project.take(*joined->for_the_others()));
    REQUIRE(project.charter().content().threshold == 2);

    const std::uint64_t version = project.charter().content().version;
    REQUIRE(project.erase_record(record, "Reason Canary"));
    REQUIRE(project.pending() != nullptr); // one of two does not decide
    CHECK_FALSE(project.charter().content().erases(record));
    const auto proposal = project.for_the_others();
    REQUIRE(proposal);
    const auto changes = joined->changes_by(*proposal);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].kind == ChangeKind::Added);
    CHECK(changes[0].name == record.text());
    REQUIRE(joined->sign(*proposal));
    CHECK(joined->charter().content().version == version + 1);
    CHECK(joined->charter().content().erases(record));
    REQUIRE(project.take(*joined->for_the_others()));
    CHECK(kind_of(project.erase_record(record, "again")) == "Refused");

    // The reason may tell something about a person: it is in nothing that leaves the folder.
    const Bytes& bytes = project.charter().bytes();
    CHECK(std::string(as_text(bytes)).find("Reason Canary") == std::string::npos);
    const auto here = project.erased_records();
    REQUIRE(here);
    REQUIRE(here->size() == 1);
    CHECK(here->front().reason == "Reason Canary");
    const auto there = joined->erased_records();
    REQUIRE(there);
    REQUIRE(there->size() == 1);
    CHECK(there->front().record == record);
    CHECK(there->front().reason.empty());

    // Nobody signs that it be forgotten that it was erased.
    CharterContent forgetting = project.charter().content();
    ++forgetting.version;
    forgetting.previous = project.charter().hash();
    forgetting.erased_records.clear();
    CHECK(kind_of(joined->sign({*Charter::sign(forgetting, {}), {}})) == "Refused");
}

TEST_CASE("a charter that has no room for another record says what else can be done")
{
    World world;
    Project::Created created = Team::make_live_project(world);
    CharterContent content = created.project.charter().content();
    for (std::size_t i = 0; i < Charter::erased_records_max + 1; ++i)
        content.erased_records.push_back(RecordId::random(world.random));
    std::ranges::sort(content.erased_records);
    const auto checked = Charter::check(content);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().message.find("Name a supervisor") != std::string::npos);
    content.erased_records.pop_back();
    CHECK(Charter::check(content));
}
