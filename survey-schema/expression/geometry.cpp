#include "expression/geometry.h"

#include "base/number.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mahalla {

namespace {

constexpr double earth_radius_metres = 6'378'100;
constexpr std::size_t points_max = 100'000;
constexpr std::size_t crossing_points_max = 3'000;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

std::optional<GeoPoint> point_from_text(std::string_view text)
{
    const auto parts = words(text);
    if (parts.size() < 2 || parts.size() > 4) return std::nullopt;
    const auto latitude = number_from_text(parts[0]), longitude = number_from_text(parts[1]);
    if (!latitude || !longitude || !(std::abs(*latitude) <= 90) || !(std::abs(*longitude) <= 180)) return std::nullopt;
    return GeoPoint{*latitude, *longitude};
}

/// The way from one longitude to another that does not go round the earth: from -180 to 180 degrees.
double across(double from, double to) { return std::remainder(to - from, 360.0); }

/// The points with longitudes that go on beyond 180 degrees, so that a line over the antimeridian (Fiji) is as plain as
/// any other.
std::vector<GeoPoint> unrolled(std::vector<GeoPoint> line)
{
    for (std::size_t i = 1; i < line.size(); ++i)
        line[i].longitude = line[i - 1].longitude + across(line[i - 1].longitude, line[i].longitude);
    return line;
}

/// Above 0 where a, b, c turn left.
double turn(GeoPoint a, GeoPoint b, GeoPoint c)
{
    return (b.longitude - a.longitude) * (c.latitude - a.latitude) -
           (b.latitude - a.latitude) * (c.longitude - a.longitude);
}

bool lies_between(GeoPoint a, GeoPoint b, GeoPoint between)
{
    return std::min(a.latitude, b.latitude) <= between.latitude &&
           between.latitude <= std::max(a.latitude, b.latitude) &&
           std::min(a.longitude, b.longitude) <= between.longitude &&
           between.longitude <= std::max(a.longitude, b.longitude);
}

bool cross(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d)
{
    const double c_side = turn(a, b, c), d_side = turn(a, b, d), a_side = turn(c, d, a), b_side = turn(c, d, b);
    if (((c_side > 0) != (d_side > 0)) && ((a_side > 0) != (b_side > 0)) && c_side != 0 && d_side != 0 && a_side != 0 &&
        b_side != 0)
        return true;
    return (c_side == 0 && lies_between(a, b, c)) || (d_side == 0 && lies_between(a, b, d)) ||
           (a_side == 0 && lies_between(c, d, a)) || (b_side == 0 && lies_between(c, d, b));
}

} // namespace

std::optional<std::vector<GeoPoint>> points_from_text(std::string_view text)
{
    std::vector<GeoPoint> points;
    text = trimmed(text);
    while (text.ends_with(';')) text = trimmed(text.substr(0, text.size() - 1));
    if (text.empty()) return points;
    for (const std::string_view part : split(text, ';')) {
        const auto point = point_from_text(part);
        if (!point || points.size() == points_max) return std::nullopt;
        points.push_back(*point);
    }
    return points;
}

double enclosed_area(const std::vector<GeoPoint>& shape)
{
    if (shape.size() < 3) return 0;
    double total = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const GeoPoint from = shape[i], to = shape[(i + 1) % shape.size()];
        total += radians(across(from.longitude, to.longitude)) *
                 (2 + std::sin(radians(from.latitude)) + std::sin(radians(to.latitude)));
    }
    return std::abs(total * earth_radius_metres * earth_radius_metres / 2);
}

double length_along(const std::vector<GeoPoint>& line)
{
    double total = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i - 1] == line[i]) continue;
        const double from = radians(line[i - 1].latitude), to = radians(line[i].latitude);
        const double half_up = std::sin((to - from) / 2);
        const double half_across = std::sin(radians(line[i].longitude - line[i - 1].longitude) / 2);
        const double square = half_up * half_up + std::cos(from) * std::cos(to) * half_across * half_across;
        total += 2 * std::asin(std::min(1.0, std::sqrt(square))) * earth_radius_metres;
    }
    return total;
}

namespace {

// A ray towards the north crosses the border an odd number of times from inside.
bool lies_inside_unrolled(GeoPoint point, const std::vector<GeoPoint>& shape)
{
    bool inside = false;
    for (std::size_t i = 1; i < shape.size(); ++i) {
        const GeoPoint a = shape[i - 1], b = shape[i];
        if ((a.longitude > point.longitude) == (b.longitude > point.longitude)) continue;
        const double crossing =
            a.latitude + (point.longitude - a.longitude) / (b.longitude - a.longitude) * (b.latitude - a.latitude);
        if (point.latitude < crossing) inside = !inside;
    }
    return inside;
}

} // namespace

bool lies_inside(GeoPoint point, const std::vector<GeoPoint>& shape)
{
    if (shape.size() < 4 || shape.front() != shape.back()) return false;
    const std::vector<GeoPoint> border = unrolled(shape);
    for (const double turn : {0.0, -360.0, 360.0})
        if (lies_inside_unrolled({point.latitude, point.longitude + turn}, border)) return true;
    return false;
}

bool crosses_itself(const std::vector<GeoPoint>& given)
{
    std::vector<GeoPoint> line = unrolled(given);
    const auto again = std::ranges::unique(line);
    line.erase(again.begin(), again.end());
    if (line.size() > crossing_points_max) line.resize(crossing_points_max);
    const bool closed = line.size() > 2 && line.front() == line.back();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        for (std::size_t k = i + 1; k + 1 < line.size(); ++k) {
            if (k == i + 1) {
                // Neighbours meet in a point; they overlap where the line turns back on itself.
                const GeoPoint a = line[i], b = line[k], c = line[k + 1];
                if (turn(a, b, c) == 0 && (lies_between(a, b, c) || lies_between(b, c, a))) return true;
                continue;
            }
            if (closed && i == 0 && k + 2 == line.size()) continue;
            if (cross(line[i], line[i + 1], line[k], line[k + 1])) return true;
        }
    }
    return false;
}

} // namespace mahalla
