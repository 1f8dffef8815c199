#pragma once
#include "base/result.h"

#include <map>
#include <optional>
#include <string>

namespace mahalla {

/// Degrees, north and east of 0.
struct Coordinates {
    double latitude = 0, longitude = 0;
    bool operator==(const Coordinates&) const = default;
};

/// A place as it may leave: the middle of a square of the policy's grid, or of an area. Where a household lives cannot
/// be put into one: whatever shows places outside takes this.
///
/// Nothing is drawn by chance: a place that is published again, or by another laptop, is the same one, so that no mean
/// over many publications comes nearer to the household.
class PublicPlace {
public:
    static constexpr double square_metres_min = 100;
    static constexpr double square_metres_max = 500'000;

    /// The middle of the square of a fixed grid in which the exact point lies. Squares are `side_metres` high and, at
    /// their middle, as wide; rows begin at the south pole and squares at the meridian of 180°.
    ///
    /// Fails with `Invalid` for coordinates off the globe and sides out of the limits.
    static Result<PublicPlace> in_square(const Coordinates& exact, double side_metres);
    /// The middle of the area with this code. Fails with `NotFound` where `middles` lacks it.
    static Result<PublicPlace> in_area(const std::string& code, const std::map<std::string, Coordinates>& middles);

    const Coordinates& middle() const { return middle_; }

    bool operator==(const PublicPlace&) const = default;

private:
    explicit PublicPlace(Coordinates middle) : middle_(middle) {}
    Coordinates middle_;
};

} // namespace mahalla
