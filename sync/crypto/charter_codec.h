#pragma once
#include "crypto/charter.h"

namespace mahalla {

/// The part of a charter that is signed (docs/formats/charter.md). Inside this library only.
void write_charter_content(ByteWriter& writer, const CharterContent& content);
/// Fails the reader where it is not well formed.
CharterContent read_charter_content(ByteReader& reader);

} // namespace mahalla
