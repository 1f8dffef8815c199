// area, distance, geofence, intersects.
#include "expression/evaluator.h"
#include "expression/geometry.h"

#include <cmath>

namespace mahalla {

namespace {

/// Centimetres of what the earth's roundness is not known to anyway.
double to_hundredths(double number) { return std::floor(number * 100 + 0.5) / 100; }

} // namespace

Value Evaluator::place_call(const SyntaxNode& node, const Focus& focus)
{
    const auto points_of = [&](std::size_t first) {
        return points_from_text(joined_arguments(node, first, ";", focus));
    };
    std::string storage;
    switch (node.function.as<PlaceFunction>()) {
    case PlaceFunction::Area: {
        const auto points = points_of(0);
        return points ? to_hundredths(enclosed_area(*points)) : 0.0;
    }
    case PlaceFunction::Distance: {
        const auto points = points_of(0);
        if (points) return to_hundredths(length_along(*points));
        fail("“distance()” was given a text that is no geopoint, geotrace or geoshape.");
        return {};
    }
    case PlaceFunction::Geofence: {
        const auto point = points_from_text(text(argument(node, 0), focus, storage));
        const auto shape = points_from_text(string(argument(node, 1), focus));
        return point && point->size() == 1 && shape && lies_inside(point->front(), *shape);
    }
    case PlaceFunction::Intersects: {
        const auto line = points_of(0);
        // Each part of the line is held against each other.
        return line && spend(line->size() * line->size() / 4) && crosses_itself(*line);
    }
    default:
        return {};
    }
}

} // namespace mahalla
