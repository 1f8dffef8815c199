#include "picture/area_outlines.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

namespace mahalla {

namespace {

using nlohmann::json;

/// Nothing where it is no ring of places.
std::optional<AreaOutlines::Ring> ring_of(const json& coordinates)
{
    if (!coordinates.is_array() || coordinates.size() < 4) return std::nullopt;
    AreaOutlines::Ring ring;
    for (const json& place : coordinates) {
        if (!place.is_array() || place.size() < 2 || !place[0].is_number() || !place[1].is_number())
            return std::nullopt;
        const auto longitude = place[0].get<double>(), latitude = place[1].get<double>();
        if (!(std::abs(longitude) <= 180) || !(std::abs(latitude) <= 90)) return std::nullopt;
        ring.push_back({longitude, latitude});
    }
    return ring;
}

bool add_polygon(const json& polygon, std::vector<AreaOutlines::Ring>& rings)
{
    if (!polygon.is_array()) return false;
    for (const json& coordinates : polygon) {
        auto ring = ring_of(coordinates);
        if (!ring) return false;
        rings.push_back(std::move(*ring));
    }
    return true;
}

bool add_geometry(const json& geometry, std::vector<AreaOutlines::Ring>& rings)
{
    if (!geometry.is_object() || !geometry.contains("type") || !geometry.contains("coordinates")) return false;
    const json& coordinates = geometry["coordinates"];
    if (geometry["type"] == "Polygon") return add_polygon(coordinates, rings);
    if (geometry["type"] != "MultiPolygon" || !coordinates.is_array()) return false;
    for (const json& polygon : coordinates)
        if (!add_polygon(polygon, rings)) return false;
    return true;
}

/// The property that most often has one of `codes`; the first by name of several.
std::string code_property(const json& features, const std::set<std::string>& codes)
{
    std::map<std::string, std::size_t> matches;
    for (const json& feature : features) {
        if (!feature.is_object() || !feature.contains("properties") || !feature["properties"].is_object()) continue;
        for (const auto& [name, value] : feature["properties"].items())
            if (value.is_string() && codes.contains(value.get<std::string>())) ++matches[name];
    }
    std::string best;
    std::size_t most = 0;
    for (const auto& [name, count] : matches)
        if (count > most) {
            best = name;
            most = count;
        }
    return best;
}

} // namespace

Result<AreaOutlines> AreaOutlines::read(std::string_view geojson, const std::set<std::string>& codes)
{
    if (geojson.size() > bytes_max) return failure(ErrorKind::Invalid, "The file of outlines is larger than 64 MiB.");
    const json document = json::parse(geojson, nullptr, false);
    if (!document.is_object() || !document.contains("features") || !document["features"].is_array())
        return failure(ErrorKind::Invalid, "The outlines are no GeoJSON FeatureCollection.");
    const json& features = document["features"];
    const std::string property = code_property(features, codes);
    if (property.empty())
        return failure(ErrorKind::Invalid, "No feature of the outlines has the code of an area of the table.");
    AreaOutlines outlines;
    std::size_t places = 0;
    for (const json& feature : features) {
        if (!feature.is_object() || !feature.contains("properties") || !feature["properties"].is_object()) continue;
        const json& properties = feature["properties"];
        if (!properties.contains(property) || !properties[property].is_string()) continue;
        const auto code = properties[property].get<std::string>();
        if (!codes.contains(code)) continue;
        std::vector<Ring> rings;
        if (!feature.contains("geometry") || !add_geometry(feature["geometry"], rings))
            return failure(ErrorKind::Invalid,
                           "The outline of an area is no polygon of places on Earth: \"" + code + "\".");
        for (Ring& ring : rings) {
            places += ring.size();
            outlines.areas[code].push_back(std::move(ring));
        }
        if (places > places_max)
            return failure(ErrorKind::Invalid, "The outlines have more than 2,000,000 places; simplify them.");
    }
    return outlines;
}

} // namespace mahalla
