#include "interchange/area_shapes.h"

#include "base/number.h"
#include "base/text.h"
#include "indicator/csv_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

/// How deep a geometry's positions lie in lists, and whether the innermost are rings (RFC 7946 §3.1).
struct GeometryKind {
    std::string_view type;
    int depth;
    bool is_of_rings;
};
constexpr std::array geometry_kinds = {
    GeometryKind{"Point", 0, false},  GeometryKind{"MultiPoint", 1, false},      GeometryKind{"LineString", 1, false},
    GeometryKind{"Polygon", 2, true}, GeometryKind{"MultiLineString", 2, false}, GeometryKind{"MultiPolygon", 3, true}};

tl::unexpected<Error> invalid(const std::string& why)
{
    return failure(ErrorKind::Invalid, "The file of areas " + why);
}

/// Longitude and latitude, and a height where there is one.
bool is_position(const Json& json)
{
    if (!json.is_array() || json.size() < 2 || json.size() > 3) return false;
    for (const Json& number : json)
        if (!number.is_number() || !std::isfinite(number.get<double>())) return false;
    return std::fabs(json[0].get<double>()) <= 180 && std::fabs(json[1].get<double>()) <= 90;
}

/// Positions in lists as deep as `depth`; rings end where they begin.
bool are_coordinates(const Json& json, int depth, bool is_of_rings)
{
    if (depth == 0) return is_position(json);
    if (!json.is_array() || json.empty()) return false;
    if (depth == 1 && is_of_rings && (json.size() < 4 || json.front() != json.back())) return false;
    return std::all_of(json.begin(), json.end(),
                       [&](const Json& inner) { return are_coordinates(inner, depth - 1, is_of_rings); });
}

bool is_geometry(const Json& json)
{
    if (!json.is_object() || !json.contains("type") || !json["type"].is_string() || !json.contains("coordinates"))
        return false;
    const auto type = json["type"].get<std::string>();
    return std::any_of(geometry_kinds.begin(), geometry_kinds.end(), [&](const GeometryKind& kind) {
        return kind.type == type && are_coordinates(json["coordinates"], kind.depth, kind.is_of_rings);
    });
}

/// How well a property's name says that it holds codes of areas: the higher the better, 0 not at all.
int code_likeness(std::string_view name, std::string_view key)
{
    const std::string lower = lower_ascii(name);
    if (!key.empty()) return lower == lower_ascii(key) ? 9 : 0;
    if (lower == "pcode" || lower == "p_code" || lower == "p-code") return 8;
    if (lower.ends_with("_pcode") || lower.ends_with("pcode")) {
        // ADM2_PCODE stands beside those of the areas above it: the deepest is the area's own.
        for (const char c : lower)
            if (c >= '0' && c <= '5') return 2 + (c - '0');
        return 2;
    }
    return lower == "code" || lower == "id" || lower == "area" || lower == "name_code" ? 1 : 0;
}

std::string text_of(const Json& json)
{
    if (json.is_string()) return json.get<std::string>();
    return json.is_number() ? number_to_text(json.get<double>()) : std::string();
}

std::string name_in(const Json& properties, const std::string& code_name)
{
    // ADM2_PCODE goes with ADM2_EN.
    const std::string stem = lower_ascii(code_name.substr(0, code_name.find('_')));
    std::string plain;
    for (const auto& [name, value] : properties.items()) {
        const std::string lower = lower_ascii(name);
        if (code_name.find('_') != std::string::npos && lower.starts_with(stem + "_") &&
            lower != lower_ascii(code_name) && !text_of(value).empty())
            return text_of(value);
        if (plain.empty() && (lower == "name" || lower == "label")) plain = text_of(value);
    }
    return plain;
}

