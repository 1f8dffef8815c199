#pragma once
#include "record/event.h"

namespace mahalla {

/// The fields of an event. Tags are for ever: docs/formats/record.md. Inside this library only.
enum EventTag : std::uint64_t {
    kind_tag = 1,
    record_tag = 2,
    dot_tag = 3,
    seen_tag = 4,
    form_tag = 5,
    author_tag = 6,
    language_tag = 7,
    instant_tag = 8,
    changes_tag = 9,
    rows_tag = 10,
    superseded_tag = 11,
    topic_tag = 12,
    reason_tag = 13,
    payload_tag = 14,
    begun_tag = 15,
    short_changes_tag = 16,
    last_known_tag = short_changes_tag,
};

/// Reads the field with `changes_tag`. False where it is damaged.
bool read_changes_by_path(ByteView field, std::vector<AnswerChange>& changes);

} // namespace mahalla
