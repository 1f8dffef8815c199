#include "store/draft_journal.h"

#include "store/padding.h"

#include <algorithm>

namespace mahalla {

namespace {

enum class Step : std::uint8_t { Begin = 1, Changes = 2, Language = 3, Point = 4, Return = 5 };
constexpr std::size_t name_bytes_max = 256;

tl::unexpected<Error> damaged()
{
    return failure(ErrorKind::Corrupt,
                   "A draft is damaged. Its other steps are as they were; bring back the last good copy.");
}

/// What a step's key and box are bound to.
Bytes place_of(const RecordId& record, std::uint64_t step)
{
    ByteWriter writer;
    writer.raw(as_bytes("draft"));
    writer.raw(record.bytes());
    writer.u64(step);
    return writer.take();
}

ByteWriter step_writer(Step kind, Instant now)
{
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(kind));
    writer.u64(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    return writer;
}

/// Changes are written as the event they will become a part of: one encoding, one parser.
Result<Bytes> encode_changes(const RecordId& record, const RecordChanges& changes)
{
    Event event;
    event.kind = EventKind::SetAnswers;
    event.record = record;
    event.dot.sequence = 1;
    event.changes = changes.changes;
    event.rows = changes.rows;
    return event.encode();
}

} // namespace

void wipe_answers(Record& record)
{
    for (auto& [path, answer] : record.answers)
        wipe({reinterpret_cast<std::uint8_t*>(answer.value.data()), answer.value.size()});
    record.answers.clear();
}

namespace {

Result<void> apply_step(Draft& draft, const RecordId& record, ByteView content)
{
    ByteReader reader(content);
    const auto kind = static_cast<Step>(reader.u8());
    const Instant time(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    if (!reader.ok() || (kind == Step::Begin) != (draft.steps == 0)) return damaged();
    switch (kind) {
    case Step::Begin: {
        draft.is_revision = reader.u8() == 1;
        MAHALLA_TRY(draft.seen, VersionVector::decode(reader));
        MAHALLA_TRY(draft.base, Record::decode(reader.raw(reader.left())));
        if (draft.base.id != record) return damaged();
        draft.present = draft.base;
        draft.begun = time;
        draft.points.push_back({0, RestorePointKind::Begun, time, {}, draft.present.answers.size()});
        break;
    }
    case Step::Changes: {
        MAHALLA_TRY(const Event event, Event::decode(reader.raw(reader.left())));
        if (event.record != record) return damaged();
        apply_changes(draft.present, RecordChanges{event.changes, event.rows});
        break;
    }
    case Step::Language:
        draft.present.language = reader.sized_text(256);
        break;
    case Step::Point: {
        const auto point = static_cast<RestorePointKind>(reader.u8());
        draft.points.push_back(
            {draft.steps, point, time, reader.sized_text(name_bytes_max), draft.present.answers.size()});
        break;
    }
    case Step::Return: {
        // The whole state, not the way to it: rows stand again where they stood.
        MAHALLA_TRY(Record then, Record::decode(reader.raw(reader.left())));
        if (then.id != record) return damaged();
        wipe_answers(draft.present);
        draft.present = std::move(then);
        break;
    }
    default:
        return failure(ErrorKind::Refused, "A draft was written by a newer version of this program. Install that.");
    }
    if (!reader.finished()) return damaged();
    draft.changed = time;
    ++draft.steps;
    return {};
}

} // namespace

void DraftJournal::clear()
{
    for (auto& [record, draft] : drafts_) {
        wipe_answers(draft.base);
        wipe_answers(draft.present);
    }
    drafts_.clear();
}

Result<void> DraftJournal::load()
{
    clear();
    MAHALLA_TRY(Statement select, database_.prepare("SELECT record, step, key, box FROM draft ORDER BY record, step"));
    std::vector<Bytes> strays;
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) break;
        MAHALLA_TRY(const RecordId record, RecordId::from_bytes(select.bytes(0)));
        Draft& draft = drafts_[record];
        if (!draft.is_damaged) {
            auto loaded = load_step(draft, record, select);
            if (!loaded && loaded.error().kind != ErrorKind::Corrupt) return loaded;
            draft.is_damaged = !loaded;
        }
        if (draft.is_damaged) strays.emplace_back(select.bytes(2).begin(), select.bytes(2).end());
    }
    mark_robbed(strays);
    return {};
}

