#pragma once
#include "record/event.h"
#include "record/short_value.h"

namespace mahalla {

/// The changes of an event in few bytes, for whoever has the list of the form's questions: which questions in runs of
/// numbers, what was answered as short values. docs/formats/record.md has the bytes. Inside this library only.

/// What has a place in `questions`, at the root or in a row that the same event adds or removes; the rest comes into
/// `rest`. Empty where nothing has such a place.
Bytes short_changes_field(const Event& event, const QuestionList& questions, std::vector<AnswerChange>& rest);

/// Adds what the field holds to `event`, whose rows and instant have been read; the order is the caller's to restore.
/// False where the field is damaged. Safe on hostile bytes; it also reads fields that are never written so.
bool read_short_changes(ByteView field, const QuestionList& questions, Event& event);

constexpr unsigned short_form_bits = 3; ///< Of a run's length, for what kind of change its questions have.

/// Calls `each(place, question, form, values)` for what the field holds, until one is false: place 0 is the root, the
/// others, below `places`, are rows of the event in their order; places ascend, and questions within each. `each` reads
/// a value from `values` where `has_value(form)` (change_form.h). `read_before` changes count towards the limit.
template <typename Each>
bool for_each_short_change(ByteView field, const QuestionList& questions, Instant instant, std::size_t places,
                           std::size_t read_before, Each each)
{
    ByteReader parts(field);
    ByteReader runs(parts.sized(field.size()));
    const ByteView numbers = parts.sized(field.size());
    ShortValueReader values(questions, instant, numbers, parts.raw(parts.left()));
    if (!parts.finished()) return false;
    std::uint64_t place = 0, changes = read_before;
    for (; runs.ok() && runs.left() > 0; ++place) {
        const std::uint64_t passed_over = runs.varint();
        if (passed_over >= places || place + passed_over >= places) return false;
        place += passed_over;
        std::uint64_t question = 0;
        for (std::uint64_t left = runs.varint(); left > 0; --left) {
            const std::uint64_t skipped = runs.varint(), run = runs.varint(), length = run >> short_form_bits;
            if (!runs.ok() || skipped > questions.size() || length > questions.size() ||
                question + skipped + length > questions.size())
                return false;
            const auto form = static_cast<std::uint8_t>(run & ((1U << short_form_bits) - 1));
            if ((changes += length) > Event::changes_max) return false;
            question += skipped;
            for (const std::uint64_t end = question + length; question < end; ++question)
                if (!each(static_cast<std::size_t>(place), static_cast<std::size_t>(question), form, values))
                    return false;
        }
    }
    return runs.finished() && values.finished();
}

} // namespace mahalla
