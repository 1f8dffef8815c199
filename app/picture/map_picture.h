#pragma once
#include "picture/area_outlines.h"
#include "picture/picture_frame.h"

namespace mahalla {

/// A choropleth: the areas of the table's only dimension, each as dark as its figure is high, with its name (its number
/// in the list below, where it has no room) and its figure; below it the shades, and each figure as a bar with its
/// interval, for shades say little. Shares are shaded from 0 to 1, others between the lowest and the highest. Hidden
/// areas are hatched; areas without an outline are among the bars alone. North is up and east to the right in every
/// language; no ground map.
///
/// Equirectangular, with the cosine of the middle latitude: right to a few percent for what fits a province. Areas on
/// both sides of the antimeridian are drawn far apart.
///
/// Fails with `Invalid` where the table has more or fewer dimensions than one, or nothing can be placed.
Result<Drawing> map_picture(const PublishedTableContent& table, const AreaOutlines& outlines,
                            const PictureSetting& setting);

} // namespace mahalla
