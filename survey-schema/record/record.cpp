#include "record/record.h"

#include "record/path_codec.h"

#include <algorithm>

namespace mahalla {

namespace {

// Tags are for ever: docs/formats/record.md.
enum RecordTag : std::uint64_t {
    id_tag = 1,
    form_tag = 2,
    stage_tag = 3,
    answers_tag = 4,
    rosters_tag = 5,
    created_tag = 6,
    finalised_tag = 7,
    author_tag = 8,
    language_tag = 9,
    last_known_tag = language_tag,
};

constexpr std::size_t label_bytes_max = 256;
constexpr std::uint8_t relevant_flag = 1;
constexpr std::uint8_t unresolved_flag = 2;

tl::unexpected<Error> corrupt() { return failure(ErrorKind::Corrupt, "A record is damaged; ask for it again."); }

Bytes answers_field(const std::map<AnswerPath, Answer>& answers)
{
    ByteWriter writer;
    PathWriter paths;
    writer.varint(answers.size());
    for (const auto& [path, answer] : answers) {
        paths.write(writer, path);
        writer.u8(static_cast<std::uint8_t>((answer.relevant ? relevant_flag : 0) |
                                            (answer.unresolved ? unresolved_flag : 0)));
        writer.sized(answer.value);
    }
    return writer.take();
}

bool read_answers(ByteView field, std::map<AnswerPath, Answer>& answers)
{
    ByteReader reader(field);
    PathReader paths;
    const std::uint64_t count = reader.varint();
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        AnswerPath path = paths.read(reader);
        const std::uint8_t flags = reader.u8();
        Answer answer{read_text(reader, Record::value_bytes_max), (flags & relevant_flag) != 0,
                      (flags & unresolved_flag) != 0};
        if (reader.ok()) answers.emplace_hint(answers.end(), std::move(path), std::move(answer));
    }
    return reader.finished();
}

Bytes rosters_field(const std::map<AnswerPath, std::vector<RowId>>& rosters)
{
    ByteWriter writer;
    PathWriter paths;
    writer.varint(rosters.size());
    for (const auto& [series, rows] : rosters) {
        paths.write(writer, series);
        writer.varint(rows.size());
        for (const RowId& row : rows) writer.raw(row.bytes());
    }
    return writer.take();
}

bool read_rosters(ByteView field, std::map<AnswerPath, std::vector<RowId>>& rosters)
{
    ByteReader reader(field);
    PathReader paths;
    const std::uint64_t count = reader.varint();
    for (std::uint64_t i = 0; reader.ok() && i < count; ++i) {
        AnswerPath series = paths.read(reader);
        const std::uint64_t row_count = reader.varint();
        if (row_count > reader.left() / RowId::bytes_count) return false;
        std::vector<RowId> rows;
        for (std::uint64_t k = 0; k < row_count; ++k) rows.push_back(read_id<RowId>(reader));
        if (reader.ok()) rosters.emplace_hint(rosters.end(), std::move(series), std::move(rows));
    }
    return reader.finished();
}

Bytes instant_field(Instant instant)
{
    ByteWriter writer;
    writer.u64(static_cast<std::uint64_t>(instant.time_since_epoch().count()));
    return writer.take();
}

std::optional<Instant> read_instant(ByteView field)
{
    ByteReader reader(field);
    const auto milliseconds = static_cast<std::int64_t>(reader.u64());
    if (!reader.finished()) return std::nullopt;
    return Instant(std::chrono::milliseconds(milliseconds));
}

bool is_within_limits(const Record& record)
{
    if (record.answers.size() > Record::answers_max) return false;
    if (!is_text_within(record.form.id, label_bytes_max) || !is_text_within(record.form.version, label_bytes_max))
        return false;
    if (!is_text_within(record.author, label_bytes_max) || !is_text_within(record.language, label_bytes_max))
        return false;
    for (const auto& [path, answer] : record.answers)
        if (path.empty() || path.row() || !is_text_within(answer.value, Record::value_bytes_max)) return false;
    for (const auto& [series, rows] : record.rosters)
        if (series.empty() || series.row() || rows.empty()) return false;
    return record.unknown_fields.empty() || record.unknown_fields.begin()->first > last_known_tag;
}

/// Fills `record` from fields this version knows and leaves the others in it. False where a field's inside is damaged.
bool read_known_fields(Fields fields, Record& record)
{
    const auto take = [&fields](std::uint64_t tag) -> std::optional<Bytes> {
        auto node = fields.extract(tag);
        if (!node) return std::nullopt;
        return std::move(node.mapped());
    };
    if (const auto field = take(id_tag)) {
        const auto id = RecordId::from_bytes(*field);
        if (!id) return false;
        record.id = *id;
    }
    if (const auto field = take(form_tag)) {
        ByteReader reader(*field);
        auto form = FormReference::decode(reader);
        if (!form || !reader.finished()) return false;
        record.form = *std::move(form);
    }
    if (const auto field = take(stage_tag)) {
        if (field->size() != 1 || field->front() > static_cast<std::uint8_t>(RecordStage::Masked)) return false;
        record.stage = static_cast<RecordStage>(field->front());
    }
    if (const auto field = take(answers_tag); field && !read_answers(*field, record.answers)) return false;
    if (const auto field = take(rosters_tag); field && !read_rosters(*field, record.rosters)) return false;
    if (const auto field = take(created_tag); field && !(record.created = read_instant(*field))) return false;
    if (const auto field = take(finalised_tag); field && !(record.finalised = read_instant(*field))) return false;
    if (const auto field = take(author_tag)) record.author = as_text(*field);
    if (const auto field = take(language_tag)) record.language = as_text(*field);
    record.unknown_fields = std::move(fields);
    return true;
}

} // namespace