void DraftJournal::mark_robbed(const std::vector<Bytes>& strays)
{
    for (const Bytes& key : strays)
        for (auto& [record, draft] : drafts_)
            if (!draft.is_damaged && open_secret_box(keys_.drafts, key, place_of(record, draft.steps)))
                draft.is_damaged = true;
}

Result<void> DraftJournal::load_step(Draft& draft, const RecordId& record, const Statement& row)
{
    const auto step = static_cast<std::uint64_t>(row.integer(1));
    if (step != draft.steps) return damaged();
    const Bytes place = place_of(record, step);
    MAHALLA_TRY(const Secret key, open_secret_box(keys_.drafts, row.bytes(2), place));
    if (key.size() != box_key_bytes) return damaged();
    MAHALLA_TRY(Bytes padded_content, open_box(key, row.bytes(3), place));
    auto content = unpadded(padded_content);
    wipe(padded_content);
    if (!content) return tl::unexpected(content.error());
    auto applied = apply_step(draft, record, *content);
    wipe(*content);
    return applied;
}

Result<void> DraftJournal::add_step(const RecordId& record, std::uint64_t step, ByteView content)
{
    const Bytes place = place_of(record, step);
    const Secret key = new_box_key();
    Bytes padded_content = padded(content);
    const Bytes box = seal_box(key, padded_content, place);
    wipe(padded_content);
    MAHALLA_TRY(Statement insert,
                database_.prepare("INSERT INTO draft(record, step, key, box) VALUES(?1, ?2, ?3, ?4)"));
    insert.bind(1, record.bytes()).bind(2, static_cast<std::int64_t>(step));
    insert.bind(3, ByteView(seal_box(keys_.drafts, key.view(), place))).bind(4, ByteView(box));
    return insert.run();
}

Result<void> DraftJournal::begin(const Record& base, const VersionVector& seen, bool is_revision, Instant now)
{
    if (drafts_.contains(base.id)) return failure(ErrorKind::Invalid, "There is a draft of this record already.");
    MAHALLA_TRY(Bytes encoded, base.encode());
    ByteWriter writer = step_writer(Step::Begin, now);
    writer.u8(is_revision ? 1 : 0);
    seen.encode(writer);
    writer.raw(encoded);
    wipe(encoded);
    Bytes content = writer.take();
    auto added = add_step(base.id, 0, content);
    if (added) {
        Draft draft;
        added = apply_step(draft, base.id, content);
        if (added) drafts_[base.id] = std::move(draft);
    }
    wipe(content);
    return added;
}

Result<Draft*> DraftJournal::writable(const RecordId& record)
{
    const auto draft = drafts_.find(record);
    if (draft == drafts_.end()) return failure(ErrorKind::NotFound, "There is no draft of this record.");
    if (draft->second.is_damaged) return damaged();
    return &draft->second;
}

Result<void> DraftJournal::add_changes(const RecordId& record, const RecordChanges& changes, Instant now)
{
    MAHALLA_TRY(Draft* const draft, writable(record));
    if (changes.empty()) return {};
    if (std::ranges::any_of(changes.rows, [](const RowChange& row) { return row.kind == RowChangeKind::Removed; }))
        if (auto marked = add_point(record, RestorePointKind::BeforeRowRemoved, {}, now); !marked) return marked;
    MAHALLA_TRY(Bytes encoded, encode_changes(record, changes));
    ByteWriter writer = step_writer(Step::Changes, now);
    writer.raw(encoded);
    wipe(encoded);
    Bytes content = writer.take();
    auto added = add_step(record, draft->steps, content);
    // The same code that reads the step after a crash brings it into memory now.
    if (added) added = apply_step(*draft, record, content);
    wipe(content);
    return added;
}

