#include "archive/sqlite_erasure.h"

#include "crypto/sealed_event.h"
#include "record/event.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr auto erased_kind = static_cast<std::int64_t>(EventKind::Erased);

/// Bytes that are no event cannot keep their place in a chain; but nothing of them may stay.
Bytes without_ciphertext(ByteView bytes, ResidueScan* gone)
{
    const auto sealed = SealedEvent::parse(bytes);
    if (gone != nullptr) gone->add(bytes.subspan(std::min(bytes.size(), sealed ? sealed->ciphertext_at() : 0)));
    return sealed ? sealed->erased().bytes() : Bytes();
}

Result<bool> is_noted(Database& database, const RecordId& record)
{
    MAHALLA_TRY(auto select, database.prepare("SELECT 1 FROM erasure WHERE record_id = ?1"));
    return select.bind(1, record.bytes()).step();
}

struct Place {
    DeviceId device;
    std::int64_t sequence = 0;
    Hash hash;
};

Result<std::vector<Place>> places_of(Database& database, const RecordId& record)
{
    MAHALLA_TRY(auto select,
                database.prepare("SELECT device_id, sequence, hash FROM event WHERE record_id = ?1 AND kind <> ?2"));
    select.bind(1, record.bytes()).bind(2, erased_kind);
    std::vector<Place> places;
    for (;;) {
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return places;
        Place place;
        MAHALLA_TRY(place.device, DeviceId::from_bytes(select.bytes(0)));
        place.sequence = select.integer(1);
        MAHALLA_TRY(place.hash, Hash::from_bytes(select.bytes(2)));
        places.push_back(place);
    }
}

/// True where there was a ciphertext.
Result<bool> empty_event(Database& database, const RecordId& record, const Place& place, ResidueScan& gone)
{
    const auto bind = [&](Statement& statement) {
        statement.bind(1, record.bytes()).bind(2, place.device.bytes()).bind(3, place.sequence);
        statement.bind(4, ByteView(place.hash.bytes));
    };
    constexpr std::string_view key = "record_id = ?1 AND device_id = ?2 AND sequence = ?3 AND hash = ?4";
    Bytes rest;
    std::size_t before = 0;
    {
        static const std::string sql = "SELECT bytes FROM event WHERE " + std::string(key);
        MAHALLA_TRY(auto select, database.prepare(sql));
        bind(select);
        MAHALLA_TRY(const bool row, select.step());
        if (!row) return false;
        before = select.bytes(0).size();
        rest = without_ciphertext(select.bytes(0), &gone);
    }
    if (rest.size() == before) return false;
    static const std::string sql = "UPDATE event SET bytes = ?5 WHERE " + std::string(key);
    MAHALLA_TRY(auto update, database.prepare(sql));
    bind(update);
    if (auto run = update.bind(5, ByteView(rest)).run(); !run) return tl::unexpected(run.error());
    return true;
}

/// A bundle under way may hold what was erased, under a key that lies beside it: the laptops have it still.
Result<void> begin_uploads_anew(Database& database)
{
    if (auto removed = database.execute("DELETE FROM upload_piece"); !removed) return removed;
    return database.execute("UPDATE upload SET position = 0 WHERE complete = 0");
}

} // namespace

Result<void> erase_records(Database& database, const std::vector<ArchivedErasure>& erasures, ResidueScan& gone,
                           IntakeCounts& counts)
{
    const std::size_t records_before = counts.records_erased;
    for (const ArchivedErasure& erasure : erasures) {
        if (erasure.record.is_none()) continue; // That would be what concerns no record at all.
        {
            MAHALLA_TRY(auto note, database.prepare("INSERT INTO erasure (record_id, authority, events) "
                                                    "VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING"));
            note.bind(1, erasure.record.bytes()).bind(2, ByteView(erasure.authority.bytes));
            if (auto run = note.run(); !run) return run;
            if (database.changed_rows() == 0) continue;
        }
        ++counts.records_erased;
        MAHALLA_TRY(const auto places, places_of(database, erasure.record));
        std::size_t emptied = 0;
        for (const Place& place : places) {
            MAHALLA_TRY(const bool had_ciphertext, empty_event(database, erasure.record, place, gone));
            if (had_ciphertext) ++emptied;
        }
        if (auto counted = count_emptied(database, erasure.record, counts, emptied); !counted) return counted;
    }
    return counts.records_erased == records_before ? Result<void>() : begin_uploads_anew(database);
}

Result<Bytes> bytes_to_keep(Database& database, const ArchivedEvent& event)
{
    if (event.kind == EventKind::Erased || event.record.is_none()) return event.bytes;
    MAHALLA_TRY(const bool is_erased, is_noted(database, event.record));
    if (!is_erased) return event.bytes;
    return without_ciphertext(event.bytes, nullptr);
}

Result<void> count_emptied(Database& database, const RecordId& record, IntakeCounts& counts, std::size_t events)
{
    counts.events_erased += events;
    MAHALLA_TRY(auto count, database.prepare("UPDATE erasure SET events = events + ?2 WHERE record_id = ?1"));
    return count.bind(1, record.bytes()).bind(2, static_cast<std::int64_t>(events)).run();
}

} // namespace mahalla
