#include "view_model/points_view.h"

#include <algorithm>

namespace mahalla {

PointsView points_view(const std::vector<RestorePoint>& points, int offset_minutes)
{
    PointsView view;
    for (const RestorePoint& point : points) {
        const std::string made = instant_to_text(point.made, offset_minutes);
        view.points.push_back(
            {point.step, point.kind, made.substr(0, 10) + " " + made.substr(11, 5), point.name, point.answers});
    }
    std::ranges::reverse(view.points);
    return view;
}

} // namespace mahalla
