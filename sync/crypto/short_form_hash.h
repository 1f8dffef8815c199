#pragma once
#include "base/id.h"

namespace mahalla {

/// The first 16 bytes of the hash of a form; all zeros where there is no form.
using ShortFormHash = Id<struct ShortFormHashKind>;

inline ShortFormHash short_form_hash(const Hash& form)
{
    return *ShortFormHash::from_bytes(ByteView(form.bytes).first(ShortFormHash::bytes_count));
}

} // namespace mahalla
