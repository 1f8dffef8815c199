#pragma once
#include "crypto/form_strings.h"
#include "record/question_list.h"

namespace mahalla {

/// What makes events on records of one form small: its questions by number, and its strings before what is compressed.
///
/// Both are made of the bytes of the XForm alone, as docs/formats/event.md says, and `strings` tells all of
/// `questions`: its id in an event's header names both. Any bytes give some dictionary, and the same bytes the same for
/// ever. Inside this library only.
struct FormDictionary {
    FormStrings strings;
    QuestionList questions;
};

FormDictionary form_dictionary_of(ByteView xform);

} // namespace mahalla
