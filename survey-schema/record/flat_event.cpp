#include "record/flat_event.h"

#include "base/check.h"
#include "record/change_form.h"
#include "record/event_tags.h"
#include "record/short_changes.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr std::size_t row_suffix_bytes = 2 * RowId::bytes_count + 2;

bool is_usual(EventKind kind)
{
    return kind == EventKind::Create || kind == EventKind::SetAnswers || kind == EventKind::Finalise ||
           kind == EventKind::Reopen || kind == EventKind::Attachment;
}

/// How many rows are around a place.
std::size_t depth_of(std::uint32_t place, const std::vector<FlatRow>& rows)
{
    std::size_t depth = 0;
    for (; place != 0; place = rows[place - 1].around) ++depth;
    return depth;
}

/// Whether `text`, which ends in a row, names the row of this place: the ids from the innermost outwards, and the
/// nodeset.
bool is_place(std::string_view text, std::uint32_t place, const std::vector<FlatRow>& rows,
              const QuestionList& questions)
{
    while (place != 0) {
        const FlatRow& row = rows[place - 1];
        const std::string_view nodeset = questions.nodeset(row.series);
        const std::string_view above =
            row.around == 0 ? std::string_view() : questions.nodeset(rows[row.around - 1].series);
        const std::string_view step = nodeset.substr(above.size());
        if (text.size() < row_suffix_bytes + step.size()) return false;
        const std::string_view id = text.substr(text.size() - row_suffix_bytes + 1, row_suffix_bytes - 2);
        const auto row_id = RowId::from_text(id);
        if (!row_id || *row_id != row.row) return false;
        text.remove_suffix(row_suffix_bytes);
        if (!text.ends_with(step)) return false;
        text.remove_suffix(step.size());
        place = row.around;
    }
    return text.empty();
}

/// The place of the row that `text` ends in; 0 for no text. Nothing where it is not among them.
std::optional<std::uint32_t> place_named(std::string_view text, const std::vector<FlatRow>& rows,
                                         const QuestionList& questions)
{
    if (text.empty()) return 0;
    for (std::uint32_t place = 1; place <= rows.size(); ++place)
        if (is_place(text, place, rows, questions)) return place;
    return std::nullopt;
}

/// Whether a question can stand at a place: it is below the roster, and its path is one.
bool may_stand(std::size_t question, std::uint32_t place, const std::vector<FlatRow>& rows,
               const QuestionList& questions)
{
    if (questions.path(question).empty()) return false;
    if (place == 0) return true;
    const std::string_view nodeset = questions.nodeset(question);
    const std::string_view around = questions.nodeset(rows[place - 1].series);
    return nodeset.size() > around.size() && nodeset.starts_with(around) && nodeset[around.size()] == '/' &&
           nodeset.size() + depth_of(place, rows) * row_suffix_bytes <= AnswerPath::text_bytes_max;
}

bool read_rows(ByteView field, const QuestionList& questions, std::vector<FlatRow>& rows)
{
    ByteReader reader(field);
    // Paths share their beginnings with the one before, as path_codec.h has it.
    std::string series;
    const std::uint64_t count = reader.varint();
    if (count > FlatEvent::rows_max) return false;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t shared = reader.varint();
        const ByteView rest = reader.sized(AnswerPath::text_bytes_max);
        if (!reader.ok() || shared > series.size()) return false;
        const bool is_another = shared != series.size() || !rest.empty() || rows.empty();
        series.resize(static_cast<std::size_t>(shared));
        series += as_text(rest);
        FlatRow row;
        row.row = read_id<RowId>(reader);
        if (reader.u8() != static_cast<std::uint8_t>(RowChangeKind::Added) || !reader.ok()) return false;
        if (is_another) {
            const std::size_t row_end = series.rfind(']') + 1; // npos + 1 is 0: the root.
            const auto around = place_named(std::string_view(series).substr(0, row_end), rows, questions);
            if (!around) return false;
            std::string nodeset(*around == 0 ? std::string_view() : questions.nodeset(rows[*around - 1].series));
            nodeset += std::string_view(series).substr(row_end);
            const auto question = questions.number_of(nodeset);
            if (!question || !may_stand(*question, *around, rows, questions)) return false;
            row.series = static_cast<std::uint32_t>(*question);
            row.around = *around;
        } else {
            row.series = rows.back().series;
            row.around = rows.back().around;
        }
        rows.push_back(row);
    }
    return reader.finished();
}

bool read_answers(ByteView field, const QuestionList& questions, FlatEvent& event)
{
    return for_each_short_change(
        field, questions, event.instant, event.rows.size() + 1, event.elsewhere.size(),
        [&](std::size_t place, std::size_t question, std::uint8_t form, ShortValueReader& values) {
            FlatAnswer answer;
            answer.question = static_cast<std::uint32_t>(question);
            answer.place = static_cast<std::uint32_t>(place);
            if (!may_stand(question, answer.place, event.rows, questions)) return false;
            answer.has_value = has_value(form);
            answer.relevant = form != written_irrelevant && form != became_irrelevant;
            answer.relevance_only = form == became_relevant || form == became_irrelevant;
            if (answer.has_value) {
                answer.text_at = static_cast<std::uint32_t>(event.texts.size());
                if (!values.append(question, event.texts)) return false;
                const std::size_t bytes = event.texts.size() - answer.text_at;
                // A set of long choices can be much longer than its number.
                if (bytes > Record::value_bytes_max || event.texts.size() > FlatEvent::texts_bytes_max) return false;
                answer.text_bytes = static_cast<std::uint32_t>(bytes) & 0xFF'FFFFU;
            }
            event.answers.push_back(answer);
            return true;
        });
}

