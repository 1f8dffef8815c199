#include "database/faulty_file_system.h"
#include "store/project_story.h"

#include <algorithm>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// The supervisor's signed answer to what the worker sent, as an incoming delivery.
Incoming receipt(const Vault& supervisor, ReceiptKind kind, const Vault& worker)
{
    std::vector<Hash> hashes;
    for (const Bytes& bytes : events_from(worker)) hashes.push_back(SealedEvent::parse(bytes)->hash());
    Incoming incoming;
    incoming.receipts = {supervisor.issue_receipt(kind, hashes)->bytes()};
    return incoming;
}

} // namespace

TEST_CASE("a finalised record reaches the supervisor with every answer")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    CHECK(team.worker.drafts().empty());
    const auto report = team.supervisor.take_in(Team::all_of(team.worker));
    REQUIRE(report);
    CHECK(report->count(EventFate::New) == report->events.size());
    CHECK(report->refused.empty());
    const auto events = team.supervisor.events_of(record);
    REQUIRE(events);
    // One event holds it all: what a second would cost on the wire is most of a record.
    REQUIRE(events->size() == 1);
    const Event& last = events->back().event;
    CHECK(last.kind == EventKind::Finalise);
    CHECK(last.author == "Worker Canary");
    CHECK(last.seen.empty());
    CHECK(last.begun == team.world.clock.now());
    Record read;
    read.id = record;
    apply_changes(read, {last.changes, last.rows});
    CHECK(value_of(read, "/data/name") == "Name Canary");
    CHECK(value_of(read, "/data/consent") == "yes");
    CHECK(overview(team.supervisor, record).is_readable);
}

TEST_CASE("taking in the same things again, in any order and number, changes nothing")
{
    Team team;
    team.interview(team.worker);
    team.interview(team.worker);
    Incoming incoming = Team::all_of(team.worker);
    std::ranges::reverse(incoming.events);
    REQUIRE(team.supervisor.take_in(incoming));
    const auto heads = team.supervisor.heads();
    const std::vector<Bytes> once = incoming.events;
    incoming.events.insert(incoming.events.end(), once.begin(), once.end());
    const auto again = team.supervisor.take_in(incoming);
    REQUIRE(again);
    CHECK(again->count(EventFate::AlreadyHere) == again->events.size());
    CHECK(again->certificates_accepted == 0);
    CHECK(again->charters_accepted == 0);
    CHECK(team.supervisor.heads() == heads);
    CHECK(heads.at(team.worker.device()).sequence == 2);
}

TEST_CASE("a dry run tells the same and keeps nothing")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    const Incoming incoming = Team::all_of(team.worker);
    const auto dry = team.supervisor.take_in(incoming, TakeIn::DryRun);
    REQUIRE(dry);
    CHECK(dry->count(EventFate::New) == 1);
    CHECK(team.supervisor.events_of(record)->empty());
    CHECK(team.supervisor.heads().empty());
    CHECK(team.supervisor.take_in(incoming)->count(EventFate::New) == 1);
}

TEST_CASE("the author reads a finalised record until a reader has confirmed it, and not after")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    CHECK(team.worker.events_of(record)->size() == 1);
    CHECK(team.worker.journey_counts() == JourneyCounts{0, 1, 0, 0});
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));

    REQUIRE(team.worker.take_in(receipt(team.supervisor, ReceiptKind::Stored, team.worker)));
    CHECK(team.worker.journey_counts() == JourneyCounts{0, 0, 1, 0});
    CHECK(team.worker.events_of(record)->size() == 1);

    REQUIRE(team.worker.take_in(receipt(team.supervisor, ReceiptKind::Read, team.worker)));
    CHECK(team.worker.journey_counts() == JourneyCounts{0, 0, 0, 1});
    CHECK(team.worker.events_of(record)->empty());
    CHECK(team.worker.sealed_events_of(record) == 1);
    team.worker.lock();
    const auto opened = team.world.unlock("worker");
    REQUIRE(opened);
    CHECK(opened->events_of(record)->empty());
    CHECK(opened->journey_counts() == JourneyCounts{0, 0, 0, 1});
    CHECK(opened->heads().at(opened->device()).sequence == 1); // What was sealed stays and can be sent again.
}

