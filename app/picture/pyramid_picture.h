#pragma once
#include "picture/picture_frame.h"

namespace mahalla {

/// Two groups side by side, rows from the last category (on top) to the first: age groups by sex. One of the table's
/// two dimensions has exactly two categories; margins are left out. The second side is lighter, so that a copy in black
/// and white tells them apart. Hidden cells are hatched marks of one size.
///
/// Fails with `Invalid` where the table is not of that shape.
Result<Drawing> pyramid_picture(const PublishedTableContent& table, const PictureSetting& setting);

} // namespace mahalla
