#pragma once
#include "crypto/form_strings.h"

namespace mahalla {

/// The strings of a questionnaire that answers repeat: the paths of its questions and the values of its choices, read
/// from its XForm. The same bytes give the same strings on every laptop. Inside this library only.
FormStrings form_strings_of(ByteView xform);

} // namespace mahalla
