#include "store/event_index.h"

#include <algorithm>
#include <cstring>

namespace mahalla {

EventIndex::EventIndex()
{
    const Secret random = Secret::random(sizeof salt_);
    std::memcpy(&salt_, random.view().data(), sizeof salt_);
}

void EventIndex::reserve(std::size_t events)
{
    by_hash_.reserve(events);
    by_record_.reserve(events);
}

std::size_t EventIndex::place_of(ByteView id) const
{
    // Ids are hashes or random: their first bytes are as good as any, once nobody knows where they lead
    // (the finaliser of MurmurHash3).
    std::uint64_t mixed = 0;
    std::memcpy(&mixed, id.data(), sizeof mixed);
    mixed ^= salt_;
    mixed = (mixed ^ (mixed >> 33U)) * 0xff51'afd7'ed55'8ccdU;
    mixed = (mixed ^ (mixed >> 33U)) * 0xc4ce'b9fe'1a85'ec53U;
    return static_cast<std::size_t>(mixed ^ (mixed >> 33U));
}

std::uint32_t EventIndex::number_of(const Hash& hash) const
{
    return by_hash_.find(place_of(hash.bytes),
                         [&](std::uint32_t number) { return entries_[number].event.reference.hash == hash; });
}

const EventIndex::RecordEvents* EventIndex::events_of(const RecordId& record) const
{
    const std::uint32_t found = by_record_.find(place_of(record.bytes()), [&](std::uint32_t number) {
        return entries_[records_[number].first].event.record == record;
    });
    return found == none ? nullptr : &records_[found];
}

void EventIndex::add(const IndexedEvent& event)
{
    if (number_of(event.reference.hash) != none) return;
    const auto number = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({event});
    by_hash_.add(place_of(event.reference.hash.bytes), number);
    add_to_record(number);
    add_to_chain(number);
}

void EventIndex::add_to_record(std::uint32_t number)
{
    const RecordId& record = entries_[number].event.record;
    const std::size_t place = place_of(record.bytes());
    const std::uint32_t found = by_record_.find(
        place, [&](std::uint32_t known) { return entries_[records_[known].first].event.record == record; });
    if (found == none) {
        by_record_.add(place, static_cast<std::uint32_t>(records_.size()));
        records_.push_back({number, number});
    } else {
        entries_[records_[found].last].next_of_record = number;
        records_[found].last = number;
    }
}

void EventIndex::add_to_chain(std::uint32_t number)
{
    Entry& entry = entries_[number];
    const EventReference& reference = entry.event.reference;
    Chain& chain = chains_[reference.dot.device];
    // Nearly always the next of its device.
    const auto place = chain.emplace_hint(chain.end(), reference.dot.sequence, number);
    if (place->second == number) return;
    std::uint32_t* before = &place->second;
    while (*before != none && entries_[*before].event.reference.hash < reference.hash)
        before = &entries_[*before].next_sibling;
    entry.next_sibling = *before;
    *before = number;
}

IndexedEvent* EventIndex::find(const Hash& hash)
{
    const std::uint32_t number = number_of(hash);
    return number == none ? nullptr : &entries_[number].event;
}

const IndexedEvent* EventIndex::find(const Hash& hash) const
{
    const std::uint32_t number = number_of(hash);
    return number == none ? nullptr : &entries_[number].event;
}

std::vector<const IndexedEvent*> EventIndex::of_record(const RecordId& record) const
{
    std::vector<const IndexedEvent*> events;
    if (const RecordEvents* const found = events_of(record))
        for (std::uint32_t at = found->first; at != none; at = entries_[at].next_of_record)
            events.push_back(&entries_[at].event);
    std::ranges::sort(events, {}, &IndexedEvent::reference);
    return events;
}

std::uint32_t EventIndex::arrival_of(const RecordId& record) const
{
    const RecordEvents* const found = events_of(record);
    return found == nullptr ? none : found->first;
}

std::vector<RecordId> EventIndex::records() const
{
    std::vector<RecordId> ids;
    for (const RecordEvents& record : records_)
        if (const RecordId& id = entries_[record.first].event.record; !id.is_none()) ids.push_back(id);
    std::ranges::sort(ids);
    return ids;
}

std::vector<const IndexedEvent*> EventIndex::believed(std::uint32_t first) const
{
    std::vector<const IndexedEvent*> events;
    for (std::uint32_t at = first; at != none; at = entries_[at].next_sibling)
        if (entries_[at].event.state == EventState::Believed) events.push_back(&entries_[at].event);
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
    std::vector<Hash> hashes;
    const auto chain = chains_.find(dot.device);
    if (chain == chains_.end()) return hashes;
    const auto place = chain->second.find(dot.sequence);
    for (std::uint32_t at = place == chain->second.end() ? none : place->second; at != none;
         at = entries_[at].next_sibling)
        hashes.push_back(entries_[at].event.reference.hash);
    return hashes;
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
    return chain == chains_.end() ? nullptr : &entries_[chain->second.rbegin()->second].event;
}

std::vector<const IndexedEvent*> EventIndex::events_after(const DeviceId& device, std::uint64_t sequence,
                                                          std::size_t max) const
{
    std::vector<const IndexedEvent*> events;
    const auto chain = chains_.find(device);
    if (chain == chains_.end()) return events;
    for (auto place = chain->second.upper_bound(sequence); place != chain->second.end(); ++place)
        for (std::uint32_t at = place->second; at != none; at = entries_[at].next_sibling) {
            if (events.size() == max) return events;
            events.push_back(&entries_[at].event);
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
        for (const auto& [sequence, first] : chain) {
            const auto here = believed(first);
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
        for (const auto& [sequence, first] : chain) {
            const auto here = believed(first);
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
        for (const auto& [sequence, first] : chain) {
            const auto here = believed(first);
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
    if (record.is_none()) return false;
    if (erased_.contains(record)) return true;
    return std::ranges::any_of(of_record(record), [](const IndexedEvent* event) {
        return event->kind == EventKind::Erased && event->state == EventState::Believed;
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

std::optional<Hash> EventIndex::previous_of(const EventReference& reference) const
{
    const IndexedEvent* const event = find(reference.hash);
    if (event == nullptr || event->reference.dot != reference.dot) return std::nullopt;
    return event->previous;
}

} // namespace mahalla
