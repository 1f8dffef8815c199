#include "picture/point_marks.h"

#include <cmath>
#include <numbers>

namespace mahalla {

namespace {

struct Form {
    int corners;
    float turn;  ///< Of the first corner from the top, in parts of a whole turn.
    float reach; ///< So that all of them look as large.
};
constexpr Form forms[] = {{4, 0.125f, 1.15f}, {4, 0, 1.3f}, {3, 0, 1.35f}, {3, 0.5f, 1.35f}, {6, 0, 1.1f}};

} // namespace

PointMark point_mark(std::size_t series, DrawingPoint middle, float radius)
{
    constexpr std::size_t count = std::size(forms);
    const Form& form = forms[series % count];
    PointMark mark;
    mark.is_filled = series / count % 2 == 0;
    for (int i = 0; i < form.corners; ++i) {
        const float share = form.turn + static_cast<float>(i) / static_cast<float>(form.corners);
        const float angle = 2 * std::numbers::pi_v<float> * share;
        mark.outline.push_back(
            {middle.x + form.reach * radius * std::sin(angle), middle.y - form.reach * radius * std::cos(angle)});
    }
    return mark;
}

} // namespace mahalla
