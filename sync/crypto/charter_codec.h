#pragma once
#include "crypto/charter.h"

namespace mahalla {

/// The part of a charter that is signed (docs/formats/charter.md). Inside this library only.
void write_charter_content(ByteWriter& writer, const CharterContent& content);
/// The records that it erases, where there are any, and what it does not know: the last part of the above.
Bytes additions_of(const CharterContent& content);
constexpr std::size_t charter_additions_max = 64 << 10;
constexpr std::uint8_t charter_erased_records_tag = 1;
/// Fails the reader where it is not well formed.
CharterContent read_charter_content(ByteReader& reader);

} // namespace mahalla
