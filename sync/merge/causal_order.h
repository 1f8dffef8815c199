#pragma once
#include "merge/merged_record.h"
#include "merge/record_history.h"

#include <set>

namespace mahalla {

/// The events of a history that count, in an order in which each stands after what it had seen; inside this library
/// only.
class CausalOrder {
public:
    explicit CausalOrder(const RecordHistory& history);

    struct Item {
        EventReference reference;
        /// None where the content cannot be read or was erased.
        const Event* event = nullptr;
        /// Everything the author had seen, directly or through others, and the author's own events up to this one.
        VersionVector past;
        /// The longest chain of events below this one.
        std::size_t height = 0;
    };
    /// Ascending by height, then by reference: the same for the same set.
    const std::vector<Item>& items() const { return items_; }

    /// True where `later` had seen `earlier` and nobody can doubt which event that was.
    bool has_seen(const Item& later, const Item& earlier) const;
    /// True where what `later` writes replaces what `earlier` wrote at the same place.
    bool supersedes(const Item& later, const Item& earlier) const;

    const std::vector<PendingEvent>& pending() const { return pending_; }
    const std::vector<Fork>& forks() const { return forks_; }
    const std::vector<EventReference>& unreadable() const { return unreadable_; }
    const std::vector<EventReference>& erased() const { return erased_; }

private:
    void find_forks(const RecordHistory& history);
    void deliver(const RecordHistory& history);
    void erase_contents();
    bool is_forked(const Dot& dot) const;
    bool is_doubtful(const Dot& dot) const;

    std::vector<Item> items_;
    std::map<EventReference, std::size_t> places_;
    std::vector<PendingEvent> pending_;
    std::vector<Fork> forks_;
    std::vector<EventReference> unreadable_;
    std::vector<EventReference> erased_;
    std::set<Dot> forked_dots_;
    std::map<DeviceId, std::uint64_t> first_forked_;
};

} // namespace mahalla
