#include "base/id.h"

namespace mahalla {

Result<Hash> Hash::from_bytes(ByteView view)
{
    Hash hash;
    if (view.size() != hash.bytes.size()) return failure(ErrorKind::Invalid, "A hash has 32 bytes.");
    std::memcpy(hash.bytes.data(), view.data(), view.size());
    return hash;
}

Result<Hash> Hash::from_text(std::string_view text)
{
    MAHALLA_TRY(const Bytes bytes, from_hex(text));
    return from_bytes(bytes);
}

} // namespace mahalla
