#pragma once
#include "base/bytes.h"
#include "base/result.h"
#include "expression/document.h"

#include <memory>
#include <string_view>

namespace mahalla {

inline constexpr std::size_t external_data_bytes_max = 64 * 1024 * 1024;

/// Reads the file behind a secondary instance (`jr://file/areas.geojson`, `jr://file-csv/villages.csv`) into the
/// document that `instance('…')` answers with. The ending of `file_name` decides how: .csv, .geojson, else XML.
///
/// CSV: `<root><item><column>value</column>…</item>…</root>`; separator comma, semicolon or tab, whichever the
/// first line has most of, else bar; quotes doubled inside quotes; a byte order mark is passed over; spaces in a header
/// become "_"; rows shorter than the header give empty values. GeoJSON: each feature of a FeatureCollection is an
/// `<item>` with its properties, `id`, and `geometry` as ODK writes it ("lat lon 0 0; …"). Fails with `Invalid`, naming
/// the line where there is one, where the file is not what its ending says or is too large.
Result<std::shared_ptr<const Document>> read_external_data(std::string_view file_name, ByteView bytes);

} // namespace mahalla
