#include "interchange/table_geojson.h"

#include "disclosure/public_place.h"
#include "interchange/standard_dimension.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace mahalla {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& properties, const char* key, const std::optional<double>& value)
{
    if (value && std::isfinite(*value)) properties[key] = *value;
}

/// A position of two to four numbers as the middle of its square; the height is left out.
Json blurred(const Json& position)
{
    const auto place =
        PublicPlace::in_square({position[1].get<double>(), position[0].get<double>()}, point_square_metres);
    if (!place) return Json(); // not of a file that AreaShapes read
    return Json::array({place->middle().longitude, place->middle().latitude});
}

/// An area's shape as it may leave: what is given as points may be where somebody lives.
std::string public_geometry(const std::string& geometry)
{
    Json json = Json::parse(geometry, nullptr, false);
    if (!json.is_object() || (json["type"] != "Point" && json["type"] != "MultiPoint")) return geometry;
    Json& coordinates = json["coordinates"];
    if (json["type"] == "Point")
        coordinates = blurred(coordinates);
    else
        for (Json& position : coordinates) position = blurred(position);
    return json.dump();
}

Json properties_of(const PublishedTableContent& table, const PublishedCell& cell, std::size_t area,
                   const AreaShapes::Shape* shape)
{
    Json properties = {{"pcode", cell.key[area]}};
    const Dimension& areas = table.dimensions[area];
    if (const auto label = areas.labels.find(cell.key[area]); label != areas.labels.end())
        properties["area"] = label->second;
    else if (shape != nullptr && !shape->name.empty())
        properties["area"] = shape->name;
    properties["indicator"] = table.id;
    properties["label"] = table.label;
    properties["statistic"] = name_of(table.statistic);
    for (std::size_t i = 0; i < table.dimensions.size(); ++i)
        if (i != area) properties["by_" + table.dimensions[i].name] = cell.key[i];
    if (!cell.category.empty()) properties["category"] = cell.category;
    put(properties, "probability", cell.probability);
    if (cell.mark) properties["mark"] = name_of(*cell.mark);
    if (cell.figure) {
        put(properties, "estimate", cell.figure->estimate);
        put(properties, "se", cell.figure->standard_error);
        put(properties, "lower", cell.figure->lower);
        put(properties, "upper", cell.figure->upper);
        properties["n"] = cell.figure->n;
    }
    return properties;
}

} // namespace

std::optional<std::size_t> area_dimension_of(const PublishedTableContent& table, std::string_view name)
{
    for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
        const std::string& own = table.dimensions[i].name;
        if (name.empty() ? standard_dimension_of(own) == StandardDimension::Area : own == name) return i;
    }
    return std::nullopt;
}

std::string write_table_geojson(const ReceivedRelease& release, std::size_t table, std::size_t area,
                                const AreaShapes& shapes, std::set<std::string>& unknown)
{
    const PublishedTableContent& content = release.content().tables[table];
    std::string text = "{\"type\":\"FeatureCollection\",\"features\":[";
    const char* before = "\n";
    for (const PublishedCell& cell : content.cells) {
        const std::string& code = cell.key[area];
        const AreaShapes::Shape* shape = shapes.find(code);
        if (shape == nullptr && code != total_category) unknown.insert(code);
        text.append(before)
            .append("{\"type\":\"Feature\",\"geometry\":")
            .append(shape ? public_geometry(shape->geometry) : "null");
        text += ",\"properties\":" +
                properties_of(content, cell, area, shape).dump(-1, ' ', false, Json::error_handler_t::replace) + "}";
        before = ",\n";
    }
    return text + "\n]}\n";
}

} // namespace mahalla
