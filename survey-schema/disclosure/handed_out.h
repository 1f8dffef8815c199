#pragma once
#include "base/date.h"
#include "disclosure/publication_ledger.h"

namespace mahalla {

/// A release that left, and what stood in its tables, for whoever made it: the next one is protected with both.
///
/// It tells of people what the release hides. It lies sealed, and goes nowhere.
struct HandedOut {
    Instant left; ///< When; at 1970 or later.
    ReleaseContent release;
    KeptFigures kept; ///< Of each table, of each of its cells.

    bool operator==(const HandedOut&) const = default;
};

/// What is sealed (docs/formats/vault.md), and back. `decode_handed_out` fails with `Corrupt` for every byte string
/// that `encode_handed_out` does not write. Safe on hostile bytes.
Bytes encode_handed_out(const HandedOut& handed_out);
Result<HandedOut> decode_handed_out(ByteView bytes);

} // namespace mahalla
