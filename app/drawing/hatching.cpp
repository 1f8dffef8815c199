#include "drawing/hatching.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

/// A page's worth of lines and more: a polygon far larger is hatched more coarsely rather than for ever.
constexpr int lines_max = 2000;

} // namespace

std::vector<DrawnShape> hatching_of(const std::vector<DrawingRing>& rings, float gap_mm)
{
    // Along a line that rises to the right, x + y is constant: the lines are x + y = k · step.
    float lowest = 0, highest = 0;
    bool is_first = true;
    for (const DrawingRing& ring : rings)
        for (const DrawingPoint& point : ring) {
            const float sum = point.x + point.y;
            lowest = is_first ? sum : std::min(lowest, sum);
            highest = is_first ? sum : std::max(highest, sum);
            is_first = false;
        }
    std::vector<DrawnShape> lines;
    const float step = std::max(gap_mm * std::sqrt(2.0f), (highest - lowest) / lines_max);
    if (is_first || !(step > 0)) return lines;
    for (float sum = (std::floor(lowest / step) + 1) * step; sum < highest; sum += step) {
        std::vector<float> crossings; // by x
        for (const DrawingRing& ring : rings)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const DrawingPoint& from = ring[i];
                const DrawingPoint& to = ring[(i + 1) % ring.size()];
                const float before = from.x + from.y - sum, after = to.x + to.y - sum;
                if ((before < 0) == (after < 0)) continue;
                crossings.push_back(from.x + (to.x - from.x) * before / (before - after));
            }
        std::ranges::sort(crossings);
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            DrawnShape line;
            line.part = DrawingPart::Hidden;
            line.is_closed = false;
            line.stroke = DrawingRole::Hidden;
            line.line = 0.15f;
            line.rings = {{{crossings[i], sum - crossings[i]}, {crossings[i + 1], sum - crossings[i + 1]}}};
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

} // namespace mahalla
