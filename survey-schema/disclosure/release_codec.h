#pragma once
#include "base/bytes.h"
#include "disclosure/published_release.h"

namespace mahalla {

/// The canonical bytes of a release, as docs/formats/release.md lays them out, and back. `decode_release` fails with
/// `Corrupt` for every byte string that `encode_release` does not write.
Bytes encode_release(const ReleaseContent& content);
Result<ReleaseContent> decode_release(ByteView bytes);

/// Fails with `Invalid` where a release contradicts itself: no title, no table, an id twice, a cell with neither a
/// figure nor a mark, a key of the wrong length, a limit broken.
Result<void> check_release(const ReleaseContent& content);

} // namespace mahalla
