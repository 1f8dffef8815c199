#pragma once
#include "picture/picture_frame.h"

namespace mahalla {

/// The five shades of heat maps and maps with the values they stand for, below what the frame has so far.
void place_scale(PictureFrame& frame, double lowest, double highest, Statistic statistic);

} // namespace mahalla
