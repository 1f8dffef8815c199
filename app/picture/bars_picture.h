#pragma once
#include "picture/picture_frame.h"

namespace mahalla {

/// A bar a cell with its interval, its figure and how many were asked; margins in the table's order. A hidden cell is a
/// hatched mark of one size with its reason in words: no bar, no number.
Drawing bars_picture(const PublishedTableContent& table, const PictureSetting& setting);

/// The bars alone, from the frame's `y` on.
void place_bars(PictureFrame& frame, const PublishedTableContent& table);

} // namespace mahalla
