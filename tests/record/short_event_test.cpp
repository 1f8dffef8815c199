#include "record/event.h"

#include "codec_laws.h"
#include "support/records.h"

#include <array>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const QuestionList questions({{"/data/born", std::nullopt},
                              {"/data/consent", 0},
                              {"/data/name", std::nullopt},
                              {"/data/needs", 1},
                              {"/data/person", std::nullopt},
                              {"/data/person/age", std::nullopt},
                              {"/data/person/sex", 2},
                              {"/data/place", std::nullopt},
                              {"/data/start", std::nullopt}},
                             {{"yes", "no"}, {"food", "water", "shelter", "cash"}, {"f", "m"}});

Event household()
{
    const std::string first = "/data/person[" + std::string(32, '3') + "]",
                      second = "/data/person[" + std::string(32, '2') + "]";
    Event event;
    event.kind = EventKind::Finalise;
    event.record = record_id('1');
    event.dot = {device('a'), 7};
    event.author = "Team 4";
    event.instant = Instant(std::chrono::milliseconds(1'790'000'000'000));
    event.begun = Instant(std::chrono::milliseconds(1'789'999'000'000));
    event.rows = {{path("/data/person"), row('3'), RowChangeKind::Added},
                  {path("/data/person"), row('2'), RowChangeKind::Added}};
    event.changes = {{path("/data/born"), "1984-02-29", true, false},
                     {path("/data/consent"), "yes", true, false},
                     {path("/data/elsewhere"), "a question of no list", true, false},
                     {path("/data/name"), "ئازاد", true, false},
                     {path("/data/needs"), "water cash", true, false},
                     {path(second + "/age"), "41", true, false},
                     {path(second + "/sex"), std::nullopt, true, false},
                     {path(first + "/age"), "7", false, false},
                     {path(first + "/sex"), "f", true, false},
                     {path("/data/place"), "41.3051 -69.24 0 5.5", true, false},
                     {path("/data/start"), "2026-09-21T13:33:20.007+05:00", true, false}};
    return event;
}

/// What `value` becomes in an event and out of it again, and how many bytes the event has.
std::pair<std::string, std::size_t> through_event(const char* question, const std::string& value)
{
    Event event = household();
    event.changes = {{path(question), value, true, false}};
    const auto bytes = event.encode(&questions);
    REQUIRE(bytes);
    const auto again = Event::decode(*bytes, &questions);
    REQUIRE(again);
    CHECK(*again == event);
    return {*again->changes.front().value, bytes->size()};
}

/// The event's decoder with the questions at hand, for the laws of encodings.
struct ShortEvent {
    Event event;
    bool is_short = false;
    static Result<ShortEvent> decode(const Bytes& bytes)
    {
        MAHALLA_TRY(Event event, Event::decode(bytes, &questions));
        const bool is_short = !Event::decode(bytes);
        return ShortEvent{std::move(event), is_short};
    }
    Result<Bytes> encode() const { return event.encode(is_short ? &questions : nullptr); }
};

} // namespace

TEST_CASE("with its form's questions an event reads back as it was written, in a fraction of the bytes")
{
    const Event event = household();
    const auto bytes = event.encode(&questions);
    REQUIRE(bytes);
    CHECK(bytes->size() + 170 < event.encode()->size());
    const auto again = Event::decode(*bytes, &questions);
    REQUIRE(again);
    CHECK(*again == event);
}

TEST_CASE("an event that needs the questions of its form waits for them")
{
    const auto bytes = household().encode(&questions);
    REQUIRE(bytes);
    const auto without = Event::decode(*bytes);
    REQUIRE_FALSE(without);
    CHECK(without.error().kind == ErrorKind::Unavailable);
    // What was written without them is read without them, and with them too.
    const auto plain = household().encode();
    REQUIRE(plain);
    CHECK(Event::decode(*plain) == household());
    CHECK(Event::decode(*plain, &questions) == household());
}

TEST_CASE("no two byte strings are the same short event")
{
    check_one_canonical_encoding<ShortEvent>(*household().encode(&questions));
}

