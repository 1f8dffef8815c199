#pragma once
#include "base/bytes.h"

#include <map>
#include <optional>
#include <string>

namespace mahalla {

/// Where areas are: what stands in a map file the user gives, by the areas' codes. Nothing of a record is in it.
class AreaShapes {
public:
    static constexpr std::size_t file_bytes_max = std::size_t{256} << 20U;

    struct Shape {
        std::string geometry; ///< A GeoJSON geometry: what the file had, or a point.
        std::string name;     ///< Empty where the file has none.
    };

    /// Reads GeoJSON (RFC 7946: a FeatureCollection whose features have the area's code among their properties, under
    /// `key` or one of the usual names: pcode, ADM2_PCODE, code, id…) or CSV with a column of codes and `lat`, `lon`
    /// (or latitude, longitude; x, y) for centres.
    ///
    /// Fails with `Invalid` where the file is neither, no feature has a code, a code comes twice, a geometry has no
    /// coordinates on earth, or beyond the limit. Safe on hostile bytes.
    static Result<AreaShapes> read(ByteView bytes, std::string_view key);

    const Shape* find(const std::string& code) const;
    std::size_t size() const { return shapes_.size(); }

private:
    std::map<std::string, Shape> shapes_;
};

} // namespace mahalla
