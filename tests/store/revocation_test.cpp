#include "store/project_story.h"

#include <algorithm>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// A worker with four records, each of one event.
struct Chain {
    Team team;
    RecordId first = team.interview(team.worker, "First");
    RecordId early = team.interview(team.worker, "Early");
    RecordId third = team.interview(team.worker, "Third");
    RecordId late = team.interview(team.worker, "Late");
    DeviceId device = team.worker.device();
    std::vector<Bytes> events = *team.worker.events_after(device, 0, 100);

    Hash hash_of_event(std::size_t number) const { return SealedEvent::parse(events[number - 1])->hash(); }
    Revocation mark(std::uint64_t number) const
    {
        return {device, number, number == 0 ? Hash() : hash_of_event(number)};
    }
    Incoming charter() const
    {
        Incoming incoming;
        incoming.charters = {team.created.project.charter().bytes()};
        return incoming;
    }
    IncomingReport decide(const Revocation& revocation)
    {
        REQUIRE(team.created.project.revoke(revocation));
        return told();
    }
    IncomingReport told()
    {
        const auto report = team.supervisor.take_in(charter());
        REQUIRE(report);
        CHECK(report->charters_accepted == 1);
        return *report;
    }
    /// An event signed with the worker's key by somebody who copied it.
    Bytes forged(std::uint64_t number, const Hash& previous)
    {
        Event inside;
        inside.kind = EventKind::Finalise;
        inside.record = early;
        inside.dot = {device, number};
        inside.form = team.form_reference();
        inside.reason = "forged";
        SealedEventHeader header;
        header.kind = static_cast<std::uint16_t>(inside.kind);
        header.project = team.worker.charter()->content().project;
        header.record = early;
        header.device = device;
        header.sequence = number;
        header.previous = previous;
        const auto sealed = SealedEvent::seal(
            header, *inside.encode(), team.worker.charter()->content().recipient_keys(), team.worker.signing_keys());
        REQUIRE(sealed);
        return sealed->event.bytes();
    }
    Incoming with(std::vector<Bytes> some) const
    {
        Incoming incoming;
        incoming.certificates = team.supervisor.certificates();
        incoming.events = std::move(some);
        return incoming;
    }
    std::size_t answers_of(const RecordId& record) { return team.supervisor.events_of(record)->size(); }
};

} // namespace

TEST_CASE("the mark moves: what it lets go comes out of quarantine, what it leaves goes in, and all of it stays")
{
    Chain chain;
    REQUIRE(chain.team.supervisor.take_in(Team::all_of(chain.team.worker)));
    CHECK(chain.answers_of(chain.late) == 1);
    const auto all_are_kept = [&] {
        const auto kept = chain.team.supervisor.events_after(chain.device, 0, 100);
        return kept && *kept == chain.events;
    };

    chain.decide(chain.mark(2));
    CHECK(chain.answers_of(chain.early) == 1);
    CHECK(chain.answers_of(chain.late) == 0);
    CHECK(chain.team.supervisor.quarantined().size() == 2);
    CHECK(all_are_kept());

    const IncomingReport moved = chain.decide(chain.mark(3));
    CHECK(moved.released_from_quarantine == 1);
    CHECK(chain.team.supervisor.quarantined().size() == 1);

    chain.decide(chain.mark(0));
    CHECK(chain.team.supervisor.quarantined().size() == 4);
    CHECK(chain.team.supervisor.records().empty());
    CHECK(all_are_kept());

    REQUIRE(chain.team.created.project.reinstate(chain.device));
    CHECK(kind_of(chain.team.created.project.reinstate(chain.device)) == "NotFound");
    CHECK(chain.told().released_from_quarantine == 4);
    CHECK(chain.answers_of(chain.early) == 1);
    CHECK(chain.answers_of(chain.late) == 1);
    CHECK(chain.team.supervisor.quarantined().empty());
    // It is all the same after a night.
    chain.team.supervisor.lock();
    const auto opened = chain.team.world.unlock("supervisor");
    REQUIRE(opened);
    CHECK(opened->events_of(chain.late)->size() == 1);
}

