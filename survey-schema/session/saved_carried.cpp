// What is carried, inside a saved interview: docs/formats/saved-interview.md.

#include "session/carried_answers.h"
#include "session/interview_state.h"

namespace mahalla {

namespace {

enum AnswerBit : std::uint8_t { relevant_bit = 1, unresolved_bit = 2 };

AnswerPath read_path(ByteReader& reader)
{
    auto path = AnswerPath::parse(reader.sized_text(AnswerPath::text_bytes_max));
    if (path) return *std::move(path);
    reader.fail();
    return {};
}

} // namespace

void write_carried(const InterviewState& state, ByteWriter& writer)
{
    const CarriedAnswers carried = carried_now(state);
    writer.varint(carried.answers.size());
    for (const auto& [path, answer] : carried.answers) {
        writer.sized(path.text());
        writer.u8(
            static_cast<std::uint8_t>((answer.relevant ? relevant_bit : 0) | (answer.unresolved ? unresolved_bit : 0)));
        writer.sized(answer.value);
    }
    writer.varint(carried.rosters.size());
    for (const auto& [series, rows] : carried.rosters) {
        writer.sized(series.text());
        writer.varint(rows.size());
        for (const RowId& row : rows) writer.raw(row.bytes());
    }
    writer.varint(carried.spellings.size());
    for (const auto& [path, spelling] : carried.spellings) {
        writer.sized(path.text());
        writer.sized(spelling.as_it_came);
        writer.sized(spelling.as_it_reads);
    }
    writer.sized(encode_fields(carried.unknown_fields));
    writer.sized(carried.author);
    writer.sized(carried.language);
    writer.varint(state.departures.size());
    for (const Departure& departure : state.departures) {
        writer.u8(static_cast<std::uint8_t>(departure.kind));
        writer.sized(departure.path.text());
        writer.sized(departure.perhaps_now);
    }
}

void read_carried(InterviewState& state, ByteReader& reader)
{
    CarriedAnswers& carried = state.carried;
    for (std::uint64_t left = reader.varint(); left > 0 && reader.ok(); --left) {
        AnswerPath path = read_path(reader);
        const std::uint8_t bits = reader.u8();
        carried.answers[std::move(path)] = {reader.sized_text(Record::value_bytes_max), (bits & relevant_bit) != 0,
                                            (bits & unresolved_bit) != 0};
    }
    for (std::uint64_t left = reader.varint(); left > 0 && reader.ok(); --left) {
        std::vector<RowId>& rows = carried.rosters[read_path(reader)];
        for (std::uint64_t count = reader.varint(); count > 0 && reader.ok(); --count)
            rows.push_back(read_id<RowId>(reader));
    }
    for (std::uint64_t left = reader.varint(); left > 0 && reader.ok(); --left) {
        CarriedAnswers::Spelling& spelling = carried.spellings[read_path(reader)];
        spelling.as_it_came = reader.sized_text(Record::value_bytes_max);
        spelling.as_it_reads = reader.sized_text(Record::value_bytes_max);
    }
    if (auto fields = decode_fields(reader.sized(Record::encoded_bytes_max)))
        carried.unknown_fields = *std::move(fields);
    else
        reader.fail();
    carried.author = reader.sized_text(Record::value_bytes_max);
    carried.language = reader.sized_text(Record::value_bytes_max);
    for (std::uint64_t left = reader.varint(); left > 0 && reader.ok(); --left) {
        const std::uint8_t kind = reader.u8();
        if (kind > static_cast<std::uint8_t>(Departure::Kind::BeyondCount)) reader.fail();
        AnswerPath path = read_path(reader);
        state.departures.push_back(
            {static_cast<Departure::Kind>(kind), std::move(path), reader.sized_text(AnswerPath::text_bytes_max)});
    }
}

} // namespace mahalla
