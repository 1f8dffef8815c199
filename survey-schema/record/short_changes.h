#pragma once
#include "record/event.h"

namespace mahalla {

/// The changes of an event in few bytes, for whoever has the list of the form's questions: which questions in runs of
/// numbers, what was answered as short values. docs/formats/record.md has the bytes. Inside this library only.

/// What has a place in `questions`, at the root or in a row that the same event adds or removes; the rest comes into
/// `rest`. Empty where nothing has such a place.
Bytes short_changes_field(const Event& event, const QuestionList& questions, std::vector<AnswerChange>& rest);

/// Adds what the field holds to `event`, whose rows and instant have been read; the order is the caller's to restore.
/// False where the field is damaged. Safe on hostile bytes; it also reads fields that are never written so.
bool read_short_changes(ByteView field, const QuestionList& questions, Event& event);

} // namespace mahalla
