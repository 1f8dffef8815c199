#pragma once
#include "drawing/drawing.h"

namespace mahalla {

/// A piece of a polygon between two heights: what anybody can fill who can fill a triangle.
struct Trapezoid {
    float top = 0, bottom = 0;
    float top_left = 0, top_right = 0, bottom_left = 0, bottom_right = 0;
};

/// A polygon cut at the heights of its corners (even-odd: a ring within a ring is a hole), for who fills no polygons:
/// a graphics card, and the program's own rasteriser. The pieces lie side by side without gap or overlap. Where edges
/// cross, the piece between two corners is as good as straight. What is flatter than a micrometre is left out.
std::vector<Trapezoid> trapezoids_of(const std::vector<DrawingRing>& rings);

} // namespace mahalla
