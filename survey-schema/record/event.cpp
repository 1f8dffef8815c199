#include "record/event.h"

#include "record/change_form.h"
#include "record/event_tags.h"
#include "record/path_codec.h"
#include "record/short_changes.h"

#include <algorithm>
#include <set>

namespace mahalla {

namespace {

tl::unexpected<Error> corrupt()
{
    return failure(ErrorKind::Corrupt, "An event is damaged; ask for the bundle again.");
}

Bytes changes_field(const std::vector<AnswerChange>& changes)
{
    ByteWriter writer;
    PathWriter paths;
    writer.varint(changes.size());
    for (const AnswerChange& change : changes) {
        paths.write(writer, change.path);
        const ChangeForm form = form_of(change);
        writer.u8(form);
        if (has_value(form)) writer.sized(*change.value);
    }
    return writer.take();
}

Bytes rows_field(const std::vector<RowChange>& rows)
{
    ByteWriter writer;
    PathWriter paths;
    writer.varint(rows.size());
    for (const RowChange& change : rows) {
        paths.write(writer, change.series);
        writer.raw(change.row.bytes());
        writer.u8(static_cast<std::uint8_t>(change.kind));
    }
    return writer.take();
}

bool read_rows(ByteView field, std::vector<RowChange>& rows)
{
    ByteReader reader(field);
    PathReader paths;
    const std::uint64_t count = reader.varint();
    if (count > Event::changes_max) return false;
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        RowChange change;
        change.series = paths.read(reader);
        change.row = read_id<RowId>(reader);
        const std::uint8_t kind = reader.u8();
        if (kind > static_cast<std::uint8_t>(RowChangeKind::Removed)) return false;
        change.kind = static_cast<RowChangeKind>(kind);
        rows.push_back(std::move(change));
    }
    return reader.finished();
}

Bytes superseded_field(const std::vector<EventReference>& superseded)
{
    ByteWriter writer;
    writer.varint(superseded.size());
    for (const EventReference& event : superseded) {
        writer.raw(event.dot.device.bytes());
        writer.u64(event.dot.sequence);
        writer.raw(event.hash.bytes);
    }
    return writer.take();
}

bool read_superseded(ByteView field, std::vector<EventReference>& superseded)
{
    ByteReader reader(field);
    const std::uint64_t count = reader.varint();
    if (count > Event::superseded_max) return false;
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        EventReference event;
        event.dot.device = read_id<DeviceId>(reader);
        event.dot.sequence = reader.u64();
        const auto hash = Hash::from_bytes(reader.raw(event.hash.bytes.size()));
        if (!hash) return false;
        event.hash = *hash;
        superseded.push_back(event);
    }
    return reader.finished();
}

template <typename T, typename Less> bool is_strictly_ascending(const std::vector<T>& items, Less less)
{
    return std::adjacent_find(items.begin(), items.end(), [&](const T& a, const T& b) { return !less(a, b); }) ==
           items.end();
}

bool is_within_limits(const Event& event)
{
    if (event.dot.sequence == 0 || event.seen.sequence_of(event.dot.device) >= event.dot.sequence) return false;
    if (event.seen.entries().size() > VersionVector::devices_max) return false;
    if (event.changes.size() > Event::changes_max || event.rows.size() > Event::changes_max) return false;
    if (event.superseded.size() > Event::superseded_max) return false;
    for (const std::string* label : {&event.author, &event.language, &event.topic, &event.form.id, &event.form.version})
        if (!is_text_within(*label, Event::label_bytes_max)) return false;
    if (!is_text_within(event.reason, Event::reason_bytes_max)) return false;
    for (const AnswerChange& change : event.changes) {
        if (change.path.empty() || change.path.row()) return false;
        if (change.value && !is_text_within(*change.value, Record::value_bytes_max)) return false;
        if (change.relevance_only ? change.value.has_value() : !change.value && !change.relevant) return false;
    }
    std::set<std::pair<AnswerPath, RowId>> rows;
    for (const RowChange& change : event.rows)
        if (change.series.empty() || change.series.row() || !rows.emplace(change.series, change.row).second)
            return false;
    if (!event.unknown_fields.empty() && event.unknown_fields.begin()->first <= last_known_tag) return false;
    return is_strictly_ascending(event.changes, [](const auto& a, const auto& b) { return a.path < b.path; }) &&
           is_strictly_ascending(event.superseded, std::less<>());
}

