#include "store/event_table.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::uint8_t has_key_flag = 1;
constexpr std::uint8_t opened_flag = 2;
constexpr std::uint8_t acknowledged_flag = 4;
constexpr std::uint8_t erased_flag = 8;

/// `state 1 · journey 1 · flags 1 · instant 8 · kind 2 · form 16 · previous hash 32`.
constexpr std::size_t state_bytes = 1 + 1 + 1 + 8 + 2 + 16 + 32;

/// What a row's state is bound to: the columns that stand in the clear beside it. Without a piece of memory of its own,
/// for a hundred thousand are made at each unlock.
std::array<std::uint8_t, 5 + 32 + 16 + 16 + 8> place_of(const IndexedEvent& event)
{
    std::array<std::uint8_t, 5 + 32 + 16 + 16 + 8> place{};
    auto at = std::ranges::copy(std::string_view("event"), place.begin()).out;
    at = std::ranges::copy(event.reference.hash.bytes, at).out;
    at = std::ranges::copy(event.record.bytes(), at).out;
    at = std::ranges::copy(event.reference.dot.device.bytes(), at).out;
    for (unsigned shift = 0; shift < 64; shift += 8)
        *at++ = static_cast<std::uint8_t>(event.reference.dot.sequence >> shift);
    return place;
}

bool read_state(ByteView bytes, IndexedEvent& event)
{
    ByteReader reader(bytes);
    event.state = static_cast<EventState>(reader.u8());
    event.journey = static_cast<RecordJourney>(reader.u8());
    const std::uint8_t flags = reader.u8();
    event.has_key = (flags & has_key_flag) != 0;
    event.is_opened = (flags & opened_flag) != 0;
    event.is_acknowledged = (flags & acknowledged_flag) != 0;
    event.is_erased = (flags & erased_flag) != 0;
    event.instant = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    event.kind = static_cast<EventKind>(reader.u16());
    const auto form = ShortFormHash::from_bytes(reader.raw(ShortFormHash::bytes_count));
    const auto previous = Hash::from_bytes(reader.raw(event.previous.bytes.size()));
    if (!reader.finished() || !form || !previous) return false;
    event.form = *form;
    event.previous = *previous;
    return true;
}

} // namespace

Bytes EventTable::sealed_state(const IndexedEvent& event) const
{
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(event.state));
    writer.u8(static_cast<std::uint8_t>(event.journey));
    writer.u8(static_cast<std::uint8_t>((event.has_key ? has_key_flag : 0) | (event.is_opened ? opened_flag : 0) |
                                        (event.is_acknowledged ? acknowledged_flag : 0) |
                                        (event.is_erased ? erased_flag : 0)));
    writer.u64(static_cast<std::uint64_t>(event.instant.time_since_epoch().count()));
    writer.u16(static_cast<std::uint16_t>(event.kind));
    writer.raw(event.form.bytes());
    writer.raw(event.previous.bytes);
    return seal_box(keys_.states, writer.bytes(), place_of(event));
}

Result<IndexedEvent> EventTable::event_in(const Statement& row) const
{
    IndexedEvent event;
    MAHALLA_TRY(event.reference.hash, Hash::from_bytes(row.bytes(0)));
    MAHALLA_TRY(event.record, RecordId::from_bytes(row.bytes(1)));
    MAHALLA_TRY(event.reference.dot.device, DeviceId::from_bytes(row.bytes(2)));
    event.reference.dot.sequence = static_cast<std::uint64_t>(row.integer(3));
    std::array<std::uint8_t, state_bytes> state{};
    if (!open_box_into(state, keys_.states, row.bytes(4), place_of(event)) || !read_state(state, event))
        event.state = EventState::Quarantined;
    return event;
}

Result<void> EventTable::load(EventIndex& index) const
{
    MAHALLA_TRY(Statement last, database_.prepare("SELECT max(rowid) FROM event"));
    MAHALLA_TRY(const bool has_last, last.step());
    // At least as many as there are rows, or nearly; no more than a file can hold that somebody damaged.
    constexpr std::int64_t reserved_max = 1'000'000;
    if (has_last) index.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(last.integer(0), 0, reserved_max)));
    last.reset();
    MAHALLA_TRY(Statement select, database_.prepare("SELECT hash, record, device, sequence, state FROM event"));
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) return {};
        MAHALLA_TRY(const IndexedEvent event, event_in(select));
        index.add(event);
    }
}

Result<std::optional<IndexedEvent>> EventTable::find(const Hash& hash) const
{
    MAHALLA_TRY(Statement select,
                database_.prepare("SELECT hash, record, device, sequence, state FROM event WHERE hash=?1"));
    select.bind(1, ByteView(hash.bytes));
    MAHALLA_TRY(const bool has_row, select.step());
    if (!has_row) return std::optional<IndexedEvent>();
    MAHALLA_TRY(IndexedEvent event, event_in(select));
    return std::optional<IndexedEvent>(std::move(event));
}

