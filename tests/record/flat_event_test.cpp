#include "record/flat_event.h"

#include "base/seeded_random.h"
#include "support/records.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mahalla;
using namespace mahalla::test;

namespace {

const QuestionList questions({{"/data/born", std::nullopt},
                              {"/data/consent", 0},
                              {"/data/name", std::nullopt},
                              {"/data/needs", 1},
                              {"/data/person", std::nullopt},
                              {"/data/person/age", std::nullopt},
                              {"/data/person/child", std::nullopt},
                              {"/data/person/child/name", std::nullopt},
                              {"/data/place", std::nullopt}},
                             {{"yes", "no"}, {"food", "water", "shelter", "cash"}});

/// What the flat event says, as the whole decoder would.
Event whole(const FlatEvent& flat)
{
    Event event;
    event.kind = flat.kind;
    event.record = flat.record;
    event.dot = flat.dot;
    event.seen = flat.seen;
    event.form = flat.form;
    event.author = flat.author;
    event.language = flat.language;
    event.instant = flat.instant;
    event.begun = flat.begun;
    const auto places = paths_of_places(flat.rows, questions);
    for (std::size_t i = 0; i < flat.rows.size(); ++i)
        event.rows.push_back({places[i + 1].series(), flat.rows[i].row, RowChangeKind::Added});
    for (const FlatAnswer& answer : flat.answers) {
        AnswerChange change;
        change.path = path_at(places[answer.place], answer, flat.rows, questions);
        if (answer.has_value) change.value = std::string(flat.text_of(answer));
        change.relevant = answer.relevant;
        change.relevance_only = answer.relevance_only;
        event.changes.push_back(std::move(change));
    }
    event.changes.insert(event.changes.end(), flat.elsewhere.begin(), flat.elsewhere.end());
    std::ranges::sort(event.changes, {}, &AnswerChange::path);
    return event;
}

Event household()
{
    const AnswerPath second = path("/data/person").with_row(row('2'));
    const AnswerPath child = second.child("child")->with_row(row('5'));
    Event event;
    event.kind = EventKind::Finalise;
    event.record = record_id('1');
    event.dot = {device('a'), 7};
    event.seen.see(Dot{device('a'), 6});
    event.form = {"household", "2026-11", hash('f')};
    event.author = "Team 4";
    event.language = "ckb";
    event.instant = Instant(std::chrono::milliseconds(1'790'000'000'000));
    event.begun = Instant(std::chrono::milliseconds(1'789'999'000'000));
    event.rows = {{path("/data/person"), row('3'), RowChangeKind::Added},
                  {path("/data/person"), row('2'), RowChangeKind::Added},
                  {*second.child("child"), row('5'), RowChangeKind::Added}};
    event.changes = {
        {path("/data/@id"), "household", true, false},     {path("/data/born"), "1984-02-29", true, false},
        {path("/data/consent"), "yes", true, false},       {path("/data/name"), "ئازاد", true, false},
        {path("/data/needs"), "water cash", false, false}, {*second.child("age"), std::nullopt, true, false},
        {*child.child("name"), "Runa", true, false},       {path("/data/place"), "41.3051 -69.24 0 5.5", true, false}};
    std::ranges::sort(event.changes, {}, &AnswerChange::path);
    return event;
}

} // namespace

TEST_CASE("a usual event says flat what it says whole, whatever was read before")
{
    const Event event = household();
    FlatEvent flat;
    Event other = event;
    other.changes.clear();
    other.rows.clear();
    other.begun.reset();
    for (const Event& one : {event, other, event}) {
        REQUIRE(flat.read(*one.encode(&questions), questions));
        CHECK(whole(flat) == one);
    }
}

TEST_CASE("what is not usual is left to the whole decoder")
{
    FlatEvent flat;
    Event event = household();
    SUBCASE("a row that goes") { event.rows.front().kind = RowChangeKind::Removed; }
    SUBCASE("a decision") { event.kind = EventKind::Resolve; }
    SUBCASE("an event that names others") { event.superseded = {{{device('a'), 6}, hash('6')}}; }
    SUBCASE("a field of a newer version") { event.unknown_fields[99] = {1}; }
    SUBCASE("a roster that is not in the list") { event.rows[2].series = path("/data/cattle"); }
    CHECK_FALSE(flat.read(*event.encode(&questions), questions));
    CHECK(Event::decode(*event.encode(&questions), &questions) == event);
}

TEST_CASE("of damaged bytes nothing is read that the whole decoder reads otherwise")
{
    SeededRandom random(7);
    const Bytes bytes = *household().encode(&questions);
    FlatEvent flat;
    std::size_t read = 0;
    for (int i = 0; i < 20'000; ++i) {
        Bytes damaged = bytes;
        for (std::uint64_t changes = 1 + random.below(3); changes > 0; --changes)
            damaged[random.below(damaged.size())] = static_cast<std::uint8_t>(random.below(256));
        if (random.below(8) == 0) damaged.resize(random.below(damaged.size()));
        const bool is_flat = flat.read(damaged, questions);
        if (is_flat) static_cast<void>(whole(flat));
        const auto decoded = Event::decode(damaged, &questions);
        if (!decoded || !is_flat) continue;
        ++read;
        Event known = *decoded;
        known.topic.clear();
        known.reason.clear();
        known.payload.clear();
        REQUIRE(whole(flat) == known);
    }
    CHECK(read > 20);
}
