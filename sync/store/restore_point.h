#pragma once
#include "base/date.h"

#include <cstdint>
#include <string>

namespace mahalla {

/// Why a draft can be gone back to here. The numbers stand on the disk.
enum class RestorePointKind : std::uint8_t {
    Begun = 0,            ///< As it was begun: an empty record, or the finalised one that is being corrected.
    Named = 1,            ///< Somebody wanted it.
    BeforeRowRemoved = 2, ///< A person of the roster, with all that was said of them, was about to go.
    Paused = 3,           ///< The interview was left, and later gone on with.
    BeforeReturn = 4,     ///< Somebody went back from here: this undoes it.
};

/// A state of a draft that can be had again.
struct RestorePoint {
    /// Names it: the number of a step in the draft's journal.
    std::uint64_t step = 0;
    RestorePointKind kind = RestorePointKind::Begun;
    Instant made{};
    std::string name; ///< Of a named one.
    std::size_t answers = 0;
    bool operator==(const RestorePoint&) const = default;
};

} // namespace mahalla
