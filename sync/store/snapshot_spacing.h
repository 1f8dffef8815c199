#pragma once
#include <cstdint>
#include <vector>

namespace mahalla {

/// Which of more snapshots than there is room for is given up, so that the ages of the others stay spread: the newest
/// stays, near it they stand close, further back each is about twice as old as the one before.
///
/// `ages`, in milliseconds, ascending, the newest first; at least two. Gives an index above 0: the oldest where it is
/// beyond `snapshot_age_max_ms`, otherwise the one whose going leaves the smallest hole for its age. Pure.
std::size_t snapshot_to_give_up(const std::vector<std::uint64_t>& ages);

/// Two months: what is older helps nobody who looks for a record of this round.
constexpr std::uint64_t snapshot_age_max_ms = std::uint64_t{60} * 24 * 60 * 60 * 1000;

} // namespace mahalla