Bytes instant_field(Instant instant)
{
    ByteWriter writer;
    writer.u64(static_cast<std::uint64_t>(instant.time_since_epoch().count()));
    return writer.take();
}

bool read_instant(ByteView field, Instant& instant)
{
    ByteReader reader(field);
    instant = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    return reader.finished();
}

/// Fills `event` from fields this version knows and leaves the others in it. False where a field's inside is damaged.
bool read_known_fields(Fields fields, const QuestionList* questions, Event& event)
{
    const auto take = [&fields](std::uint64_t tag) -> std::optional<Bytes> {
        auto node = fields.extract(tag);
        if (!node) return std::nullopt;
        return std::move(node.mapped());
    };
    // Kind, record and dot are always there: no default makes sense for them.
    const auto kind = take(kind_tag);
    const auto record = take(record_tag);
    const auto dot = take(dot_tag);
    if (!kind || !record || !dot) return false;
    ByteReader kind_reader(*kind);
    event.kind = static_cast<EventKind>(kind_reader.u16());
    const auto record_id = RecordId::from_bytes(*record);
    ByteReader dot_reader(*dot);
    event.dot.device = read_id<DeviceId>(dot_reader);
    event.dot.sequence = dot_reader.u64();
    if (!kind_reader.finished() || !record_id || !dot_reader.finished()) return false;
    event.record = *record_id;

    if (const auto field = take(seen_tag)) {
        ByteReader reader(*field);
        auto seen = VersionVector::decode(reader);
        if (!seen || !reader.finished()) return false;
        event.seen = *std::move(seen);
    }
    if (const auto field = take(form_tag)) {
        ByteReader reader(*field);
        auto form = FormReference::decode(reader);
        if (!form || !reader.finished()) return false;
        event.form = *std::move(form);
    }
    if (const auto field = take(instant_tag); field && !read_instant(*field, event.instant)) return false;
    if (const auto field = take(begun_tag); field && !read_instant(*field, event.begun.emplace())) return false;
    if (const auto field = take(author_tag)) event.author = as_text(*field);
    if (const auto field = take(language_tag)) event.language = as_text(*field);
    if (const auto field = take(changes_tag); field && !read_changes_by_path(*field, event.changes)) return false;
    if (const auto field = take(rows_tag); field && !read_rows(*field, event.rows)) return false;
    // Behind rows and instant, from which places and moments are counted.
    if (const auto field = take(short_changes_tag)) {
        if (!read_short_changes(*field, *questions, event)) return false;
        std::ranges::sort(event.changes, {}, &AnswerChange::path);
    }
    if (const auto field = take(superseded_tag); field && !read_superseded(*field, event.superseded)) return false;
    if (const auto field = take(topic_tag)) event.topic = as_text(*field);
    if (const auto field = take(reason_tag)) event.reason = as_text(*field);
    if (auto field = take(payload_tag)) event.payload = *std::move(field);
    event.unknown_fields = std::move(fields);
    return true;
}

template <typename Write> Bytes written_by(Write write)
{
    ByteWriter writer;
    write(writer);
    return writer.take();
}

} // namespace

bool read_changes_by_path(ByteView field, std::vector<AnswerChange>& changes)
{
    ByteReader reader(field);
    PathReader paths;
    const std::uint64_t count = reader.varint();
    if (count > Event::changes_max) return false;
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        AnswerPath path = paths.read(reader);
        const std::uint8_t form = reader.u8();
        AnswerChange change = change_of(form);
        change.path = std::move(path);
        if (has_value(form)) change.value = read_text(reader, Record::value_bytes_max);
        changes.push_back(std::move(change));
    }
    return reader.finished();
}