bool read_form(ByteView field, FormReference& form)
{
    ByteReader reader(field);
    form.id.assign(as_text(reader.sized(Event::label_bytes_max)));
    form.version.assign(as_text(reader.sized(Event::label_bytes_max)));
    const auto hash = Hash::from_bytes(reader.raw(form.hash.bytes.size()));
    if (!hash || !reader.finished()) return false;
    form.hash = *hash;
    return true;
}

bool read_instant(ByteView field, Instant& instant)
{
    ByteReader reader(field);
    instant = Instant(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64())));
    return reader.finished();
}

bool read_field(std::uint64_t tag, ByteView field, const QuestionList& questions, FlatEvent& event)
{
    ByteReader reader(field);
    switch (tag) {
    case kind_tag:
        event.kind = static_cast<EventKind>(reader.u16());
        return reader.finished() && is_usual(event.kind);
    case record_tag:
        event.record = read_id<RecordId>(reader);
        return reader.finished();
    case dot_tag:
        event.dot.device = read_id<DeviceId>(reader);
        event.dot.sequence = reader.u64();
        return reader.finished() && event.dot.sequence > 0;
    case seen_tag: {
        auto seen = VersionVector::decode(reader);
        if (!seen || !reader.finished()) return false;
        event.seen = *std::move(seen);
        return true;
    }
    case form_tag:
        return read_form(field, event.form);
    case author_tag:
        event.author.assign(as_text(field));
        return field.size() <= Event::label_bytes_max;
    case language_tag:
        event.language.assign(as_text(field));
        return field.size() <= Event::label_bytes_max;
    case instant_tag:
        return read_instant(field, event.instant);
    case changes_tag:
        return read_changes_by_path(field, event.elsewhere);
    case rows_tag:
        return read_rows(field, questions, event.rows);
    case topic_tag:
    case reason_tag:
    case payload_tag:
        return true;
    case begun_tag:
        return read_instant(field, event.begun.emplace());
    case short_changes_tag:
        // Behind rows and instant, whose tags are lower.
        return read_answers(field, questions, event);
    default:
        return false;
    }
}

} // namespace

bool FlatEvent::read(ByteView bytes, const QuestionList& questions)
{
    if (bytes.size() > Event::encoded_bytes_max) return false;
    form.id.clear();
    form.version.clear();
    form.hash = {};
    author.clear();
    language.clear();
    seen = {};
    instant = {};
    begun.reset();
    rows.clear();
    answers.clear();
    texts.clear();
    elsewhere.clear();
    dot = {};
    ByteReader reader(bytes);
    std::uint64_t last = 0;
    // Kind, record and dot come first and are always there.
    std::uint64_t required = kind_tag;
    while (reader.ok() && reader.left() > 0) {
        const std::uint64_t tag = reader.varint();
        const ByteView field = reader.sized(bytes.size());
        if (!reader.ok() || tag <= last || (required <= dot_tag && tag != required++)) return false;
        if (!read_field(tag, field, questions, *this)) return false;
        last = tag;
    }
    return reader.finished() && required > dot_tag && seen.sequence_of(dot.device) < dot.sequence;
}

std::vector<AnswerPath> paths_of_places(const std::vector<FlatRow>& rows, const QuestionList& questions)
{
    std::vector<AnswerPath> paths(1);
    for (const FlatRow& row : rows) {
        FlatAnswer series;
        series.question = row.series;
        series.place = row.around;
        paths.push_back(path_at(paths[row.around], series, rows, questions).with_row(row.row));
    }
    return paths;
}

AnswerPath path_at(const AnswerPath& place, const FlatAnswer& answer, const std::vector<FlatRow>& rows,
                   const QuestionList& questions)
{
    if (answer.place == 0) return questions.path(answer.question);
    const std::size_t around = questions.nodeset(rows[answer.place - 1].series).size();
    std::string text;
    const std::string_view below = std::string_view(questions.nodeset(answer.question)).substr(around);
    text.reserve(place.text().size() + below.size());
    text += place.text();
    text += below;
    auto path = AnswerPath::parse(text);
    MAHALLA_CHECK(path); // `read` lets no other question stand there.
    return *std::move(path);
}

std::optional<FlatPlace> place_of(const AnswerPath& path, const std::vector<FlatRow>& rows,
                                  const QuestionList& questions)
{
    const std::string_view text = path.text();
    const std::size_t row_end = text.rfind(']') + 1; // npos + 1 is 0: the root.
    if (row_end == text.size()) return std::nullopt;
    const auto place = place_named(text.substr(0, row_end), rows, questions);
    if (!place) return std::nullopt;
    std::optional<std::size_t> question;
    if (*place == 0) {
        question = questions.number_of(text);
    } else {
        std::string nodeset = questions.nodeset(rows[*place - 1].series);
        nodeset += text.substr(row_end);
        question = questions.number_of(nodeset);
    }
    if (!question) return std::nullopt;
    return FlatPlace{static_cast<std::uint32_t>(*question), *place};
}

} // namespace mahalla
