#pragma once
#include "review/answer_kind.h"

namespace mahalla {

/// What an operation of an expression gives, as far as can be said before anybody has answered.
struct Operand {
    AnswerKind kind = AnswerKind::Unknown;
    ModelIndex node = no_index; ///< The node whose answer it is.
    bool is_single = false;     ///< Of that node, one instance at most.
    bool is_constant = false;   ///< The same whatever is answered, whenever it is asked.
    bool has_been_told = false; ///< Something in it has been told already, so that nothing follows from it anew.
};

} // namespace mahalla
