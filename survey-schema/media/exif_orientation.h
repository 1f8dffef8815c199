#pragma once
#include "base/bytes.h"

namespace mahalla {

/// How a camera was held, by its Exif data (a TIFF structure): 1 to 8 as in Exif 2.3, table 6; 1, upright, where
/// nothing else is said. Inside this library only.
std::uint8_t exif_orientation_of(ByteView tiff);

/// Exif data that say this and nothing else: what stands in a JPEG's APP1 segment behind `Exif 00 00`.
Bytes exif_of_orientation(std::uint8_t orientation);

} // namespace mahalla
