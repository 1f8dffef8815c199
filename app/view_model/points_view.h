#pragma once
#include "store/restore_point.h"

#include <string>
#include <vector>

namespace mahalla {

/// A state of the draft that can be had again.
struct PointRow {
    std::uint64_t step = 0;
    RestorePointKind kind = RestorePointKind::Begun;
    std::string time;
    std::string name; ///< Of a named one.
    std::size_t answers = 0;

    bool operator==(const PointRow&) const = default;
};

/// What the open draft can go back to, the newest first.
struct PointsView {
    std::vector<PointRow> points;
    std::string went_back_to; ///< The time of the state that it just went back to.
    bool marked = false;      ///< Just now.
    bool failed = false;      ///< The disk is full: nothing was changed.
};

/// `offset_minutes` is the machine's distance from UTC.
PointsView points_view(const std::vector<RestorePoint>& points, int offset_minutes);

} // namespace mahalla
