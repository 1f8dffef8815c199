#pragma once
#include "base/date.h"

#include <cstdint>
#include <optional>

namespace mahalla {

/// One of the copies of a vault's database that lie beside it.
struct Snapshot {
    unsigned slot = 0; ///< The name of its place; says nothing about its age.
    /// By the laptop's clock; none where the copy does not open.
    std::optional<Instant> taken;
    std::uint64_t bytes = 0;
    std::size_t drafts = 0;
    std::size_t events = 0;
    /// Opened just now, every row of it but the pieces of files read and found whole. Only such a one is restored.
    bool is_sound = false;
    /// Nobody can tell: the disk is full, or did not answer.
    bool is_unread = false;
};

} // namespace mahalla
