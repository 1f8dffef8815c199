#include "store/event_index.h"

#include <algorithm>

namespace mahalla {

void EventIndex::add(const IndexedEvent& event)
{
    if (!events_.emplace(event.reference.hash, event).second) return;
    auto& siblings = chains_[event.reference.dot.device][event.reference.dot.sequence];
    siblings.insert(std::ranges::lower_bound(siblings, event.reference.hash), event.reference.hash);
    records_[event.record].push_back(event.reference.hash);
}

IndexedEvent* EventIndex::find(const Hash& hash)
{
    const auto found = events_.find(hash);
    return found == events_.end() ? nullptr : &found->second;
}

const IndexedEvent* EventIndex::find(const Hash& hash) const
{
    const auto found = events_.find(hash);
    return found == events_.end() ? nullptr : &found->second;
}

std::vector<const IndexedEvent*> EventIndex::of_record(const RecordId& record) const
{
    std::vector<const IndexedEvent*> events;
    if (const auto found = records_.find(record); found != records_.end())
        for (const Hash& hash : found->second) events.push_back(&events_.at(hash));
    std::ranges::sort(events, {}, &IndexedEvent::reference);
    return events;
}

std::vector<RecordId> EventIndex::records() const
{
    std::vector<RecordId> ids;
    for (const auto& [record, hashes] : records_)
        if (!record.is_none()) ids.push_back(record);
    return ids;
}

std::vector<const IndexedEvent*> EventIndex::believed(const std::vector<Hash>& hashes) const
{
    std::vector<const IndexedEvent*> events;
    for (const Hash& hash : hashes)
        if (const IndexedEvent& event = events_.at(hash); event.state == EventState::Believed) events.push_back(&event);
    return events;
}

std::vector<DeviceId> EventIndex::devices() const
{
    std::vector<DeviceId> ids;
    for (const auto& [device, chain] : chains_) ids.push_back(device);
    return ids;
}

std::vector<Hash> EventIndex::with_number(const Dot& dot) const
{
    const auto chain = chains_.find(dot.device);
    if (chain == chains_.end()) return {};
    const auto place = chain->second.find(dot.sequence);
    return place == chain->second.end() ? std::vector<Hash>() : place->second;
}

const IndexedEvent* EventIndex::last_believed_of(const DeviceId& device) const
{
    const auto chain = chains_.find(device);
    if (chain == chains_.end()) return nullptr;
    for (auto place = chain->second.rbegin(); place != chain->second.rend(); ++place)
        if (const auto here = believed(place->second); !here.empty()) return here.front();
    return nullptr;
}

const IndexedEvent* EventIndex::last_of(const DeviceId& device) const
{
    const auto chain = chains_.find(device);
    return chain == chains_.end() ? nullptr : &events_.at(chain->second.rbegin()->second.front());
}

std::vector<const IndexedEvent*> EventIndex::events_after(const DeviceId& device, std::uint64_t sequence,
                                                          std::size_t max) const
{
    std::vector<const IndexedEvent*> events;
    const auto chain = chains_.find(device);
    if (chain == chains_.end()) return events;
    for (auto at = chain->second.upper_bound(sequence); at != chain->second.end(); ++at)
        for (const Hash& hash : at->second) {
            if (events.size() == max) return events;
            events.push_back(&events_.at(hash));
        }
    return events;
}

VersionVector EventIndex::seen_of(const RecordId& record) const
{
    VersionVector seen;
    for (const IndexedEvent* event : of_record(record))
        if (event->state == EventState::Believed) seen.see(event->reference.dot);
    return seen;
}

ChainHeads EventIndex::heads() const
{
    ChainHeads heads;
    for (const auto& [device, chain] : chains_) {
        ChainHead head;
        for (const auto& [sequence, hashes] : chain) {
            const auto here = believed(hashes);
            if (here.empty() || sequence != head.sequence + 1) break;
            head = {sequence, here.front()->reference.hash};
        }
        if (head.sequence > 0) heads[device] = head;
    }
    return heads;
}

std::vector<ChainGap> EventIndex::gaps() const
{
    std::vector<ChainGap> gaps;
    for (const auto& [device, chain] : chains_) {
        std::uint64_t next = 1;
        for (const auto& [sequence, hashes] : chain) {
            const auto here = believed(hashes);
            if (here.empty()) continue;
            // An erasure travels alone to laptops that get nothing else of its chain: it shows no gap.
            if (sequence > next && here.front()->kind == EventKind::Erased) continue;
            if (sequence > next) gaps.push_back({device, next, sequence - 1});
            next = sequence + 1;
        }
    }
    return gaps;
}

std::vector<EventReference> EventIndex::forks() const
{
    std::vector<EventReference> forks;
    for (const auto& [device, chain] : chains_) {
        std::vector<const IndexedEvent*> before;
        std::uint64_t before_sequence = 0;
        for (const auto& [sequence, hashes] : chain) {
            const auto here = believed(hashes);
            if (here.empty()) continue;
            const bool is_next = before_sequence + 1 == sequence && !before.empty();
            for (const IndexedEvent* event : here) {
                // It builds on an event that is not the one here: another branch, of which this is the first we have.
                const bool follows = !is_next || std::ranges::any_of(before, [&](const IndexedEvent* candidate) {
                    return candidate->reference.hash == event->previous;
                });
                if (here.size() > 1 || !follows) forks.push_back(event->reference);
            }
            before = here;
            before_sequence = sequence;
        }
    }
    return forks;
}

bool EventIndex::is_record_erased(const RecordId& record) const
{
    const auto found = records_.find(record);
    if (record.is_none() || found == records_.end()) return false;
    return std::ranges::any_of(found->second, [this](const Hash& hash) {
        const IndexedEvent& event = events_.at(hash);
        return event.kind == EventKind::Erased && event.state == EventState::Believed;
    });
}

bool EventIndex::has_sibling(const EventReference& reference) const
{
    const auto chain = chains_.find(reference.dot.device);
    if (chain == chains_.end()) return false;
    const auto place = chain->second.find(reference.dot.sequence);
    if (place == chain->second.end()) return false;
    return std::ranges::any_of(believed(place->second),
                               [&](const IndexedEvent* event) { return event->reference.hash != reference.hash; });
}

std::map<std::uint64_t, Hash> EventIndex::chain_down_from(const EventReference& last) const
{
    std::map<std::uint64_t, Hash> chain;
    Hash hash = last.hash;
    for (std::uint64_t sequence = last.dot.sequence; sequence > 0; --sequence) {
        chain[sequence] = hash;
        const IndexedEvent* const event = find(hash);
        if (event == nullptr || event->reference.dot != Dot{last.dot.device, sequence}) break;
        hash = event->previous;
    }
    return chain;
}

} // namespace mahalla
