#include "record/event.h"

#include "codec_laws.h"
#include "support/records.h"

using namespace mahalla;
using namespace mahalla::test;

TEST_CASE("an event reads back as it was written")
{
    const Event event = sample_event();
    const auto bytes = event.encode();
    REQUIRE(bytes);
    const auto again = Event::decode(*bytes);
    REQUIRE(again);
    CHECK(*again == event);
}

TEST_CASE("no two byte strings are the same event") { check_one_canonical_encoding<Event>(*sample_event().encode()); }

TEST_CASE("an event of a kind from a newer version, with fields from a newer version, is passed on byte for byte")
{
    Event event = sample_event();
    event.kind = static_cast<EventKind>(900);
    event.unknown_fields[20] = {1};
    event.unknown_fields[70'000] = {2, 3};
    const auto bytes = event.encode();
    REQUIRE(bytes);
    const auto again = Event::decode(*bytes);
    REQUIRE(again);
    CHECK_FALSE(is_known(again->kind));
    CHECK(*again->encode() == *bytes);
    CHECK(again->unknown_fields == event.unknown_fields);
}

TEST_CASE("an event that breaks a rule is refused before it is written")
{
    Event event = sample_event();
    SUBCASE("number zero")
    {
        event.dot.sequence = 0;
        event.seen = {};
    }
    SUBCASE("it has seen itself") { event.seen.see(event.dot); }
    SUBCASE("a question twice") { event.changes.push_back(event.changes.back()); }
    SUBCASE("questions out of order") { std::swap(event.changes[0], event.changes[1]); }
    SUBCASE("a row twice") { event.rows.push_back(event.rows.front()); }
    SUBCASE("a row of a row") { event.rows[0].series = event.rows[0].series.with_row(row('9')); }
    SUBCASE("superseded out of order") { std::swap(event.superseded[0], event.superseded[1]); }
    SUBCASE("a change of relevance alone with a value") { event.changes[0].relevance_only = true; }
    SUBCASE("a text that is no UTF-8") { event.reason = "\xC0"; }
    SUBCASE("more than fits into one event") { event.payload = Bytes(Event::encoded_bytes_max); }
    const auto bytes = event.encode();
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().kind == ErrorKind::Invalid);
}

TEST_CASE("a household of a thousand rows with ten questions fits into one event")
{
    SeededRandom random(3);
    Event event = sample_event();
    event.changes.clear();
    std::vector<AnswerPath> rows;
    for (int i = 0; i < 1000; ++i) rows.push_back(path("/data/person").with_row(RowId::random(random)));
    std::sort(rows.begin(), rows.end());
    for (const AnswerPath& place : rows)
        for (const char digit : std::string_view("0123456789"))
            event.changes.push_back({*place.child(std::string("question_") + digit), "an answer", true, false});
    const auto bytes = event.encode();
    REQUIRE(bytes);
    CHECK(bytes->size() < 300'000);
}

TEST_CASE("an event of an ordinary household takes little room")
{
    Event event = sample_event();
    event.changes.clear();
    for (int i = 100; i < 250; ++i)
        event.changes.push_back({path("/data/group/question_" + std::to_string(i)), "2", true, false});
    CHECK(event.encode()->size() < 1500);
}

TEST_CASE("the event of the format's page reads the same for ever")
{
    const std::string hex = "01020200"
                            "021011111111111111111111111111111111"
                            "0318aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0200000000000000"
                            "041901aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0100000000000000"
                            "06065465616d2034"
                            "091702000a2f646174612f6e616d65010141060472656e7400";
    Event event;
    event.record = record_id('1');
    event.dot = {device('a'), 2};
    event.seen.see(Dot{device('a'), 1});
    event.author = "Team 4";
    event.changes = {{path("/data/name"), "A", true, false}, {path("/data/rent"), std::nullopt, true, false}};
    CHECK(Event::decode(*from_hex(hex)) == event);
    CHECK(to_hex(*event.encode()) == hex);
}