Result<void> DraftJournal::add_point(const RecordId& record, RestorePointKind kind, std::string name, Instant now)
{
    MAHALLA_TRY(Draft* const draft, writable(record));
    if (name.size() > name_bytes_max) return failure(ErrorKind::Invalid, "A name has at most 256 bytes.");
    // Nothing happened since the last point: that one says the same.
    const RestorePoint& last = draft->points.back();
    if (name.empty() && last.step + 1 == draft->steps) return {};
    ByteWriter writer = step_writer(Step::Point, now);
    writer.u8(static_cast<std::uint8_t>(kind));
    writer.sized(name);
    auto added = add_step(record, draft->steps, writer.bytes());
    if (added) added = apply_step(*draft, record, writer.bytes());
    return added;
}

Result<Draft> DraftJournal::state_at(const RecordId& record, std::uint64_t step)
{
    Draft past;
    MAHALLA_TRY(Statement select, database_.prepare("SELECT record, step, key, box FROM draft WHERE record=?1 AND "
                                                    "step<=?2 ORDER BY step"));
    select.bind(1, record.bytes()).bind(2, static_cast<std::int64_t>(step));
    for (;;) {
        MAHALLA_TRY(const bool has_row, select.step());
        if (!has_row) break;
        if (auto loaded = load_step(past, record, select); !loaded) return tl::unexpected(loaded.error());
    }
    if (past.steps != step + 1) return damaged();
    return past;
}

Result<void> DraftJournal::return_to(const RecordId& record, std::uint64_t step, Instant now)
{
    MAHALLA_TRY(Draft* const draft, writable(record));
    if (std::ranges::find(draft->points, step, &RestorePoint::step) == draft->points.end())
        return failure(ErrorKind::NotFound, "This draft has no such restore point.");
    MAHALLA_TRY(Draft past, state_at(record, step));
    auto encoded = past.present.encode();
    wipe_answers(past.base);
    wipe_answers(past.present);
    if (!encoded) return tl::unexpected(encoded.error());
    ByteWriter writer = step_writer(Step::Return, now);
    writer.raw(*encoded);
    wipe(*encoded);
    Bytes content = writer.take();
    auto added = add_point(record, RestorePointKind::BeforeReturn, {}, now);
    if (added) added = add_step(record, draft->steps, content);
    if (added) added = apply_step(*draft, record, content);
    wipe(content);
    return added;
}

Result<void> DraftJournal::set_language(const RecordId& record, std::string language, Instant now)
{
    MAHALLA_TRY(Draft* const draft, writable(record));
    if (language.size() > 256) return failure(ErrorKind::Invalid, "The name of a language has at most 256 bytes.");
    ByteWriter writer = step_writer(Step::Language, now);
    writer.sized(language);
    auto added = add_step(record, draft->steps, writer.bytes());
    if (added) added = apply_step(*draft, record, writer.bytes());
    return added;
}

Result<void> erase_draft_rows(Database& database, const RecordId& record)
{
    MAHALLA_TRY(Statement overwrite, database.prepare("UPDATE draft SET key=randomblob(length(key)) WHERE record=?1"));
    if (auto done = overwrite.bind(1, record.bytes()).run(); !done) return done;
    MAHALLA_TRY(Statement remove, database.prepare("DELETE FROM draft WHERE record=?1"));
    return remove.bind(1, record.bytes()).run();
}

void DraftJournal::forget(const RecordId& record)
{
    const auto draft = drafts_.find(record);
    if (draft == drafts_.end()) return;
    wipe_answers(draft->second.base);
    wipe_answers(draft->second.present);
    drafts_.erase(draft);
}

const Draft* DraftJournal::find(const RecordId& record) const
{
    const auto found = drafts_.find(record);
    return found == drafts_.end() ? nullptr : &found->second;
}

} // namespace mahalla
