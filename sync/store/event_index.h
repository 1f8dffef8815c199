#pragma once
#include "crypto/sealed_event.h"
#include "record/event.h"
#include "store/incoming.h"
#include "store/record_overview.h"

#include <map>
#include <vector>

namespace mahalla {

/// Whether an event counts. The numbers stand on the disk.
enum class EventState : std::uint8_t { Believed = 1, Quarantined = 2 };

/// What is known about one stored event without opening it.
struct IndexedEvent {
    EventReference reference;
    RecordId record;
    EventKind kind = EventKind::SetAnswers;
    ShortFormHash form;
    Hash previous;
    EventState state = EventState::Quarantined;
    RecordJourney journey = RecordJourney::OnlyHere;
    bool has_key = false;         ///< Its content key is kept here, wrapped.
    bool is_opened = false;       ///< It was opened here once, and its content is that of this record and place.
    bool is_acknowledged = false; ///< This vault has signed that it read it.
    bool is_erased = false;       ///< Its ciphertext is not here: only its place in the chain.
    Instant instant{};            ///< The author's clock, where it was opened.
};

/// The events of a vault in memory, by hash, by device and by record. Pure: it reads no disk and knows no key. Inside
/// this library only.
class EventIndex {
public:
    void clear() { *this = EventIndex(); }
    /// Adds an event that is not here yet.
    void add(const IndexedEvent& event);
    IndexedEvent* find(const Hash& hash);
    const IndexedEvent* find(const Hash& hash) const;
    const std::map<Hash, IndexedEvent>& all() const { return events_; }

    /// In the order of device, number and hash; believed and quarantined ones.
    std::vector<const IndexedEvent*> of_record(const RecordId& record) const;
    std::vector<RecordId> records() const;
    std::vector<DeviceId> devices() const;
    /// The hashes of all that is here with this number, ascending.
    std::vector<Hash> with_number(const Dot& dot) const;
    /// The believed event of the highest number; null where there is none.
    const IndexedEvent* last_believed_of(const DeviceId& device) const;
    /// The highest number of a device that is here at all, with its event; nothing where there is none.
    const IndexedEvent* last_of(const DeviceId& device) const;
    /// The events of a device with a number above `sequence`, ascending; quarantined ones too, for others may believe
    /// them.
    std::vector<const IndexedEvent*> events_after(const DeviceId& device, std::uint64_t sequence,
                                                  std::size_t max) const;
    /// The highest number of each device among the believed events on one record.
    VersionVector seen_of(const RecordId& record) const;

    /// Of believed events.
    ChainHeads heads() const;
    std::vector<ChainGap> gaps() const;
    /// Believed events that share device and number with another, or that do not follow the one before them.
    std::vector<EventReference> forks() const;
    bool has_sibling(const EventReference& reference) const;
    /// Somebody who may has erased the record: nothing that was or will be said about it is kept.
    bool is_record_erased(const RecordId& record) const;
    /// The hashes of a device's chain from `last` down, by number, as far as the events that name them are here: what
    /// the author of `last` had written before, whatever else bears these numbers.
    std::map<std::uint64_t, Hash> chain_down_from(const EventReference& last) const;

private:
    using Chain = std::map<std::uint64_t, std::vector<Hash>>;
    /// The believed events with one number, or none.
    std::vector<const IndexedEvent*> believed(const std::vector<Hash>& hashes) const;

    std::map<Hash, IndexedEvent> events_;
    std::map<DeviceId, Chain> chains_;
    std::map<RecordId, std::vector<Hash>> records_;
};

} // namespace mahalla