void FormReference::encode(ByteWriter& writer) const
{
    writer.sized(id);
    writer.sized(version);
    writer.raw(hash.bytes);
}

Result<FormReference> FormReference::decode(ByteReader& reader)
{
    FormReference form;
    form.id = read_text(reader, label_bytes_max);
    form.version = read_text(reader, label_bytes_max);
    const auto hash = Hash::from_bytes(reader.raw(form.hash.bytes.size()));
    if (!reader.ok() || !hash) return failure(ErrorKind::Corrupt, "The name of a form is damaged; ask for it again.");
    form.hash = *hash;
    return form;
}

std::optional<std::string> Record::settled_value(const AnswerPath& path) const
{
    const auto found = answers.find(path);
    if (found == answers.end() || !found->second.relevant || found->second.unresolved) return std::nullopt;
    return found->second.value;
}

Result<Bytes> Record::encode() const
{
    if (!is_within_limits(*this))
        return failure(ErrorKind::Invalid, "A record is larger than can be kept, or holds text that is no UTF-8.");
    Fields fields = unknown_fields;
    if (!id.is_none()) fields[id_tag] = Bytes(id.bytes().begin(), id.bytes().end());
    if (form != FormReference()) {
        ByteWriter writer;
        form.encode(writer);
        fields[form_tag] = writer.take();
    }
    if (stage != RecordStage::Draft) fields[stage_tag] = {static_cast<std::uint8_t>(stage)};
    if (!answers.empty()) fields[answers_tag] = answers_field(answers);
    if (!rosters.empty()) fields[rosters_tag] = rosters_field(rosters);
    if (created) fields[created_tag] = instant_field(*created);
    if (finalised) fields[finalised_tag] = instant_field(*finalised);
    if (!author.empty()) fields[author_tag] = to_bytes(author);
    if (!language.empty()) fields[language_tag] = to_bytes(language);
    Bytes bytes = encode_fields(fields);
    if (bytes.size() > encoded_bytes_max) return failure(ErrorKind::Invalid, "A record is larger than can be kept.");
    return bytes;
}

Result<Record> Record::decode(ByteView bytes)
{
    if (bytes.size() > encoded_bytes_max) return corrupt();
    MAHALLA_TRY(auto fields, decode_fields(bytes));
    Record record;
    if (!read_known_fields(std::move(fields), record)) return corrupt();
    // One canonical form: whatever this version would have written differently (an unsorted path, a default spelt out,
    // flags it does not know) is damage.
    const auto again = record.encode();
    if (!again || !std::equal(again->begin(), again->end(), bytes.begin(), bytes.end())) return corrupt();
    return record;
}

} // namespace mahalla