bool is_known(EventKind kind) { return kind >= EventKind::Create && kind <= EventKind::Receipt; }

const char* name_of(EventKind kind)
{
    switch (kind) {
    case EventKind::Create:
        return "Create";
    case EventKind::SetAnswers:
        return "SetAnswers";
    case EventKind::Finalise:
        return "Finalise";
    case EventKind::Reopen:
        return "Reopen";
    case EventKind::Resolve:
        return "Resolve";
    case EventKind::Tombstone:
        return "Tombstone";
    case EventKind::Erased:
        return "Erased";
    case EventKind::Attachment:
        return "Attachment";
    case EventKind::Comment:
        return "Comment";
    case EventKind::Flag:
        return "Flag";
    case EventKind::Review:
        return "Review";
    case EventKind::Grant:
        return "Grant";
    case EventKind::Assignment:
        return "Assignment";
    case EventKind::Charter:
        return "Charter";
    case EventKind::Certificate:
        return "Certificate";
    case EventKind::Receipt:
        return "Receipt";
    }
    return "Unknown";
}

Result<Bytes> Event::encode(const QuestionList* questions) const
{
    if (!is_within_limits(*this))
        return failure(ErrorKind::Invalid, "An event holds more than fits into one, or is not in order; split it.");
    Fields fields = unknown_fields;
    fields[kind_tag] = written_by([&](ByteWriter& writer) { writer.u16(static_cast<std::uint16_t>(kind)); });
    fields[record_tag] = Bytes(record.bytes().begin(), record.bytes().end());
    fields[dot_tag] = written_by([&](ByteWriter& writer) {
        writer.raw(dot.device.bytes());
        writer.u64(dot.sequence);
    });
    if (!seen.empty()) fields[seen_tag] = written_by([&](ByteWriter& writer) { seen.encode(writer); });
    if (form != FormReference()) fields[form_tag] = written_by([&](ByteWriter& writer) { form.encode(writer); });
    if (!author.empty()) fields[author_tag] = to_bytes(author);
    if (!language.empty()) fields[language_tag] = to_bytes(language);
    if (instant != Instant{}) fields[instant_tag] = instant_field(instant);
    if (begun) fields[begun_tag] = instant_field(*begun);
    if (questions) {
        std::vector<AnswerChange> rest;
        if (Bytes field = short_changes_field(*this, *questions, rest); !field.empty())
            fields[short_changes_tag] = std::move(field);
        if (!rest.empty()) fields[changes_tag] = changes_field(rest);
    } else if (!changes.empty()) {
        fields[changes_tag] = changes_field(changes);
    }
    if (!rows.empty()) fields[rows_tag] = rows_field(rows);
    if (!superseded.empty()) fields[superseded_tag] = superseded_field(superseded);
    if (!topic.empty()) fields[topic_tag] = to_bytes(topic);
    if (!reason.empty()) fields[reason_tag] = to_bytes(reason);
    if (!payload.empty()) fields[payload_tag] = payload;
    Bytes bytes = encode_fields(fields);
    if (bytes.size() > encoded_bytes_max)
        return failure(ErrorKind::Invalid, "An event holds more than fits into one; split it.");
    return bytes;
}

Result<Event> Event::decode(ByteView bytes, const QuestionList* questions)
{
    if (bytes.size() > encoded_bytes_max) return corrupt();
    MAHALLA_TRY(auto fields, decode_fields(bytes));
    const bool is_short = fields.contains(short_changes_tag);
    if (is_short && questions == nullptr)
        return failure(ErrorKind::Unavailable, "The questionnaire of an event is not here yet.");
    Event event;
    if (!read_known_fields(std::move(fields), questions, event)) return corrupt();
    // One canonical form: whatever `encode` would have written differently or refused is damage.
    const auto again = event.encode(is_short ? questions : nullptr);
    if (!again || !std::equal(again->begin(), again->end(), bytes.begin(), bytes.end())) return corrupt();
    return event;
}

} // namespace mahalla
