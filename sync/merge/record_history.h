#pragma once
#include "record/event.h"

#include <map>
#include <optional>

namespace mahalla {

/// Everything known about one record: a set of events that only grows.
///
/// The same events give the same set, whatever the order, the road and the number of times they came: `add` and `join`
/// are commutative, associative and idempotent. Validity (signatures, certificates) is the caller's to check before.
class RecordHistory {
public:
    explicit RecordHistory(const RecordId& record) : record_(record) {}

    const RecordId& record() const { return record_; }
    /// Adds an event; `hash` is that of its sealed form. Fails with `Invalid` where it belongs to another record or has
    /// no number.
    Result<void> add(const Hash& hash, Event event);
    /// Adds an event that stands in its device's chain but cannot be read here: it was erased, or sealed to others.
    /// Where the same event was or will be added with its content, the content counts.
    void add_unreadable(const EventReference& reference);
    /// Adds all that `other`, of the same record, holds.
    void join(const RecordHistory& other);

    /// In ascending order of reference; none where the content cannot be read.
    const std::map<EventReference, std::optional<Event>>& events() const { return events_; }

    bool operator==(const RecordHistory&) const = default;

private:
    RecordId record_;
    std::map<EventReference, std::optional<Event>> events_;
};

} // namespace mahalla
