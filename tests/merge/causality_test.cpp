#include "laptop.h"

#include "merge/merge_report.h"

using namespace mahalla;
using namespace mahalla::test;

namespace {
const AnswerPath rent = path("/data/rent");
}

TEST_CASE("an event waits for what it builds on, and says what is missing")
{
    Laptop a('a');
    Laptop b('b');
    Laptop c('c');
    const auto created = a.create();
    const auto first = a.set(rent, "200");
    b.receive(a);
    const auto second = b.set(rent, "300");
    c.receive(b.history(), second);
    REQUIRE(c.view().pending.size() == 1);
    CHECK(c.view().pending[0] == PendingEvent{second, {first.dot}});
    CHECK(c.view().record.answers.empty());
    CHECK(c.view().seen.empty());
    c.receive(a.history(), first);
    CHECK(c.view().pending.size() == 2);
    c.receive(a.history(), created);
    CHECK(c.view().pending.empty());
    CHECK(c.view() == b.view());
}

TEST_CASE("events that wait for each other in a circle wait for ever and hide nothing")
{
    Laptop a('a');
    a.create();
    a.set(rent, "200");
    Event liar;
    liar.record = record_id('1');
    liar.changes = {{rent, "900", true, false}};
    for (const auto& [own, other] : {std::pair{'b', 'c'}, std::pair{'c', 'b'}}) {
        liar.dot = {device(own), 1};
        liar.seen = a.view().seen;
        liar.seen.see(Dot{device(other), 1});
        RecordHistory one(record_id('1'));
        REQUIRE(one.add(test_hash(liar), liar));
        a.receive(one);
    }
    CHECK(a.view().pending.size() == 2);
    CHECK(a.view().record.settled_value(rent) == "200");
}

TEST_CASE("a cloned disk is flagged, and neither branch supersedes the other")
{
    Laptop a('a');
    Laptop b('b');
    a.create();
    a.set(rent, "100");
    Laptop clone = a;
    SUBCASE("the numbers collide")
    {
        a.set(rent, "200");
        clone.set(rent, "300");
        clone.set(rent, "301");
    }
    SUBCASE("the numbers do not collide on this record")
    {
        // The clone used its number 3 for another record.
        a.set(rent, "200");
        Event event;
        event.record = record_id('1');
        event.dot = {clone.id(), 4};
        event.seen = clone.view().seen;
        event.changes = {{rent, "301", true, false}};
        RecordHistory one(record_id('1'));
        REQUIRE(one.add(test_hash(event), event));
        clone.receive(one);
    }
    b.receive(a);
    // Somebody who saw only one branch writes on.
    b.set(path("/data/water"), "well");
    b.receive(clone);
    const MergedRecord view = b.view();
    CHECK_FALSE(view.forks.empty());
    REQUIRE(view.conflicts.size() == 1);
    CHECK(view.record.answers.at(rent).unresolved);
    std::set<std::optional<std::string>> values;
    for (const Alternative& alternative : view.conflicts[0].alternatives) values.insert(alternative.values.at(rent));
    CHECK(values.contains("200"));
    CHECK(values.contains("301"));
    CHECK_FALSE(values.contains("100"));

    b.decide(0, 0);
    CHECK(b.view().conflicts.empty());
    CHECK_FALSE(b.view().forks.empty());
}

TEST_CASE("a decision taken before the fork was known does not decide about the other branch")
{
    Laptop a('a');
    Laptop b('b');
    Laptop c('c');
    a.create();
    exchange(a, b);
    exchange(a, c);
    Laptop clone = a;
    a.set(rent, "200");
    clone.set(rent, "300");
    c.set(rent, "400");
    b.receive(a);
    b.receive(c);
    b.decide(0, 0);
    CHECK(b.view().conflicts.empty());
    b.receive(clone);
    REQUIRE(b.view().conflicts.size() == 1);
    CHECK(b.view().record.answers.at(rent).unresolved);
}

TEST_CASE("an event of another record, or without a number, does not join")
{
    RecordHistory history(record_id('1'));
    Event event;
    event.record = record_id('2');
    event.dot = {device('a'), 1};
    CHECK(history.add(hash('1'), event).error().kind == ErrorKind::Invalid);
    event.record = record_id('1');
    event.dot.sequence = 0;
    CHECK_FALSE(history.add(hash('1'), event));
}

TEST_CASE("the report of a merge lists what changed and surfaces each conflict once")
{
    Laptop a('a');
    Laptop b('b');
    a.create();
    exchange(a, b);
    a.set(rent, "200");
    b.set(rent, "300");
    b.set(path("/data/water"), "well");
    const MergedRecord before = a.view();
    a.receive(b);
    const MergeReport report = report_of(before, a.view());
    REQUIRE(report.conflicts_appeared.size() == 1);
    CHECK(report.conflicts_appeared[0].paths == std::vector{rent});
    REQUIRE(report.changes.changes.size() == 1);
    CHECK(report.changes.changes[0].value == "well");
    CHECK(report_of(a.view(), a.view()) == MergeReport{});
    const MergedRecord undecided = a.view();
    a.decide(0, 0);
    CHECK(report_of(undecided, a.view()).conflicts_settled.size() == 1);
}
