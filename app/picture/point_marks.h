#pragma once
#include "drawing/drawing.h"

namespace mahalla {

/// The mark of one series of points among others, told apart by its shape and by whether it is filled: a square, a
/// diamond, two triangles and a hexagon, then the same hollow. From the eleventh on they come again.
struct PointMark {
    DrawingRing outline;
    bool is_filled = true;
};
PointMark point_mark(std::size_t series, DrawingPoint middle, float radius);

} // namespace mahalla