TEST_CASE("every text comes back as it was typed, whatever it looks like")
{
    for (const char* value : {"",
                              "0",
                              "00",
                              "7",
                              "-7",
                              "-0",
                              "007",
                              "1.50",
                              "-0.5",
                              ".5",
                              "5.",
                              "1e3",
                              "1 2",
                              "1  2",
                              " 1",
                              "1 ",
                              "41.3 69",
                              "99999999999999999",
                              "123456789012345678",
                              "0.00000000000000001",
                              "yes",
                              "no yes",
                              "2026-09-21",
                              "2026-9-21",
                              "2026-02-30",
                              "0000-01-01",
                              "9999-12-31",
                              "1 2 3 4 5 6 7 8 9",
                              "2026-09-21T13:33:20.007Z",
                              "2026-09-21T13:33:20.007+05:30",
                              "2026-09-21T13:33:20Z",
                              "2026-09-21T13:33:20.007-05:00",
                              "2026-09-21T25:33:20.007Z",
                              "2026-09-21T13:33:20.007+00:00",
                              "2026-09-21T13:33:20.007+99:99",
                              "13:33:20.000+05:00",
                              "uuid:01234567-89ab-cdef",
                              "uuid:01234567-89ab-cdef-0123-456789abcdef",
                              "uuid:01234567-89AB-cdef-0123-456789abcdef",
                              "uuid:012345678-9ab-cdef-0123-456789abcdef",
                              "\xE2\x82\xAC 5",
                              "water",
                              "water food",
                              "food water cash",
                              "food food",
                              "food nothing"})
        for (const char* question : {"/data/name", "/data/consent", "/data/needs"}) {
            CAPTURE(value);
            CHECK(through_event(question, value).first == value);
        }
}

TEST_CASE("usual answers take a byte or two")
{
    const std::size_t least = through_event("/data/name", "0").second;
    for (const auto& [question, value, more] : {std::tuple{"/data/consent", "no", 0},
                                                {"/data/needs", "cash", 0},
                                                {"/data/needs", "food water cash", 1},
                                                {"/data/name", "100", 0},
                                                {"/data/name", "2500", 1},
                                                {"/data/born", "2026-09-20", 1},
                                                {"/data/born", "1984-02-29", 3},
                                                {"/data/name", "abc", 4},
                                                {"/data/name", "uuid:01234567-89ab-cdef-0123-456789abcdef", 16}}) {
        CAPTURE(value);
        CHECK(through_event(question, value).second == least + static_cast<std::size_t>(more));
    }
}

TEST_CASE("a clock that says nonsense keeps no answer from being written")
{
    for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max(),
                                  std::numeric_limits<std::int64_t>::min()}) {
        Event event = household();
        event.instant = Instant(std::chrono::milliseconds(ms));
        const auto bytes = event.encode(&questions);
        REQUIRE(bytes);
        CHECK(Event::decode(*bytes, &questions) == event);
    }
}

TEST_CASE("an answer in a row that came with another event is written out")
{
    Event event = household();
    event.rows.clear();
    const auto bytes = event.encode(&questions);
    REQUIRE(bytes);
    CHECK(Event::decode(*bytes, &questions) == event);
}

TEST_CASE("rows within rows have places too")
{
    const QuestionList nested({{"/d/a", std::nullopt}, {"/d/a/b", std::nullopt}, {"/d/a/b/c", std::nullopt}}, {});
    Event event = household();
    const AnswerPath outer = path("/d/a").with_row(row('5'));
    const AnswerPath inner = outer.child("b")->with_row(row('6'));
    event.rows = {{path("/d/a"), row('5'), RowChangeKind::Added}, {inner.series(), row('6'), RowChangeKind::Added}};
    event.changes = {{*inner.child("c"), "12", true, false}};
    const auto bytes = event.encode(&nested);
    REQUIRE(bytes);
    CHECK(Event::decode(*bytes, &nested) == event);
    CHECK(Event::decode(*bytes, &nested)->encode(&nested) == *bytes);
}

TEST_CASE("the short event of the format's page reads the same for ever")
{
    const std::string hex = "01020200"
                            "021011111111111111111111111111111111"
                            "0318aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0200000000000000"
                            "100a040001011103070001"
                            "41";
    Event event;
    event.record = record_id('1');
    event.dot = {device('a'), 2};
    event.changes = {{path("/data/consent"), "yes", true, false}, {path("/data/name"), "A", true, false}};
    CHECK(to_hex(*event.encode(&questions)) == hex);
    CHECK(Event::decode(*from_hex(hex), &questions) == event);
}
