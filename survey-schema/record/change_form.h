#pragma once
#include "record/event.h"

namespace mahalla {

/// How one change is written; its value follows where there is one. The numbers are for ever. Inside this library only.
enum ChangeForm : std::uint8_t {
    cleared = 0,
    written = 1,
    written_irrelevant = 2,
    became_relevant = 3,
    became_irrelevant = 4
};

inline ChangeForm form_of(const AnswerChange& change)
{
    if (change.relevance_only) return change.relevant ? became_relevant : became_irrelevant;
    if (!change.value) return cleared;
    return change.relevant ? written : written_irrelevant;
}

inline bool has_value(std::uint8_t form) { return form == written || form == written_irrelevant; }

/// Without its path and value. A number that is no form gives a change that is written with another.
inline AnswerChange change_of(std::uint8_t form)
{
    AnswerChange change;
    change.relevant = form != written_irrelevant && form != became_irrelevant;
    change.relevance_only = form == became_relevant || form == became_irrelevant;
    return change;
}

} // namespace mahalla
