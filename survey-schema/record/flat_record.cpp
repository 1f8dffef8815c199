#include "record/flat_record.h"

#include <algorithm>

namespace mahalla {

namespace {

/// False where a roster has no number.
bool flatten(const Record& record, FlatRecord& flat)
{
    if (!record.unknown_fields.empty()) return false;
    // A roster stands behind the one that it is in, for its path begins with that.
    for (const auto& [series, rows] : record.rosters) {
        const auto place = place_of(series, flat.rows, flat.questions);
        if (!place) return false;
        for (const RowId& row : rows) flat.rows.push_back({row, place->question, place->place});
    }
    for (const auto& [path, answer] : record.answers) {
        const auto place = place_of(path, flat.rows, flat.questions);
        if (!place) {
            flat.others.emplace_back(path, answer);
            continue;
        }
        FlatAnswer one;
        one.question = place->question;
        one.place = place->place;
        one.text_at = static_cast<std::uint32_t>(flat.texts.size());
        one.text_bytes = static_cast<std::uint32_t>(answer.value.size()) & 0xFF'FFFFU;
        one.has_value = true;
        one.relevant = answer.relevant;
        one.unresolved = answer.unresolved;
        flat.texts += answer.value;
        flat.answers.push_back(one);
    }
    std::ranges::sort(flat.answers, [](const FlatAnswer& a, const FlatAnswer& b) {
        return std::tie(a.place, a.question) < std::tie(b.place, b.question);
    });
    return true;
}

} // namespace

FlatRecord FlatRecord::of(Record record, const QuestionList& questions)
{
    FlatRecord flat;
    flat.id = record.id;
    flat.form = record.form;
    flat.stage = record.stage;
    flat.created = record.created;
    flat.finalised = record.finalised;
    flat.author = record.author;
    flat.language = record.language;
    flat.questions = questions;
    if (!flatten(record, flat)) {
        flat.rows.clear();
        flat.answers.clear();
        flat.texts.clear();
        flat.others.clear();
        flat.whole = std::make_unique<const Record>(std::move(record));
    }
    return flat;
}

Record FlatRecord::record() const
{
    if (whole) return *whole;
    Record record;
    record.id = id;
    record.form = form;
    record.stage = stage;
    record.created = created;
    record.finalised = finalised;
    record.author = author;
    record.language = language;
    const auto places = paths_of_places(rows, questions);
    for (std::size_t place = 1; place < places.size(); ++place)
        record.rosters[places[place].series()].push_back(rows[place - 1].row);
    // Each hint is right but behind a row: questions are numbered in the order of their paths.
    auto hint = record.answers.end();
    for (const FlatAnswer& answer : answers) {
        hint = record.answers.emplace_hint(
            hint, path_at(places[answer.place], answer, rows, questions),
            Answer{std::string(text_of(answer)), answer.relevant != 0, answer.unresolved != 0});
        ++hint;
    }
    for (const auto& [path, answer] : others) record.answers.emplace(path, answer);
    return record;
}

} // namespace mahalla
