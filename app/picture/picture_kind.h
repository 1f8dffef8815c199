#pragma once
#include "picture/area_outlines.h"
#include "picture/picture_frame.h"

#include <optional>
#include <span>
#include <string_view>

namespace mahalla {

/// What protected tables can be shown as.
enum class PictureKind : std::uint8_t { Bars, Pyramid, HeatMap, Slopes, Map };

/// "bars", "heat-map": as commands name it.
const char* name_of(PictureKind kind);
/// Nothing where no kind has that name.
std::optional<PictureKind> picture_kind_of(std::string_view name);

/// Rounds are a breakdown of the questionnaire that is called so: then the tables of all rounds are protected together.
inline constexpr const char* rounds_breakdown = "round";

/// The kinds that a table can be shown as: bars always, a heat map where it has one breakdown (more tables of the same
/// one are its rows), slopes where one is the rounds, a map where there is an outline of one of its categories.
std::vector<PictureKind> picture_kinds_for(const PublishedTableContent& table, const AreaOutlines* outlines);

/// The picture of the first table, or of all of them for a heat map, which `title` stands above (empty: "Results by
/// …"). Fails with `Invalid` where the tables are not of the shape that the kind needs, or a map has no outlines.
Result<Drawing> picture_of(PictureKind kind, std::span<const PublishedTableContent> tables,
                           const AreaOutlines* outlines, const std::string& title, const PictureSetting& setting);

} // namespace mahalla