Result<std::map<std::string, AreaShapes::Shape>> read_geojson(std::string_view text, std::string_view key)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("features") || !json["features"].is_array())
        return invalid("is no GeoJSON FeatureCollection.");
    std::map<std::string, AreaShapes::Shape> shapes;
    for (const Json& feature : json["features"]) {
        if (!feature.is_object() || !feature.contains("properties") || !feature["properties"].is_object()) continue;
        std::string code, code_name;
        int best = 0;
        for (const auto& [name, value] : feature["properties"].items()) {
            const int likeness = code_likeness(name, key);
            if (likeness <= best || text_of(value).empty()) continue;
            best = likeness;
            code = text_of(value);
            code_name = name;
        }
        if (code.empty()) continue;
        if (!feature.contains("geometry") || !is_geometry(feature["geometry"]))
            return invalid("has an area without a geometry on earth.");
        const Json& geometry = feature["geometry"];
        const Json clean = {{"type", geometry["type"]}, {"coordinates", geometry["coordinates"]}};
        if (!shapes.try_emplace(code, AreaShapes::Shape{clean.dump(), name_in(feature["properties"], code_name)})
                 .second)
            return invalid("has the code of an area twice.");
    }
    if (shapes.empty()) return invalid("has no property with codes of areas; name it with --area-key.");
    return shapes;
}

Result<std::map<std::string, AreaShapes::Shape>> read_centres(std::string_view text, std::string_view key)
{
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    const std::string_view first = text.substr(0, line_end);
    const char separator =
        std::count(first.begin(), first.end(), ';') > std::count(first.begin(), first.end(), ',') ? ';' : ',';
    MAHALLA_TRY(const auto lines, read_csv_lines(text, separator));
    if (lines.empty()) return invalid("is empty.");
    std::size_t code = 0, latitude = 0, longitude = 0, name = 0;
    int best = 0;
    const auto& header = lines.front().cells;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string lower = lower_ascii(trimmed(header[i].text));
        if (const int likeness = code_likeness(lower, key); likeness > best) {
            best = likeness;
            code = i + 1;
        }
        if (lower == "lat" || lower == "latitude" || lower == "y") latitude = i + 1;
        if (lower == "lon" || lower == "lng" || lower == "longitude" || lower == "x") longitude = i + 1;
        if (lower == "name" || lower == "label") name = i + 1;
    }
    if (code == 0 || latitude == 0 || longitude == 0) return invalid("needs columns for the code, lat and lon.");
    std::map<std::string, AreaShapes::Shape> shapes;
    for (std::size_t row = 1; row < lines.size(); ++row) {
        const auto& cells = lines[row].cells;
        const auto cell = [&](std::size_t column) {
            return column == 0 || column > cells.size() ? std::string() : std::string(trimmed(cells[column - 1].text));
        };
        if (cell(code).empty()) continue;
        const auto y = number_from_text(cell(latitude)), x = number_from_text(cell(longitude));
        if (!y || !x || std::fabs(*y) > 90 || std::fabs(*x) > 180)
            return invalid("has an area without a place on earth.");
        const std::string point =
            "{\"type\":\"Point\",\"coordinates\":[" + number_to_text(*x) + "," + number_to_text(*y) + "]}";
        if (!shapes.try_emplace(cell(code), AreaShapes::Shape{point, cell(name)}).second)
            return invalid("has the code of an area twice.");
    }
    if (shapes.empty()) return invalid("names no area.");
    return shapes;
}

} // namespace

Result<AreaShapes> AreaShapes::read(ByteView bytes, std::string_view key)
{
    if (bytes.size() > file_bytes_max) return invalid("has more than 256 MiB.");
    std::string_view text = as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!is_valid_utf8(text)) return invalid("is not UTF-8.");
    AreaShapes areas;
    if (trimmed(text.substr(0, 4096)).starts_with('{')) {
        MAHALLA_TRY(areas.shapes_, read_geojson(text, key));
    } else {
        MAHALLA_TRY(areas.shapes_, read_centres(text, key));
    }
    return areas;
}

const AreaShapes::Shape* AreaShapes::find(const std::string& code) const
{
    const auto found = shapes_.find(code);
    return found == shapes_.end() ? nullptr : &found->second;
}

} // namespace mahalla
