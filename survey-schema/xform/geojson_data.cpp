#include "xform/geojson_data.h"

#include "base/number.h"

#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json; // properties stay in the file's order

constexpr std::size_t geojson_bytes_max = 24 * 1024 * 1024;
constexpr std::size_t value_bytes_max = 96 * 1024 * 1024;

tl::unexpected<Error> invalid(const char* what)
{
    return failure(ErrorKind::Invalid, std::string("The GeoJSON file ") + what);
}

/// What the values take once they are read, by the marks that begin them: a text of brackets grows to forty times its
/// size.
std::size_t bytes_of_values(std::string_view text)
{
    constexpr std::size_t value_bytes = 24, array_bytes = 72, object_bytes = 160;
    std::size_t bytes = 0;
    for (const char c : text) bytes += c == ',' ? value_bytes : c == '[' ? array_bytes : c == '{' ? object_bytes : 0;
    return bytes;
}

std::string scalar_text(const Json& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_number()) return number_to_text(value.get<double>());
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    return value.is_null() ? std::string() : value.dump();
}

/// ODK's order: latitude, longitude, altitude, accuracy. GeoJSON has the longitude first (RFC 7946 §3.1.1).
Result<std::string> point_text(const Json& position)
{
    if (!position.is_array() || position.size() < 2 || !position[0].is_number() || !position[1].is_number())
        return invalid("has a position that is not two numbers.");
    const bool has_altitude = position.size() > 2 && position[2].is_number();
    return number_to_text(position[1].get<double>()) + " " + number_to_text(position[0].get<double>()) + " " +
           (has_altitude ? number_to_text(position[2].get<double>()) : "0") + " 0";
}

Result<std::string> line_text(const Json& positions)
{
    if (!positions.is_array()) return invalid("has a line that is no list of positions.");
    std::string text;
    for (const Json& position : positions) {
        MAHALLA_TRY(const std::string point, point_text(position));
        if (!text.empty()) text += "; ";
        text += point;
    }
    return text;
}

Result<std::string> geometry_text(const Json& geometry)
{
    if (geometry.is_null()) return std::string();
    if (!geometry.is_object() || !geometry.contains("coordinates"))
        return invalid("has a geometry without coordinates.");
    const Json& coordinates = geometry["coordinates"];
    const std::string type = geometry.value("type", Json()).is_string() ? geometry["type"].get<std::string>() : "";
    if (type == "Point") return point_text(coordinates);
    if (type == "LineString") return line_text(coordinates);
    if (type == "Polygon") {
        // ODK knows no holes: the outer ring alone, as JavaRosa takes it.
        if (!coordinates.is_array() || coordinates.empty()) return invalid("has a polygon without a ring.");
        return line_text(coordinates[0]);
    }
    return invalid("has a geometry that is no Point, LineString or Polygon.");
}

Result<void> add_feature(const Json& feature, DocumentBuilder& builder)
{
    if (!feature.is_object()) return invalid("has a feature that is no object.");
    if (feature.value("type", Json("Feature")) != "Feature") return invalid("holds something else than features.");
    builder.begin_element("item");
    const auto properties = feature.find("properties");
    const bool has_properties = properties != feature.end() && properties->is_object();
    if (feature.contains("geometry")) {
        MAHALLA_TRY(const std::string geometry, geometry_text(feature["geometry"]));
        builder.leaf("geometry", geometry);
    }
    // The feature's own id (RFC 7946 §3.2) says more than a property of that name, as JavaRosa has it.
    const bool has_id = feature.contains("id");
    if (has_id) builder.leaf("id", scalar_text(feature["id"]));
    if (has_properties)
        for (const auto& [name, value] : properties->items())
            if (name != "geometry" && !(has_id && name == "id")) builder.leaf(name, scalar_text(value));
    builder.end_element();
    return {};
}

Result<std::shared_ptr<const Document>> read_features(std::string_view text)
{
    const Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded()) return invalid("is no JSON.");
    const auto type = document.is_object() ? document.find("type") : document.end();
    if (!document.is_object() || type == document.end() || *type != "FeatureCollection" ||
        !document.contains("features") || !document["features"].is_array())
        return invalid("is no FeatureCollection.");
    DocumentBuilder builder;
    builder.begin_element("root");
    for (const Json& feature : document["features"])
        if (auto added = add_feature(feature, builder); !added) return tl::unexpected(added.error());
    builder.end_element();
    return builder.finish();
}

} // namespace

Result<std::shared_ptr<const Document>> read_geojson_data(std::string_view text)
{
    if (text.size() > geojson_bytes_max) return invalid("is larger than 24 MiB.");
    if (bytes_of_values(text) > value_bytes_max) return invalid("holds more places and properties than can be read.");
    try {
        return read_features(text);
    } catch (const Json::exception&) {
        return invalid("cannot be read.");
    }
}

} // namespace mahalla