TEST_CASE("quarantine is the same whichever comes first, the charter or the events, and in any order")
{
    std::vector<std::string> states;
    for (const bool charter_first : {true, false})
        for (const bool backwards : {true, false}) {
            Chain chain;
            std::vector<Bytes> order = chain.events;
            // Beside the good chain: two that a copy of the key wrote, below and at the mark.
            order.push_back(chain.forged(2, chain.hash_of_event(1)));
            order.push_back(chain.forged(3, chain.hash_of_event(2)));
            if (backwards) std::ranges::reverse(order);
            REQUIRE(chain.team.created.project.revoke(chain.mark(3)));
            if (charter_first) chain.told();
            for (const Bytes& one : order) REQUIRE(chain.team.supervisor.take_in(chain.with({one})));
            if (!charter_first) chain.told();
            std::string state = std::to_string(chain.team.supervisor.quarantined().size());
            for (std::uint64_t number = 1; number <= 4; ++number) {
                const auto here = chain.team.supervisor.events_with_number({chain.device, number});
                state += " " + std::to_string(here.size());
            }
            const auto head = chain.team.supervisor.heads().at(chain.device);
            CHECK(head.hash == chain.hash_of_event(3));
            CHECK(chain.team.supervisor.forks().empty());
            states.push_back(state + " head " + std::to_string(head.sequence));
        }
    CHECK(states == std::vector<std::string>(4, "3 1 2 2 1 head 3"));
}

TEST_CASE("a fork at the mark: the branch whose hash the charter names stands, the other waits")
{
    Chain chain;
    const Bytes other = chain.forged(3, chain.hash_of_event(2));
    const Hash other_hash = SealedEvent::parse(other)->hash();
    REQUIRE(chain.team.supervisor.take_in(Team::all_of(chain.team.worker)));
    CHECK(chain.team.supervisor.take_in(chain.with({other}))->count(EventFate::Fork) == 1);
    CHECK(chain.team.supervisor.events_with_number({chain.device, 3}).size() == 2);
    CHECK_FALSE(chain.team.supervisor.forks().empty());

    chain.decide({chain.device, 3, other_hash});
    CHECK(chain.team.supervisor.forks().empty());
    CHECK(chain.team.supervisor.heads().at(chain.device).hash == other_hash);
    CHECK(chain.team.supervisor.quarantined().size() == 2); // The third and the fourth of the other branch.
    CHECK(chain.team.supervisor.last_event_of(chain.device)->hash == other_hash);

    chain.decide(chain.mark(4));
    CHECK(chain.team.supervisor.quarantined().size() == 1);
    CHECK(chain.team.supervisor.heads().at(chain.device).hash == chain.hash_of_event(4));
}

TEST_CASE("who stole a key writes nothing into the past either, as soon as the chain is here")
{
    Chain chain;
    REQUIRE(chain.team.created.project.revoke(chain.mark(4)));
    chain.told();
    const Bytes forged = chain.forged(2, chain.hash_of_event(1));
    // While what leads down from the mark is missing nobody can tell, and the early events stay valid.
    CHECK(chain.team.supervisor.take_in(chain.with({forged}))->count(EventFate::New) == 1);
    CHECK(chain.team.supervisor.take_in(chain.with({chain.events[1]}))->count(EventFate::Fork) == 1);
    CHECK(chain.team.supervisor.quarantined().empty());
    REQUIRE(chain.team.supervisor.take_in(chain.with({chain.events[3]})));
    CHECK(chain.team.supervisor.quarantined().empty());
    // The third names the second: the other one is not it.
    REQUIRE(chain.team.supervisor.take_in(chain.with({chain.events[2]})));
    REQUIRE(chain.team.supervisor.quarantined().size() == 1);
    CHECK(chain.team.supervisor.quarantined()[0].hash == SealedEvent::parse(forged)->hash());
    // One that comes now is told at once.
    CHECK(chain.team.supervisor.take_in(chain.with({chain.forged(1, {})}))->count(EventFate::Quarantined) == 1);
    CHECK(chain.team.supervisor.take_in(chain.with({chain.events[0]}))->count(EventFate::New) == 1);
    CHECK(chain.team.supervisor.heads().at(chain.device).sequence == 4);
}

TEST_CASE("a vault tells the last good event, and where two bear one number")
{
    Chain chain;
    CHECK_FALSE(chain.team.supervisor.last_event_of(chain.device).has_value());
    REQUIRE(chain.team.supervisor.take_in(Team::all_of(chain.team.worker)));
    CHECK(chain.team.supervisor.last_event_of(chain.device)->dot.sequence == 4);
    CHECK(chain.team.supervisor.last_event_of(chain.device)->hash == chain.hash_of_event(4));
    const auto heard_of = chain.team.supervisor.devices_heard_of();
    CHECK(std::ranges::find(heard_of, chain.device) != heard_of.end());
    CHECK(chain.team.supervisor.events_with_number({chain.device, 2}) == std::vector<Hash>{chain.hash_of_event(2)});
    CHECK(chain.team.supervisor.events_with_number({chain.device, 9}).empty());
    // What is in quarantine can become the mark again.
    chain.decide(chain.mark(1));
    CHECK(chain.team.supervisor.last_event_of(chain.device)->dot.sequence == 1);
    CHECK(chain.team.supervisor.events_with_number({chain.device, 4}) == std::vector<Hash>{chain.hash_of_event(4)});
    chain.team.supervisor.lock();
    CHECK(chain.team.supervisor.devices_heard_of().empty());
    CHECK_FALSE(chain.team.supervisor.last_event_of(chain.device).has_value());
}