TEST_CASE("a record of a sensitive questionnaire cannot be opened on its laptop once finalised")
{
    Team team(RetainLocal::Never);
    const RecordId record = team.interview(team.worker);
    CHECK(team.worker.events_of(record)->empty());
    CHECK_FALSE(overview(team.worker, record).is_readable);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    CHECK(team.supervisor.events_of(record)->size() == 1);
}

TEST_CASE("a receipt from somebody who may not give it changes nothing")
{
    Team team;
    team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    const Hash event = SealedEvent::parse(events_from(team.worker).front())->hash();
    const SigningKeyPair stranger = SigningKeyPair::generate();
    Incoming incoming;
    incoming.receipts = {
        Receipt::issue(ReceiptKind::Read, team.worker.charter()->content().project, {event}, {}, stranger)->bytes(),
        Receipt::issue(ReceiptKind::Read, team.worker.charter()->content().project, {event}, {},
                       team.worker.signing_keys())
            ->bytes()};
    const auto report = team.worker.take_in(incoming);
    CHECK(report->receipts_accepted == 0);
    CHECK(report->refused.size() == 2);
    CHECK(team.worker.journey_counts() == JourneyCounts{0, 1, 0, 0});
    CHECK(kind_of(team.worker.issue_receipt(ReceiptKind::Read, {event})) == "Refused");
}

TEST_CASE("a missing event is told as a gap until it comes")
{
    Team team;
    for (int record = 0; record < 4; ++record) team.interview(team.worker);
    const auto events = events_from(team.worker);
    Incoming incoming = Team::all_of(team.worker);
    incoming.events = {events[0], events[3]};
    const auto report = team.supervisor.take_in(incoming);
    CHECK(report->gaps == std::vector<ChainGap>{{team.worker.device(), 2, 3}});
    CHECK(team.supervisor.heads().at(team.worker.device()).sequence == 1);
    CHECK(team.supervisor.take_in(only_events({events[1], events[2]}))->gaps.empty());
    CHECK(team.supervisor.heads().at(team.worker.device()).sequence == 4);
}

TEST_CASE("a cloned disk that goes on writing is a fork: both branches are kept and flagged")
{
    Team team;
    team.interview(team.worker);
    team.worker.lock();
    std::filesystem::copy(team.world.folder / "worker", team.world.folder / "clone");
    auto original = team.world.unlock("worker");
    auto clone = Vault::unlock(team.world.folder / "clone", secret("pass of worker"), team.world.environment());
    REQUIRE(original);
    REQUIRE(clone);
    const RecordId first = team.interview(*original, "one");
    const RecordId second = team.interview(*clone, "two");
    REQUIRE(team.supervisor.take_in(Team::all_of(*original)));
    CHECK(team.supervisor.forks().empty());
    const auto report = team.supervisor.take_in(Team::all_of(*clone));
    CHECK(report->count(EventFate::AlreadyHere) == 1);
    CHECK(report->count(EventFate::Fork) == 1);
    CHECK(team.supervisor.forks().size() == 2);
    CHECK(team.supervisor.events_of(first)->size() == 1);
    CHECK(team.supervisor.events_of(second)->size() == 1);
}

