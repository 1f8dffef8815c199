#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace mahalla {

/// Places on the earth as ODK writes them: "latitude longitude altitude accuracy", joined with ";".

struct GeoPoint {
    double latitude = 0, longitude = 0;

    bool operator==(const GeoPoint&) const = default;
};

/// The points of a geopoint, geotrace or geoshape; none for a text without any; nothing where one of them is no place.
std::optional<std::vector<GeoPoint>> points_from_text(std::string_view text);

/// Square metres inside a line that is closed from its last point to its first, on a sphere; 0 for fewer than three
/// points. Formula: R. G. Chamberlain and W. H. Duquette, "Some Algorithms for Polygons on a Sphere" (2007), as
/// JavaRosa.
double enclosed_area(const std::vector<GeoPoint>& shape);

/// Metres along a line, on the sphere that JavaRosa measures on; 0 for fewer than two points. By haversines, which tell
/// points that stand a step apart where the law of cosines has lost its digits.
double length_along(const std::vector<GeoPoint>& line);

/// True where `point` lies inside a closed shape; false for a shape that is not closed.
bool lies_inside(GeoPoint point, const std::vector<GeoPoint>& shape);

/// True where a line crosses or touches itself, neighbours' common points and the closing point aside.
bool crosses_itself(const std::vector<GeoPoint>& line);

} // namespace mahalla
