#include "store/erasure.h"

#include "store/draft_journal.h"
#include "store/sealed_items.h"

#include <algorithm>

namespace mahalla {

void Erasure::add(const Erasure& other)
{
    records.insert(other.records.begin(), other.records.end());
    drafts.insert(other.drafts.begin(), other.drafts.end());
    keys.insert(other.keys.begin(), other.keys.end());
    files.insert(files.end(), other.files.begin(), other.files.end());
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

/// What opened a file is searched for whole, of a piece the beginning: it is ciphertext that nobody can open by then.
Result<void> erase_file(Database& database, const AttachmentErasure& file, ResidueScan& gone)
{
    constexpr std::size_t searched_bytes = 4096;
    {
        MAHALLA_TRY(Statement row, database.prepare("SELECT key, box FROM attachment WHERE name=?1"));
        MAHALLA_TRY(const bool has_row, row.bind(1, ByteView(file.row.bytes)).step());
        if (has_row) gone.add(row.bytes(0));
        if (has_row) gone.add(row.bytes(1));
    }
    MAHALLA_TRY(Statement overwrite, database.prepare("UPDATE attachment SET key=randomblob(length(key)), "
                                                      "box=randomblob(length(box)) WHERE name=?1"));
    if (auto done = overwrite.bind(1, ByteView(file.row.bytes)).run(); !done) return done;
    MAHALLA_TRY(Statement remove, database.prepare("DELETE FROM attachment WHERE name=?1"));
    if (auto done = remove.bind(1, ByteView(file.row.bytes)).run(); !done) return done;
    MAHALLA_TRY(Statement piece, database.prepare("SELECT substr(box, 1, ?2) FROM piece WHERE name=?1"));
    MAHALLA_TRY(Statement remove_piece, database.prepare("DELETE FROM piece WHERE name=?1"));
    for (const Hash& name : file.piece_rows) {
        piece.bind(1, ByteView(name.bytes)).bind(2, static_cast<std::int64_t>(searched_bytes));
        MAHALLA_TRY(const bool is_here, piece.step());
        if (is_here) gone.add(piece.bytes(0));
        piece.reset();
        if (auto done = remove_piece.bind(1, ByteView(name.bytes)).run(); !done) return done;
        remove_piece.reset();
    }
    return {};
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

namespace {

Result<std::vector<Hash>> events_on(Database& database, const RecordId& record)
{
    std::vector<Hash> hashes;
    MAHALLA_TRY(Statement select, database.prepare("SELECT hash FROM event WHERE record=?1"));
    select.bind(1, record.bytes());
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) return hashes;
        MAHALLA_TRY(const Hash hash, Hash::from_bytes(select.bytes(0)));
        hashes.push_back(hash);
    }
}

Result<void> erase_record(Database& database, EventTable& events, const RecordId& record, ResidueScan& gone)
{
    if (auto erased = erase_draft(database, record, gone); !erased) return erased;
    MAHALLA_TRY(const auto hashes, events_on(database, record));
    for (const Hash& hash : hashes) {
        MAHALLA_TRY(const auto event, events.find(hash));
        if (!event || event->is_erased || event->kind == EventKind::Erased) continue;
        if (auto erased = erase_event_content(events, *event, gone); !erased) return erased;
    }
    return {};
}

} // namespace

Result<void> erase_rows(Database& database, const Keyring& keys, const Erasure& erasure, ResidueScan& gone)
{
    for (const RecordId& record : erasure.drafts)
        if (auto erased = erase_draft(database, record, gone); !erased) return erased;
    for (const AttachmentErasure& file : erasure.files)
        if (auto erased = erase_file(database, file, gone); !erased) return erased;
    EventTable events(database, keys);
    for (const Hash& hash : erasure.keys) {
        MAHALLA_TRY(const auto event, events.find(hash));
        if (!event) continue;
        if (auto erased = erase_event_key(events, *event, gone); !erased) return erased;
    }
    for (const RecordId& record : erasure.records)
        if (auto erased = record.is_none() ? Result<void>() : erase_record(database, events, record, gone); !erased)
            return erased;
    // What stands behind releases tells of single people, of this one too.
    const bool is_of_people =
        std::ranges::any_of(erasure.records, [](const RecordId& record) { return !record.is_none(); });
    return is_of_people ? SealedItems::erase(database, keys, ItemKind::ReleaseKey, gone) : Result<void>();
}

} // namespace mahalla