TEST_CASE("events of an unknown signer wait in quarantine until a certificate vouches for them")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    // Another supervisor's vault that has never heard of the worker.
    Vault other = team.world.new_vault("other");
    const auto asked = other.request_enrolment(Role::Supervisor, "Other");
    REQUIRE(other.accept_enrolment(*team.created.project.approve_enrolment(*asked)));
    const auto report = other.take_in(only_events(events_from(team.worker)));
    CHECK(report->count(EventFate::Quarantined) == 1);
    CHECK(other.quarantined().size() == 1);
    CHECK(other.records().empty());
    CHECK(other.heads().empty());
    CHECK(other.unacknowledged_reads().empty());

    Incoming certificates;
    certificates.certificates = team.supervisor.certificates();
    const auto released = other.take_in(certificates);
    CHECK(released->released_from_quarantine == 1);
    CHECK(other.quarantined().empty());
    CHECK(overview(other, record).events == 1);
}

TEST_CASE("events after a revocation go to quarantine, those before stay")
{
    Team team;
    team.interview(team.worker);
    const auto early = events_from(team.worker);
    const RecordId late = team.interview(team.worker);
    Revocation revocation;
    revocation.device = team.worker.device();
    revocation.last_good_sequence = 1;
    revocation.last_good_hash = SealedEvent::parse(early.back())->hash();
    const auto all = Team::all_of(team.worker);

    SUBCASE("the revocation comes first")
    {
        REQUIRE(team.created.project.revoke(revocation));
        Incoming incoming;
        incoming.charters = {team.created.project.charter().bytes()};
        REQUIRE(team.supervisor.take_in(incoming)->charters_accepted == 1);
        const auto report = team.supervisor.take_in(all);
        CHECK(report->count(EventFate::New) == 1);
        CHECK(report->count(EventFate::Quarantined) == 1);
    }
    SUBCASE("the events come first")
    {
        REQUIRE(team.supervisor.take_in(all));
        REQUIRE(team.created.project.revoke(revocation));
        Incoming incoming;
        incoming.charters = {team.created.project.charter().bytes()};
        REQUIRE(team.supervisor.take_in(incoming)->charters_accepted == 1);
    }
    CHECK(team.supervisor.quarantined().size() == 1);
    CHECK(team.supervisor.heads().at(team.worker.device()).sequence == 1);
    CHECK(team.supervisor.events_of(late)->empty());
    // Nothing was thrown away: it can still be passed on to somebody who decides.
    CHECK(team.supervisor.events_after(team.worker.device(), 1, 10)->size() == 1);
}

TEST_CASE("a revocation names the event that was the last good one: another with its number is not believed")
{
    Team team;
    team.worker.lock();
    std::filesystem::copy(team.world.folder / "worker", team.world.folder / "clone");
    auto original = team.world.unlock("worker");
    auto clone = Vault::unlock(team.world.folder / "clone", secret("pass of worker"), team.world.environment());
    REQUIRE(original);
    REQUIRE(clone);
    const RecordId good = team.interview(*original, "one");
    const RecordId other = team.interview(*clone, "two");
    Revocation revocation;
    revocation.device = original->device();
    revocation.last_good_sequence = 1;
    revocation.last_good_hash = SealedEvent::parse(events_from(*original).front())->hash();
    REQUIRE(team.created.project.revoke(revocation));
    REQUIRE(team.supervisor.take_in(Team::all_of(*original)));
    REQUIRE(team.supervisor.take_in(Team::all_of(*clone)));
    Incoming charter;
    charter.charters = {team.created.project.charter().bytes()};
    REQUIRE(team.supervisor.take_in(charter));
    CHECK(overview(team.supervisor, good).events == 1);
    CHECK(overview(team.supervisor, other).events == 0);
}

TEST_CASE("a revoked laptop keeps and offers what it has")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    REQUIRE(team.created.project.revoke({team.worker.device(), 0, {}}));
    Incoming incoming;
    incoming.charters = {team.created.project.charter().bytes()};
    REQUIRE(team.worker.take_in(incoming)->charters_accepted == 1);
    CHECK(team.worker.events_of(record)->size() == 1);
    CHECK(events_from(team.worker).size() == 1);
}

