#pragma once
#include "base/result.h"
#include "expression/document.h"

#include <memory>
#include <string_view>

namespace mahalla {

/// The features of a GeoJSON FeatureCollection (RFC 7946) as items; see external_data.h.
Result<std::shared_ptr<const Document>> read_geojson_data(std::string_view text);

} // namespace mahalla
