#include "store/draft_events.h"

namespace mahalla {

namespace {

// Well below what an event may hold, whatever the encoding adds.
constexpr std::size_t chunk_bytes_max = std::size_t{512} << 10U;
constexpr std::size_t chunk_entries_max = 10'000;
constexpr std::size_t entry_overhead_bytes = 64;

Event event_of(EventKind kind, const Draft& draft, Instant instant)
{
    Event event;
    event.kind = kind;
    event.record = draft.present.id;
    event.form = draft.present.form;
    event.language = draft.present.language;
    event.instant = instant;
    event.seen = draft.seen;
    return event;
}

/// Hands out events to be filled, a new one whenever the last is full.
class Chunks {
public:
    Chunks(const Draft& draft, Instant now) : draft_(draft), now_(now) {}

    Event& room_for(std::size_t bytes)
    {
        bytes += entry_overhead_bytes;
        if (events_.empty() || bytes_ + bytes > chunk_bytes_max || entries_ == chunk_entries_max) {
            events_.push_back(event_of(EventKind::SetAnswers, draft_, now_));
            bytes_ = entries_ = 0;
        }
        bytes_ += bytes;
        ++entries_;
        return events_.back();
    }
    std::vector<Event> take()
    {
        if (events_.empty()) room_for(0);
        events_.back().kind = EventKind::Finalise;
        return std::move(events_);
    }

private:
    const Draft& draft_;
    Instant now_;
    std::vector<Event> events_;
    std::size_t bytes_ = 0;
    std::size_t entries_ = 0;
};

} // namespace

std::vector<Event> events_of(const Draft& draft, Instant now)
{
    RecordChanges all = changes_between(draft.base, draft.present);
    Chunks chunks(draft, now);
    // Rows first: an answer never comes before the row it stands in.
    for (RowChange& change : all.rows) chunks.room_for(change.series.text().size()).rows.push_back(std::move(change));
    for (AnswerChange& change : all.changes) {
        const std::size_t bytes = change.path.text().size() + (change.value ? change.value->size() : 0);
        chunks.room_for(bytes).changes.push_back(std::move(change));
    }
    std::vector<Event> events = chunks.take();
    if (!draft.is_revision) events.front().begun = draft.begun;
    return events;
}

} // namespace mahalla
