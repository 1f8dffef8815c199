#pragma once
#include "base/hash_index.h"
#include "crypto/sealed_event.h"
#include "record/event.h"
#include "store/incoming.h"
#include "store/record_overview.h"

#include <deque>
#include <map>
#include <ranges>
#include <set>
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

/// The events of a vault in memory, by hash, by device and by record. Inside this library only.
///
/// It reads no disk and knows no key. What it gives stays where it is until `clear`. A hundred thousand events are
/// added at each unlock, so that each has one piece of memory and its places in two flat tables.
class EventIndex {
public:
    EventIndex();
    void clear() { *this = EventIndex(); }
    /// Room for so many events: nothing depends on it but time.
    void reserve(std::size_t events);
    /// Adds an event that is not here yet.
    void add(const IndexedEvent& event);
    IndexedEvent* find(const Hash& hash);
    const IndexedEvent* find(const Hash& hash) const;
    /// Pairs of hash and event, in the order in which they were added.
    auto all() const
    {
        return std::views::transform(entries_, [](const Entry& entry) {
            return std::pair<const Hash&, const IndexedEvent&>(entry.event.reference.hash, entry.event);
        });
    }

    /// In the order of device, number and hash; believed and quarantined ones.
    std::vector<const IndexedEvent*> of_record(const RecordId& record) const;
    std::vector<RecordId> records() const;
    /// Grows with when the first event of a record was added, which is how they lie on the disk.
    std::uint32_t arrival_of(const RecordId& record) const;
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
    /// A charter erases the record, whether anything of it is here or not.
    void note_erased(const RecordId& record) { erased_.insert(record); }
    bool is_noted_as_erased(const RecordId& record) const { return erased_.contains(record); }
    /// Somebody who may has erased the record: nothing that was or will be said about it is kept.
    bool is_record_erased(const RecordId& record) const;
    /// The hash that this event names as the one before; none where it is not here.
    std::optional<Hash> previous_of(const EventReference& reference) const;

private:
    static constexpr std::uint32_t none = HashIndex::none;
    struct Entry {
        IndexedEvent event;
        std::uint32_t next_of_record = none;
        std::uint32_t next_sibling = none; ///< With the same device and number, by ascending hash.
    };
    struct RecordEvents {
        std::uint32_t first = none, last = none; ///< In the order in which they came.
    };
    using Chain = std::map<std::uint64_t, std::uint32_t>; ///< The first of those with each number.

    std::size_t place_of(ByteView id) const;
    std::uint32_t number_of(const Hash& hash) const;
    /// Null where nothing of it is here.
    const RecordEvents* events_of(const RecordId& record) const;
    void add_to_record(std::uint32_t number);
    void add_to_chain(std::uint32_t number);
    /// The believed events with one number, from the first of them on, or none.
    std::vector<const IndexedEvent*> believed(std::uint32_t first) const;

    std::deque<Entry> entries_;
    std::deque<RecordEvents> records_;
    HashIndex by_hash_, by_record_;
    std::map<DeviceId, Chain> chains_;
    std::set<RecordId> erased_; ///< By a charter.
    /// Ids of records are chosen by who writes them: without it, places could be chosen so that searching takes long.
    std::uint64_t salt_ = 0;
};

} // namespace mahalla