TEST_CASE("altered, foreign and senseless bytes are not stored")
{
    Team team;
    team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Bytes altered = events_from(team.worker).front();
    altered[30] ^= 1; // The record.
    const Bytes cut(altered.begin(), altered.begin() + 200);
    Incoming incoming;
    incoming.events = {altered, cut, {}, to_bytes("no event")};
    incoming.charters = {to_bytes("no charter")};
    incoming.certificates = {to_bytes("no certificate")};
    incoming.forms = {to_bytes("<h:html/>")};
    incoming.receipts = {to_bytes("no receipt")};
    const auto report = team.supervisor.take_in(incoming);
    REQUIRE(report);
    CHECK(report->count(EventFate::Damaged) == 4);
    CHECK(report->refused.size() == 4);
    CHECK(team.supervisor.quarantined().empty());
    CHECK(team.supervisor.heads().at(team.worker.device()).sequence == 1);
}

TEST_CASE("an event whose inside names another place than its header is kept but never read as an answer")
{
    Team team;
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    // A worker's own key signs it, so it is believed to be theirs; but the answer was copied from elsewhere.
    Event inside;
    inside.kind = EventKind::Finalise;
    inside.record = record_id('1');
    inside.dot = {team.worker.device(), 1};
    SealedEventHeader header;
    header.kind = static_cast<std::uint16_t>(inside.kind);
    header.project = team.worker.charter()->content().project;
    header.record = record_id('2');
    header.device = team.worker.device();
    header.sequence = 1;
    const auto sealed = SealedEvent::seal(header, *inside.encode(), team.worker.charter()->content().recipient_keys(),
                                          team.worker.signing_keys());
    REQUIRE(sealed);
    CHECK(team.supervisor.take_in(only_events({sealed->event.bytes()}))->count(EventFate::New) == 1);
    CHECK(team.supervisor.events_of(record_id('2'))->empty());
    CHECK(team.supervisor.sealed_events_of(record_id('2')) == 1);
    CHECK(team.supervisor.unacknowledged_reads().empty());
}

TEST_CASE("events of another project are not mixed in")
{
    Team team;
    team.interview(team.worker);
    Team stranger;
    // The same laptop key cannot be in both; strangers' events have signers nobody here vouches for.
    const auto report = stranger.supervisor.take_in(Team::all_of(team.worker));
    CHECK(report->count(EventFate::Quarantined) == 1);
    CHECK(report->charters_accepted == 0);
    CHECK(report->certificates_accepted == 0);
    CHECK_FALSE(report->refused.empty());
    CHECK(stranger.supervisor.records().empty());
}

TEST_CASE("a record that is read before its questionnaire came can be read once it comes")
{
    Team team;
    Vault late = team.world.new_vault("late");
    const auto asked = late.request_enrolment(Role::Supervisor, "Late");
    auto reply = team.created.project.approve_enrolment(*asked);
    REQUIRE(reply);
    reply->forms.clear();
    REQUIRE(late.accept_enrolment(*reply));
    // The worker learns of the new reader first, so that the record is sealed to it.
    Incoming charter;
    charter.charters = {team.created.project.charter().bytes()};
    REQUIRE(team.worker.take_in(charter)->charters_accepted == 1);
    const RecordId record = team.interview(team.worker);
    REQUIRE(late.take_in(Team::all_of(team.worker)));
    CHECK(late.events_of(record)->empty());
    CHECK(late.sealed_events_of(record) == 1);
    Incoming form;
    form.forms = {to_bytes(household_xform)};
    CHECK(late.take_in(form)->forms_accepted == 1);
    CHECK(late.events_of(record)->size() == 1);
}

TEST_CASE("a reader says once what it has read")
{
    Team team;
    team.interview(team.worker);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    const auto read = team.supervisor.unacknowledged_reads();
    CHECK(read.size() == 1);
    REQUIRE(team.supervisor.issue_receipt(ReceiptKind::Read, read));
    REQUIRE(team.supervisor.mark_receipted(read));
    CHECK(team.supervisor.unacknowledged_reads().empty());
    team.supervisor.lock();
    CHECK(team.world.unlock("supervisor")->unacknowledged_reads().empty());
}

