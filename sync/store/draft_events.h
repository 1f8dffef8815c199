#pragma once
#include "store/draft_journal.h"

#include <vector>

namespace mahalla {

/// What a finalised draft tells the others, without number, author and hash: what was answered, as one `Finalise`,
/// after as many `SetAnswers` as a very large record needs; the first of them says when a new record was begun. Pure.
/// Inside this library only.
std::vector<Event> events_of(const Draft& draft, Instant now);

} // namespace mahalla
