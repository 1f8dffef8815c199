#pragma once
#include "base/bytes.h"
#include "base/date.h"

#include <optional>

namespace mahalla {

/// What a vault remembers of one backup, in a sealed item named by the file's name. Inside this library only.
struct RememberedBackup {
    std::uint64_t number = 0; ///< Counts up: which is newer, whatever the clock says.
    Instant made{};
    std::uint64_t medium = 0; ///< By chance; the same for backups that were found on one medium.
    bool is_outdated = false; ///< A record was erased since.

    Bytes encoded() const;
    /// Nothing where it is not well formed.
    static std::optional<RememberedBackup> decode(ByteView bytes);
};

} // namespace mahalla
