#include "merge/record_history.h"

#include "base/check.h"

namespace mahalla {

Result<void> RecordHistory::add(const Hash& hash, Event event)
{
    if (event.record != record_ || event.dot.sequence == 0)
        return failure(ErrorKind::Invalid, "An event of another record cannot join this one.");
    const EventReference reference{event.dot, hash};
    std::optional<Event>& entry = events_[reference];
    if (!entry) entry = std::move(event);
    return {};
}

void RecordHistory::add_unreadable(const EventReference& reference) { events_.try_emplace(reference); }

void RecordHistory::join(const RecordHistory& other)
{
    MAHALLA_CHECK(other.record_ == record_);
    for (const auto& [reference, event] : other.events_) {
        std::optional<Event>& entry = events_[reference];
        if (!entry) entry = event;
    }
}

} // namespace mahalla
