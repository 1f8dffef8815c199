#pragma once
#include "record/answer_path.h"

#include <string>

namespace mahalla {

/// Something of an opened record that this version of the form does not hold as it was said. Nothing of it is lost:
/// `Kind` says where it is. Holds no answer, so it may be shown and logged.
struct Departure {
    enum class Kind {
        NoQuestion,    ///< The form has no such question: the answer is carried.
        HoldsNoAnswer, ///< What was a question is a group or a repeat now: the answer is carried.
        NoRow,         ///< The question is there and the row is not (a group became a repeat): the answer is carried.
        NoRepeat,      ///< Rows of what is no repeat here: carried.
        WrongType,     ///< The answer is no value of the question's type any more: kept as typed, marked invalid.
        NotOffered,    ///< The choice is not on the list any more: kept as typed, marked invalid.
        BeyondCount,   ///< There are more rows than the form's count asks for: they stay until the count changes.
    };
    Kind kind = Kind::NoQuestion;
    /// Of the answer or the series, as the record has it.
    AnswerPath path;
    /// The one question of that name in this form (a nodeset), for a person to look at; empty where there is none or
    /// more than one. Nothing was moved there: docs/decisions/0012.
    std::string perhaps_now;

    bool is_carried() const
    {
        return kind == Kind::NoQuestion || kind == Kind::HoldsNoAnswer || kind == Kind::NoRow || kind == Kind::NoRepeat;
    }
    bool operator==(const Departure&) const = default;
};

/// "no question", "holds no answer", …: a few words for a message.
const char* name_of(Departure::Kind kind);

} // namespace mahalla
