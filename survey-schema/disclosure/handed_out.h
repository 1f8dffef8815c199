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
    KeptFigures kept; ///< Of each table, of each of its cells; empty where it is not known any more.

    bool operator==(const HandedOut&) const = default;
};

/// What is sealed (docs/formats/vault.md), and back, in two parts: the figures can be lost and the release stay.
/// `decode_handed_out` takes no figures for such a loss. It fails with `Corrupt` for bytes that are not written, and
/// for figures of another release. Safe on hostile bytes.
Bytes encode_release_left(const HandedOut& handed_out);
Bytes encode_kept_figures(const KeptFigures& kept);
Result<HandedOut> decode_handed_out(ByteView release_left, const std::optional<Bytes>& kept_figures);

} // namespace mahalla
