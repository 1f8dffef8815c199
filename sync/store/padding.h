#pragma once
#include "base/bytes.h"

namespace mahalla {

/// Length u32, the bytes, zeros up to a multiple of 256: so that sealed sizes on the disk tell little. Inside this
/// library.
inline Bytes padded(ByteView bytes)
{
    ByteWriter writer;
    writer.u32(static_cast<std::uint32_t>(bytes.size()));
    writer.raw(bytes);
    Bytes result = writer.take();
    result.resize((result.size() + 255) / 256 * 256);
    return result;
}

/// What `padded` was given. Fails with `Corrupt`.
inline Result<Bytes> unpadded(ByteView bytes)
{
    ByteReader reader(bytes);
    const ByteView content = reader.raw(reader.u32());
    if (!reader.ok()) return failure(ErrorKind::Corrupt, "What was stored is not well formed.");
    return Bytes(content.begin(), content.end());
}

} // namespace mahalla
