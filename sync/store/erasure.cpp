#include "store/erasure.h"

#include "store/draft_journal.h"

namespace mahalla {

void Erasure::add(const Erasure& other)
{
    drafts.insert(other.drafts.begin(), other.drafts.end());
    keys.insert(other.keys.begin(), other.keys.end());
    contents.insert(other.contents.begin(), other.contents.end());
}

void forget_key(IndexedEvent& event) { event.has_key = event.is_opened = false; }

void forget_content(IndexedEvent& event)
{
    forget_key(event);
    event.is_erased = true;
}

namespace {

Result<void> erase_draft(Database& database, const RecordId& record, ResidueScan& gone)
{
    MAHALLA_TRY(Statement select, database.prepare("SELECT key, box FROM draft WHERE record=?1"));
    select.bind(1, record.bytes());
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) break;
        gone.add(select.bytes(0));
        gone.add(select.bytes(1));
    }
    return erase_draft_rows(database, record);
}

Result<void> erase_event_key(EventTable& events, IndexedEvent event, ResidueScan& gone)
{
    const Hash& hash = event.reference.hash;
    MAHALLA_TRY(const Bytes wrapped, events.wrapped_key(hash));
    gone.add(wrapped);
    if (auto erased = events.erase_key(hash); !erased) return erased;
    forget_key(event);
    return events.update(event);
}

Result<void> erase_event_content(EventTable& events, IndexedEvent event, ResidueScan& gone)
{
    const Hash& hash = event.reference.hash;
    MAHALLA_TRY(const Bytes wrapped, events.wrapped_key(hash));
    MAHALLA_TRY(const Bytes bytes, events.bytes(hash));
    const auto sealed = SealedEvent::parse(bytes);
    // A row that the disk damaged cannot keep its place in the chain; but nothing of it may stay.
    const Bytes rest = sealed ? sealed->erased().bytes() : Bytes();
    gone.add(wrapped);
    gone.add(ByteView(bytes).subspan(std::min(bytes.size(), sealed ? sealed->ciphertext_at() : 0)));
    forget_content(event);
    return events.replace_content(event, rest);
}

} // namespace

Result<void> erase_rows(Database& database, const Keyring& keys, const Erasure& erasure, ResidueScan& gone)
{
    for (const RecordId& record : erasure.drafts)
        if (auto erased = erase_draft(database, record, gone); !erased) return erased;
    EventTable events(database, keys);
    for (const Hash& hash : erasure.keys) {
        MAHALLA_TRY(const auto event, events.find(hash));
        if (!event) continue;
        if (auto erased = erase_event_key(events, *event, gone); !erased) return erased;
    }
    for (const Hash& hash : erasure.contents) {
        MAHALLA_TRY(const auto event, events.find(hash));
        if (!event || event->is_erased) continue;
        if (auto erased = erase_event_content(events, *event, gone); !erased) return erased;
    }
    return {};
}

} // namespace mahalla
