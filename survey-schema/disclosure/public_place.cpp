#include "disclosure/public_place.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mahalla {

namespace {

/// Of a degree of latitude, on a sphere of the earth's mean radius 6,371,008.8 m.
constexpr double metres_a_degree = 6'371'008.8 * std::numbers::pi / 180;

/// Six decimals are a tenth of a metre, and the same text everywhere.
double to_six_decimals(double degrees) { return std::round(degrees * 1e6) / 1e6; }

} // namespace

Result<PublicPlace> PublicPlace::in_square(const Coordinates& exact, double side_metres)
{
    if (!(std::fabs(exact.latitude) <= 90) || !(std::fabs(exact.longitude) <= 180))
        return failure(ErrorKind::Invalid, "The coordinates are not on the globe.");
    if (!(side_metres >= square_metres_min && side_metres <= square_metres_max))
        return failure(ErrorKind::Invalid, "Squares have sides of 100 to 500,000 metres.");
    const double rows = std::ceil(180 * metres_a_degree / side_metres);
    const double height = 180 / rows;
    const double row = std::min(std::floor((exact.latitude + 90) / height), rows - 1);
    const double latitude = -90 + (row + 0.5) * height;
    // A row has as many squares as fit around the globe there, at least one.
    const double around = 360 * metres_a_degree * std::cos(latitude * std::numbers::pi / 180);
    const double squares = std::max(1.0, std::floor(around / side_metres));
    const double width = 360 / squares;
    const double square = std::min(std::floor((exact.longitude + 180) / width), squares - 1);
    return PublicPlace({to_six_decimals(latitude), to_six_decimals(-180 + (square + 0.5) * width)});
}

Result<PublicPlace> PublicPlace::in_area(const std::string& code, const std::map<std::string, Coordinates>& middles)
{
    const auto middle = middles.find(code);
    if (middle == middles.end()) return failure(ErrorKind::NotFound, "There is no area of this code.");
    return PublicPlace(middle->second);
}

} // namespace mahalla
