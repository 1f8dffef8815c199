#include "store/event_index.h"

#include "base/seeded_random.h"
#include "support/records.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace mahalla;
using namespace mahalla::test;

namespace {

/// Events of few devices, records and numbers, so that forks, gaps and shared records are frequent.
IndexedEvent random_event(SeededRandom& random)
{
    IndexedEvent event;
    random.fill(event.reference.hash.bytes);
    event.reference.dot = {device("abc"[random.below(3)]), 1 + random.below(40)};
    event.record = random.below(4) == 0 ? RecordId() : record_id("0123456789"[random.below(10)]);
    event.state = random.below(5) == 0 ? EventState::Quarantined : EventState::Believed;
    return event;
}

} // namespace

TEST_CASE("the index finds by hash, device and record what a search of everything finds")
{
    SeededRandom random(11);
    for (int round = 0; round < 200; ++round) {
        EventIndex index;
        index.reserve(random.below(100));
        std::map<EventReference, IndexedEvent> all;
        for (std::uint64_t i = random.below(120); i > 0; --i) {
            const IndexedEvent event = random_event(random);
            all.emplace(event.reference, event);
            index.add(event);
            index.add(event); // The second time changes nothing.
        }
        CHECK(index.all().size() == all.size());
        std::set<RecordId> records;
        std::map<DeviceId, std::vector<EventReference>> chains;
        for (const auto& [reference, event] : all) {
            REQUIRE(std::as_const(index).find(reference.hash) != nullptr);
            CHECK(std::as_const(index).find(reference.hash)->reference == reference);
            if (!event.record.is_none()) records.insert(event.record);
            chains[reference.dot.device].push_back(reference);
        }
        CHECK(index.records() == std::vector<RecordId>(records.begin(), records.end()));
        for (const RecordId& record : records) {
            std::vector<EventReference> expected, found;
            for (const auto& [reference, event] : all)
                if (event.record == record) expected.push_back(reference);
            for (const IndexedEvent* event : index.of_record(record)) found.push_back(event->reference);
            CHECK(found == expected);
        }
        for (const auto& [device_id, chain] : chains) {
            const std::uint64_t after = random.below(40);
            std::vector<EventReference> expected, found;
            for (const EventReference& reference : chain)
                if (reference.dot.sequence > after) expected.push_back(reference);
            for (const IndexedEvent* event : index.events_after(device_id, after, 1'000))
                found.push_back(event->reference);
            CHECK(found == expected);
            CHECK(index.last_of(device_id)->reference.dot.sequence == chain.back().dot.sequence);
            for (const EventReference& reference : chain) {
                const bool is_forked = std::ranges::any_of(chain, [&](const EventReference& other) {
                    return other.dot == reference.dot && other.hash != reference.hash &&
                           all.at(other).state == EventState::Believed;
                });
                CHECK(index.has_sibling(reference) == is_forked);
            }
        }
    }
}

TEST_CASE("what the index gave stays where it is while more is added")
{
    SeededRandom random(12);
    EventIndex index;
    const IndexedEvent first = random_event(random);
    index.add(first);
    const IndexedEvent* const place = index.find(first.reference.hash);
    for (int i = 0; i < 5'000; ++i) index.add(random_event(random));
    CHECK(index.find(first.reference.hash) == place);
    CHECK(place->reference == first.reference);
    index.clear();
    CHECK(index.find(first.reference.hash) == nullptr);
    CHECK(index.records().empty());
}
