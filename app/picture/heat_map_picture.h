#pragma once
#include "picture/picture_frame.h"

#include <span>

namespace mahalla {

/// Dimensions × groups: a row a table (one indicator each, of any of the dimensions of human security), a column a
/// group of their first dimension, each field as dark as its figure is high, with figure, interval and how many were
/// asked inside. Shares are shaded from 0 to 1, so that rows can be compared; other statistics within their row. A
/// hidden field is hatched, with its reason. Where there is no title, it is "Results by …" in the language.
///
/// Tables with more than one dimension are refused with `Invalid`, as are none and those of other groups than the
/// first.
Result<Drawing> heat_map_picture(std::span<const PublishedTableContent> tables, const std::string& title,
                                 const PictureSetting& setting);

} // namespace mahalla
