#include "laptop.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {

const AnswerPath rent = path("/data/rent");
const AnswerPath consent = path("/data/consent");

MergeRules rules()
{
    MergeRules rules;
    rules.refusals["/data/consent"] = {"no"};
    return rules;
}

std::pair<Laptop, Laptop> two_laptops()
{
    Laptop a('a', rules());
    Laptop b('b', rules());
    a.create();
    a.set_all({{consent, "yes", true, false}, {rent, "200", true, false}});
    a.say(EventKind::Finalise);
    exchange(a, b);
    return {a, b};
}

} // namespace

TEST_CASE("a record of one event says when it was begun and by whom")
{
    Laptop a('a', rules());
    const Instant begun(std::chrono::milliseconds(1'700'000'000'000));
    Event event;
    event.kind = EventKind::Finalise;
    event.begun = begun;
    a.write(event);
    CHECK(a.view().record.stage == RecordStage::Finalised);
    CHECK(a.view().record.created == begun);
    CHECK(a.view().record.author == "Team a");
}

TEST_CASE("a finalised record counts until somebody reopens it")
{
    auto [a, b] = two_laptops();
    CHECK(b.view().record.stage == RecordStage::Finalised);
    CHECK(b.view().record.counts_in_tables());
    CHECK(b.view().record.finalised);
    CHECK(b.view().record.author == "Team a");
    CHECK(b.view().record.form.id == "household");
    a.say(EventKind::Reopen);
    exchange(a, b);
    CHECK(b.view().record.stage == RecordStage::Draft);
    b.say(EventKind::Finalise);
    CHECK(b.view().record.stage == RecordStage::Finalised);
}

TEST_CASE("reopened by one and finalised by another is not complete")
{
    auto [a, b] = two_laptops();
    a.say(EventKind::Reopen);
    b.say(EventKind::Finalise);
    exchange(a, b);
    CHECK(a.view().record.stage == RecordStage::Draft);
    CHECK(a.view() == b.view());
}

TEST_CASE("deleted, but edited: for decision, and in no table until then")
{
    auto [a, b] = two_laptops();
    a.say(EventKind::Tombstone);
    CHECK(a.view().record.stage == RecordStage::Deleted);
    CHECK(a.view().conflicts.empty());
    b.set(rent, "300");
    exchange(a, b);
    const MergedRecord view = a.view();
    CHECK(view == b.view());
    CHECK(view.record.stage == RecordStage::Masked);
    REQUIRE(view.conflicts.size() == 1);
    CHECK(view.conflicts[0].kind == ConflictKind::DeletedButEdited);
    CHECK(view.record.settled_value(rent) == "300");
    const std::size_t deleting = view.conflicts[0].alternatives[0].removes ? 0 : 1;

    SUBCASE("the deletion is confirmed")
    {
        b.decide(0, deleting);
        exchange(a, b);
        CHECK(a.view().record.stage == RecordStage::Deleted);
    }
    SUBCASE("the record is kept")
    {
        b.decide(0, 1 - deleting);
        exchange(a, b);
        CHECK(a.view().record.stage == RecordStage::Finalised);
    }
    CHECK(a.view().conflicts.empty());
    CHECK(a.view() == b.view());
}

TEST_CASE("a comment on a deleted record is no edit")
{
    auto [a, b] = two_laptops();
    a.say(EventKind::Tombstone);
    b.say(EventKind::Comment);
    exchange(a, b);
    CHECK(a.view().record.stage == RecordStage::Deleted);
    CHECK(a.view().conflicts.empty());
}

TEST_CASE("consent refused masks the record, also while another value stands beside it")
{
    auto [a, b] = two_laptops();
    SUBCASE("refused") { a.set(consent, "no"); }
    SUBCASE("refused by one, given by another")
    {
        a.set(consent, "no");
        b.set(consent, "yes");
        exchange(a, b);
        CHECK(a.view().conflicts.size() == 1);
    }
    CHECK(a.view().record.stage == RecordStage::Masked);
    CHECK_FALSE(a.view().record.counts_in_tables());
}

TEST_CASE("withdrawn consent masks the record until a decision names the flag")
{
    auto [a, b] = two_laptops();
    const EventReference flag = a.say(EventKind::Flag, consent_withdrawn_topic);
    exchange(a, b);
    CHECK(b.view().record.stage == RecordStage::Masked);
    b.set(rent, "300");
    b.say(EventKind::Finalise);
    CHECK(b.view().record.stage == RecordStage::Masked);
    Event decided;
    decided.kind = EventKind::Resolve;
    decided.superseded = {flag};
    b.write(decided);
    CHECK(b.view().record.stage == RecordStage::Finalised);
    CHECK(b.view().remarks.empty());
}

TEST_CASE("reviews replace each other when seen, comments stay")
{
    auto [a, b] = two_laptops();
    a.say(EventKind::Review, "returned");
    a.say(EventKind::Comment);
    exchange(a, b);
    b.say(EventKind::Review, "approved");
    exchange(a, b);
    const auto remarks = a.view().remarks;
    REQUIRE(remarks.size() == 2);
    CHECK(remarks[0].kind == EventKind::Comment);
    CHECK(remarks[1].topic == "approved");
}

TEST_CASE("an erased event leaves its place and takes its answers")
{
    auto [a, b] = two_laptops();
    const EventReference written = a.set(path("/data/name"), "somebody");
    Event erased;
    erased.kind = EventKind::Erased;
    erased.superseded = {written};
    a.write(erased);
    CHECK_FALSE(a.view().record.answers.contains(path("/data/name")));
    CHECK(a.view().erased == std::vector{written});
    // The other laptop gets the event without its content, and then the erasure.
    for (const auto& [reference, event] : a.history().events()) {
        RecordHistory one(record_id('1'));
        if (reference == written)
            one.add_unreadable(reference);
        else
            REQUIRE(one.add(reference.hash, *event));
        b.receive(one);
    }
    CHECK(b.view() == a.view());
}

TEST_CASE("an event that cannot be read here holds nothing up and is listed")
{
    auto [a, b] = two_laptops();
    const EventReference sealed_to_others = a.set(rent, "300");
    a.set(path("/data/water"), "well");
    for (const auto& [reference, event] : a.history().events()) {
        RecordHistory one(record_id('1'));
        if (reference == sealed_to_others)
            one.add_unreadable(reference);
        else
            REQUIRE(one.add(reference.hash, *event));
        b.receive(one);
    }
    CHECK(b.view().pending.empty());
    CHECK(b.view().unreadable == std::vector{sealed_to_others});
    CHECK(b.view().record.settled_value(path("/data/water")) == "well");
}

TEST_CASE("an event of a kind that is not known here changes nothing and breaks nothing")
{
    auto [a, b] = two_laptops();
    const MergedRecord before = a.view();
    a.say(static_cast<EventKind>(900));
    a.set(rent, "300");
    CHECK(a.view().record.settled_value(rent) == "300");
    CHECK(a.view().record.stage == before.record.stage);
}
