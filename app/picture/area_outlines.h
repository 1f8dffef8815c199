#pragma once
#include "base/result.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mahalla {

/// Outlines of areas by their codes (p-codes): rings of longitude and latitude in degrees, outer rings and holes.
struct AreaOutlines {
    struct Place {
        double longitude = 0, latitude = 0;
        bool operator==(const Place&) const = default;
    };
    using Ring = std::vector<Place>;
    std::map<std::string, std::vector<Ring>> areas;

    static constexpr std::size_t bytes_max = std::size_t{64} << 20U;
    static constexpr std::size_t places_max = 2'000'000;

    /// Reads a GeoJSON FeatureCollection (RFC 7946) of Polygons and MultiPolygons. The code of a feature is the text of
    /// that property which most often has one of `codes` ("ADM3_PCODE", "pcode"); features with other codes are left
    /// out, several of one code are one area. Safe on hostile text.
    ///
    /// Fails with `Invalid` where the text is no such collection, has a place that is none on Earth, breaks a limit, or
    /// has none of the codes.
    static Result<AreaOutlines> read(std::string_view geojson, const std::set<std::string>& codes);
};

} // namespace mahalla
