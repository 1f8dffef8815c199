#pragma once
#include "base/bytes.h"

#include <map>

namespace mahalla {

/// The frame that records and events are written in: fields, each `varint tag, varint length, bytes`, in strictly
/// ascending order of tag, a field at its default left out. docs/formats/record.md has the tags.
///
/// A field whose tag this version does not know is kept with its bytes and written again at its place, so that an older
/// laptop passes on what a newer one said.
using Fields = std::map<std::uint64_t, Bytes>;

Bytes encode_fields(const Fields& fields);
/// Fails with `Corrupt` where the fields are not in order, a length goes past the end or there are more than 256.
Result<Fields> decode_fields(ByteView bytes);

/// The 16 bytes of an id at the reader's place; zeros where they are missing (`reader.ok()` tells).
template <typename IdType> IdType read_id(ByteReader& reader)
{
    const auto id = IdType::from_bytes(reader.raw(IdType::bytes_count));
    if (id) return *id;
    reader.fail();
    return {};
}

} // namespace mahalla
