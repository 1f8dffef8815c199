#pragma once
#include "drawing/drawing.h"

namespace mahalla {

/// Slanting lines within a polygon (even-odd, so holes stay empty), `gap_mm` from each other: what says "hidden" on
/// paper without colours. Lines of their own, so that no writer needs to know how to hatch. They lie on one grid of the
/// page: neighbouring polygons match. Nothing where a polygon is too small to hold a line.
std::vector<DrawnShape> hatching_of(const std::vector<DrawingRing>& rings, float gap_mm = 1.2f);

} // namespace mahalla