TEST_CASE("whom a revoked supervisor enrolled counts again when an administrator vouches for them")
{
    Chain chain;
    Team& team = chain.team;
    Vault reader = team.world.new_vault("reader");
    const auto asked = reader.request_enrolment(Role::Supervisor, "Reader");
    REQUIRE(reader.accept_enrolment(*team.created.project.approve_enrolment(*asked)));
    Incoming newest = chain.charter();
    REQUIRE(team.worker.take_in(newest)->charters_accepted == 1);
    const RecordId record = team.interview(team.worker, "After");
    REQUIRE(reader.take_in(Team::all_of(team.worker)));
    CHECK(reader.events_of(record)->size() == 1);

    REQUIRE(team.created.project.revoke({team.supervisor.device(), 0, {}}));
    REQUIRE(reader.take_in(chain.charter())->charters_accepted == 1);
    CHECK(reader.events_of(record)->empty());
    CHECK(reader.quarantined().size() == 5);

    std::vector<Certificate> enrolled;
    for (const Bytes& bytes : reader.certificates())
        if (auto read = Certificate::parse(bytes); read->content().role == Role::FieldWorker)
            enrolled.push_back(*std::move(read));
    REQUIRE(enrolled.size() == 1);
    Team other;
    CHECK(kind_of(other.created.project.confirm(enrolled)) == "Refused");
    const auto confirmed = team.created.project.confirm(enrolled);
    REQUIRE(confirmed);
    CHECK(Certificate::parse(confirmed->front())->content() == enrolled.front().content());
    Incoming incoming;
    incoming.certificates = *confirmed;
    CHECK(reader.take_in(incoming)->released_from_quarantine == 5);
    CHECK(reader.events_of(record)->size() == 1);
}

TEST_CASE("a stolen supervisor's key erases nothing under an early number")
{
    Chain chain;
    Team& team = chain.team;
    Vault reader = team.world.new_vault("reader");
    const auto asked = reader.request_enrolment(Role::Supervisor, "Reader");
    REQUIRE(reader.accept_enrolment(*team.created.project.approve_enrolment(*asked)));
    REQUIRE(team.worker.take_in(chain.charter())->charters_accepted == 1);
    REQUIRE(team.supervisor.take_in(chain.charter())->charters_accepted == 1);
    const RecordId record = team.interview(team.worker, "Kept");
    REQUIRE(reader.take_in(Team::all_of(team.worker)));
    for (int written = 0; written < 2; ++written) {
        Event comment;
        comment.kind = EventKind::Comment;
        comment.record = record;
        comment.reason = "seen";
        REQUIRE(team.supervisor.write_event(comment));
    }
    const DeviceId supervisor = team.supervisor.device();
    const std::vector<Bytes> own = *team.supervisor.events_after(supervisor, 0, 10);
    REQUIRE(own.size() == 2);
    // Whom the supervisor enrolled is vouched for, so that only the erasure is in question.
    std::vector<Certificate> enrolled;
    for (const Bytes& bytes : reader.certificates())
        if (auto read = Certificate::parse(bytes); read->content().role == Role::FieldWorker)
            enrolled.push_back(*std::move(read));
    Incoming vouched;
    vouched.certificates = *team.created.project.confirm(enrolled);
    REQUIRE(team.created.project.revoke({supervisor, 2, SealedEvent::parse(own[1])->hash()}));
    vouched.charters = chain.charter().charters;
    REQUIRE(reader.take_in(vouched)->charters_accepted == 1);
    REQUIRE(reader.events_of(record)->size() == 1);

    SealedEventHeader header;
    header.kind = static_cast<std::uint16_t>(EventKind::Erased);
    header.project = team.worker.charter()->content().project;
    header.record = record;
    header.device = supervisor;
    header.sequence = 1;
    const auto forged = SealedEvent::seal(header, to_bytes("erased"), reader.charter()->content().recipient_keys(),
                                          team.supervisor.signing_keys());
    REQUIRE(forged);
    CHECK(reader.take_in(chain.with({forged->event.bytes()}))->count(EventFate::Quarantined) == 1);
    CHECK(reader.events_of(record)->size() == 1);
    REQUIRE(reader.take_in(chain.with({own[1], own[0]})));
    CHECK(reader.quarantined().size() == 1);
    CHECK(reader.events_of(record)->size() == 3);
}
