#include "picture/picture_kind.h"

#include "picture/bars_picture.h"
#include "picture/heat_map_picture.h"
#include "picture/map_picture.h"
#include "picture/pyramid_picture.h"
#include "picture/slope_picture.h"

#include <algorithm>
#include <array>

namespace mahalla {

namespace {

constexpr std::array kinds = {PictureKind::Bars, PictureKind::Pyramid, PictureKind::HeatMap, PictureKind::Slopes,
                              PictureKind::Map};

bool fits(PictureKind kind, const PublishedTableContent& table, const AreaOutlines* outlines)
{
    const auto& by = table.dimensions;
    switch (kind) {
    case PictureKind::Bars:
        return true;
    case PictureKind::Pyramid:
        return by.size() == 2 && (by[0].categories.size() == 2 || by[1].categories.size() == 2);
    case PictureKind::HeatMap:
        return by.size() == 1;
    case PictureKind::Slopes: {
        const auto rounds = std::ranges::find(by, rounds_breakdown, &Dimension::name);
        return rounds != by.end() && rounds->categories.size() > 1;
    }
    case PictureKind::Map:
        return outlines != nullptr && by.size() == 1 &&
               std::ranges::any_of(by[0].categories,
                                   [&](const std::string& code) { return outlines->areas.contains(code); });
    }
    return false;
}

} // namespace

const char* name_of(PictureKind kind)
{
    switch (kind) {
    case PictureKind::Bars:
        return "bars";
    case PictureKind::Pyramid:
        return "pyramid";
    case PictureKind::HeatMap:
        return "heat-map";
    case PictureKind::Slopes:
        return "slopes";
    case PictureKind::Map:
        return "map";
    }
    return "";
}

std::optional<PictureKind> picture_kind_of(std::string_view name)
{
    const auto found = std::ranges::find(kinds, name, [](PictureKind kind) { return std::string_view(name_of(kind)); });
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

std::vector<PictureKind> picture_kinds_for(const PublishedTableContent& table, const AreaOutlines* outlines)
{
    std::vector<PictureKind> fitting;
    for (const PictureKind kind : kinds)
        if (fits(kind, table, outlines)) fitting.push_back(kind);
    return fitting;
}

Result<Drawing> picture_of(PictureKind kind, std::span<const PublishedTableContent> tables,
                           const AreaOutlines* outlines, const std::string& title, const PictureSetting& setting)
{
    if (tables.empty()) return failure(ErrorKind::Invalid, "There is no table to draw.");
    switch (kind) {
    case PictureKind::Bars:
        break;
    case PictureKind::Pyramid:
        return pyramid_picture(tables.front(), setting);
    case PictureKind::HeatMap:
        return heat_map_picture(tables, title, setting);
    case PictureKind::Slopes:
        return slope_picture(tables.front(), rounds_breakdown, setting);
    case PictureKind::Map:
        if (outlines == nullptr) return failure(ErrorKind::Invalid, "A map needs the outlines of the areas.");
        return map_picture(tables.front(), *outlines, setting);
    }
    return bars_picture(tables.front(), setting);
}

} // namespace mahalla
