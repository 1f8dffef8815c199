#pragma once
#include "crypto/secret.h"

#include <optional>
#include <string_view>

namespace mahalla {

/// Which word of a mistyped recovery text to look at, for the person who types: never to be written to a log.
struct RecoveryHint {
    std::size_t word = 0; ///< As numbered on the sheet, from 1.
    /// What it should probably be; empty where nothing is like it.
    std::string_view nearest;
    /// This word and the one after it have changed places.
    bool swapped_with_next = false;
};

/// Looks for the one mistake that explains why a text was refused: a word that stands in no list, else a word that,
/// taken for another or for its neighbour, makes the checksum hold. Nothing where there are two mistakes or none. Takes
/// a fraction of a second.
std::optional<RecoveryHint> recovery_hint(const Secret& text);

} // namespace mahalla