Result<void> EventTable::check(const SigningKeyPair* own) const
{
    const auto damaged = [] { return failure(ErrorKind::Corrupt, "A stored event is damaged."); };
    MAHALLA_TRY(Statement select,
                database_.prepare("SELECT hash, record, device, sequence, state, key, bytes FROM event"));
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) return {};
        MAHALLA_TRY(IndexedEvent event, event_in(select));
        const auto state = open_box(keys_.states, select.bytes(4), place_of(event));
        const auto sealed = SealedEvent::parse(select.bytes(6));
        if (!state || !sealed || sealed->hash() != event.reference.hash || sealed->is_erased() != event.is_erased)
            return damaged();
        if (own && event.reference.dot.device == own->device() && !sealed->verify(own->public_key())) return damaged();
        if (!event.has_key) continue;
        auto key = open_box(keys_.events, select.bytes(5), event.reference.hash.bytes);
        if (!key) return damaged();
        wipe(*key);
    }
}

Result<void> EventTable::insert(const IndexedEvent& event, ByteView bytes, const Secret* content_key)
{
    MAHALLA_TRY(Statement insert,
                database_.prepare("INSERT INTO event(hash, record, device, sequence, state, key, bytes) "
                                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    insert.bind(1, ByteView(event.reference.hash.bytes)).bind(2, event.record.bytes());
    insert.bind(3, event.reference.dot.device.bytes());
    insert.bind(4, static_cast<std::int64_t>(event.reference.dot.sequence));
    insert.bind(5, ByteView(sealed_state(event)));
    if (content_key)
        insert.bind(6, ByteView(seal_box(keys_.events, content_key->view(), event.reference.hash.bytes)));
    else
        insert.bind_null(6);
    insert.bind(7, bytes);
    return insert.run();
}

Result<void> EventTable::update(const IndexedEvent& event)
{
    MAHALLA_TRY(Statement update, database_.prepare("UPDATE event SET state=?2 WHERE hash=?1"));
    return update.bind(1, ByteView(event.reference.hash.bytes)).bind(2, ByteView(sealed_state(event))).run();
}

Result<void> EventTable::set_key(const Hash& hash, const Secret& content_key)
{
    MAHALLA_TRY(Statement update, database_.prepare("UPDATE event SET key=?2 WHERE hash=?1"));
    return update.bind(1, ByteView(hash.bytes))
        .bind(2, ByteView(seal_box(keys_.events, content_key.view(), hash.bytes)))
        .run();
}

Result<void> EventTable::erase_key(const Hash& hash)
{
    MAHALLA_TRY(Statement update,
                database_.prepare("UPDATE event SET key=randomblob(length(key)) WHERE hash=?1 AND key IS NOT NULL"));
    return update.bind(1, ByteView(hash.bytes)).run();
}

Result<void> EventTable::replace_content(const IndexedEvent& event, ByteView bytes)
{
    // One statement: no moment at which a key is left beside an event that shall not be opened.
    MAHALLA_TRY(Statement update,
                database_.prepare("UPDATE event SET bytes=?2, state=?3, "
                                  "key=CASE WHEN key IS NULL THEN NULL ELSE randomblob(length(key)) END "
                                  "WHERE hash=?1"));
    update.bind(1, ByteView(event.reference.hash.bytes)).bind(2, bytes).bind(3, ByteView(sealed_state(event)));
    return update.run();
}

Result<Bytes> EventTable::wrapped_key(const Hash& hash) const
{
    MAHALLA_TRY(Statement select, database_.prepare("SELECT key FROM event WHERE hash=?1"));
    select.bind(1, ByteView(hash.bytes));
    MAHALLA_TRY(const bool has_row, select.step());
    if (!has_row || select.is_null(0)) return Bytes();
    const ByteView bytes = select.bytes(0);
    return Bytes(bytes.begin(), bytes.end());
}

Result<Bytes> EventTable::bytes(const Hash& hash) const
{
    MAHALLA_TRY(Statement select, database_.prepare("SELECT bytes FROM event WHERE hash=?1"));
    select.bind(1, ByteView(hash.bytes));
    MAHALLA_TRY(const bool has_row, select.step());
    if (!has_row) return failure(ErrorKind::NotFound, "This event is not here.");
    const ByteView bytes = select.bytes(0);
    return Bytes(bytes.begin(), bytes.end());
}

Result<Secret> EventTable::key(const Hash& hash) const
{
    MAHALLA_TRY(Statement select, database_.prepare("SELECT key FROM event WHERE hash=?1"));
    select.bind(1, ByteView(hash.bytes));
    MAHALLA_TRY(const bool has_row, select.step());
    if (!has_row || select.is_null(0)) return failure(ErrorKind::NotFound, "The key of this event is not kept here.");
    return open_secret_box(keys_.events, select.bytes(0), hash.bytes);
}

Result<EventTable::SealedRows> EventTable::sealed_rows() const
{
    MAHALLA_TRY(Statement select, database_.prepare("SELECT key, bytes FROM event WHERE hash=?1"));
    return SealedRows(std::move(select));
}

Result<EventTable::SealedRows::Sizes> EventTable::SealedRows::append(const Hash& hash, Bytes& bytes)
{
    select_.bind(1, ByteView(hash.bytes));
    MAHALLA_TRY(const bool has_row, select_.step());
    Sizes sizes;
    if (has_row) {
        const ByteView key = select_.bytes(0), event = select_.bytes(1);
        sizes = {key.size(), event.size()};
        bytes.insert(bytes.end(), key.begin(), key.end());
        bytes.insert(bytes.end(), event.begin(), event.end());
    }
    select_.reset();
    return sizes;
}

} // namespace mahalla
