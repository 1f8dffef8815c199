#pragma once
#include "disclosure/published_release.h"
#include "interchange/area_shapes.h"

#include <set>

namespace mahalla {

/// The dimension of a table that holds areas: the one of that name, or, where `name` is empty, the first that is called
/// like one (standard_dimension.h). Nothing where there is none.
std::optional<std::size_t> area_dimension_of(const PublishedTableContent& table, std::string_view name);

/// Areas that the map gives as points are shown at the middle of a square with sides of this length
/// (disclosure/public_place.h): a point may be a household's, and no exact one leaves with results.
inline constexpr double point_square_metres = 1'000;

/// Table number `table` of a release as GeoJSON (RFC 7946): a feature a cell, with the shape of its area from the
/// user's file and, as flat properties, code and name of the area, the other categories, estimate, se, lower, upper, n,
/// or the mark of a hidden cell and no figure at all. Cells of all areas together, and those of areas that the file
/// does not know, have no geometry; the latter are put into `unknown`. `area` is the position of the table's area
/// dimension.
std::string write_table_geojson(const ReceivedRelease& release, std::size_t table, std::size_t area,
                                const AreaShapes& shapes, std::set<std::string>& unknown);

} // namespace mahalla