TEST_CASE("a finalised record can be corrected: the correction builds on what was seen")
{
    Team team;
    const RecordId record = team.interview(team.worker);
    Record base;
    base.id = record;
    base.form = team.form_reference();
    VersionVector seen;
    const auto opened_events = team.worker.events_of(record);
    for (const OpenedEvent& opened : *opened_events) {
        apply_changes(base, {opened.event.changes, opened.event.rows});
        seen.see(opened.event.dot);
    }
    REQUIRE(team.worker.begin_revision(base, seen));
    CHECK(kind_of(team.worker.begin_revision(base, seen)) == "Invalid");
    REQUIRE(team.worker.save_answers(record, Team::answer("/data/name", "Corrected")));
    REQUIRE(team.worker.finalise(record));
    const auto events = *team.worker.events_of(record);
    REQUIRE(events.size() == 2);
    const Event& correction = events.back().event;
    CHECK(correction.changes.size() == 1);
    CHECK_FALSE(correction.begun);
    CHECK(correction.seen.has_seen(events[0].event.dot));
}

TEST_CASE("a very large record is finalised in several events, none too large")
{
    Team team;
    const RecordId record = team.begin(team.worker);
    for (int i = 0; i < 12; ++i) {
        // Text that does not compress.
        const Secret noise = Secret::random(120'000);
        REQUIRE(team.worker.save_answers(record, Team::answer("/data/note" + std::to_string(i), to_hex(noise.view()))));
    }
    const auto references = team.worker.finalise(record);
    REQUIRE(references);
    CHECK(references->size() >= 3);
    REQUIRE(team.supervisor.take_in(Team::all_of(team.worker)));
    Record read;
    read.id = record;
    const auto opened_events = team.supervisor.events_of(record);
    for (const OpenedEvent& opened : *opened_events) apply_changes(read, {opened.event.changes, opened.event.rows});
    CHECK(read.answers.size() == 14);
}

TEST_CASE("without a project nothing can be finalised and nothing is lost")
{
    World world;
    Vault vault = world.new_vault("a");
    CHECK(kind_of(vault.write_event({})) == "Refused");
    CHECK(kind_of(vault.begin_record({}, "en")) == "Refused");
}

TEST_CASE("when the disk fails while finalising, the record is a draft or finalised, never neither and never both")
{
    Team team;
    team.worker.lock();
    std::size_t drafts = 0, finalised = 0;
    for (const DiskFault fault : {DiskFault::Full, DiskFault::WriteError, DiskFault::SyncError})
        for (const std::size_t after : {0U, 1U, 2U, 4U, 6U, 8U, 10U, 13U, 17U, 22U, 28U, 35U, 45U}) {
            CAPTURE(static_cast<int>(fault));
            CAPTURE(after);
            FaultyFileSystem disk;
            RecordId record;
            bool acknowledged = false;
            {
                auto vault = team.world.unlock("worker", disk.name());
                REQUIRE(vault);
                record = team.begin(*vault);
                disk.fail_after(after, fault);
                acknowledged = vault->finalise(record).has_value();
                const bool is_draft = kind_of(vault->draft(record)) == "success";
                CHECK(is_draft != acknowledged);
                disk.heal();
            }
            const auto vault = team.world.unlock("worker");
            REQUIRE(vault);
            const bool is_draft = kind_of(vault->draft(record)) == "success";
            const bool is_sealed = vault->events_of(record)->size() == 1;
            CHECK(is_draft != is_sealed);
            if (acknowledged) CHECK(is_sealed);
            (is_draft ? drafts : finalised) += 1;
            CHECK(vault->forks().empty());
            CHECK(vault->gaps().empty());
        }
    CHECK(drafts > 0);
    CHECK(finalised > 0);
}
