#include "picture/map_picture.h"

#include "drawing/hatching.h"
#include "picture/bars_picture.h"
#include "picture/figure_words.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mahalla {

namespace {

constexpr float map_height_max = 110;

/// Where a place on Earth lies on the page.
class Projection {
public:
    explicit Projection(const AreaOutlines& outlines, float width)
    {
        for (const auto& [code, rings] : outlines.areas)
            for (const AreaOutlines::Ring& ring : rings)
                for (const AreaOutlines::Place& place : ring) {
                    west_ = std::min(west_, place.longitude);
                    east_ = std::max(east_, place.longitude);
                    south_ = std::min(south_, place.latitude);
                    north_ = std::max(north_, place.latitude);
                }
        squeeze_ = std::cos((south_ + north_) / 2 * std::numbers::pi / 180);
        const double across = std::max((east_ - west_) * squeeze_, 1e-9), down = std::max(north_ - south_, 1e-9);
        mm_a_degree_ = std::min(static_cast<double>(width) / across, static_cast<double>(map_height_max) / down);
        left_ = (static_cast<double>(width) - across * mm_a_degree_) / 2;
        height = static_cast<float>(down * mm_a_degree_);
    }

    DrawingPoint at(const AreaOutlines::Place& place, float top) const
    {
        return {static_cast<float>(left_ + (place.longitude - west_) * squeeze_ * mm_a_degree_),
                top + static_cast<float>((north_ - place.latitude) * mm_a_degree_)};
    }

    float height = 0;

private:
    double west_ = 180, east_ = -180, south_ = 90, north_ = -90;
    double squeeze_ = 1, mm_a_degree_ = 1, left_ = 0;
};

/// The middle of the largest ring (the polygon's centroid).
DrawingPoint middle_of(const std::vector<DrawingRing>& rings)
{
    float largest = 0;
    DrawingPoint middle;
    for (const DrawingRing& ring : rings) {
        float area = 0, x = 0, y = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const DrawingPoint& from = ring[i];
            const DrawingPoint& to = ring[(i + 1) % ring.size()];
            const float cross = from.x * to.y - to.x * from.y;
            area += cross;
            x += (from.x + to.x) * cross;
            y += (from.y + to.y) * cross;
        }
        if (std::abs(area) <= largest) continue;
        largest = std::abs(area);
        middle = {x / (3 * area), y / (3 * area)};
    }
    return middle;
}

void place_area(PictureFrame& frame, const PublishedTableContent& table, const PublishedCell& cell,
                std::vector<DrawingRing> rings, std::pair<double, double> range)
{
    DrawingMaker& maker = frame.maker();
    const PublishedFigure* figure = shown_figure(cell);
    const std::string about =
        cell_words(table, cell, frame.catalogue()) + ": " + figure_words(table, cell, frame.catalogue());
    const DrawingPoint middle = middle_of(rings);
    if (figure == nullptr) {
        auto hatching = hatching_of(rings);
        maker.map_polygon(DrawingPart::Hidden, std::move(rings), DrawingRole::Ground, DrawingRole::Ink).about = about;
        for (DrawnShape& line : hatching) maker.drawing().shapes.push_back(std::move(line));
        return;
    }
    const DrawingRole step = step_of(*figure->estimate, range.first, range.second);
    DrawnShape& area = maker.map_polygon(DrawingPart::Area, std::move(rings), step, DrawingRole::Ink);
    area.about = about;
    const DrawingRectangle bounds = area.bounds();
    // The figure stands in the area where it has room.
    const std::string said = shown_estimate(*figure->estimate, table.statistic, frame.catalogue().language());
    const DrawnTextLook look = {
        .points = 8, .weight = Weight::Bold, .role = letters_on(step), .side = DrawnTextLook::Side::Centre};
    const float width = maker.width_of(said, look) + 1;
    if (width * 1.5f > bounds.right - bounds.left || bounds.bottom - bounds.top < 8) return;
    const float left = middle.x - width / 2;
    const bool is_mirrored = frame.catalogue().language().direction == Direction::RightToLeft;
    maker.text_around(said, is_mirrored ? frame.width() - left - width : left, middle.y, width, look);
}

} // namespace

Result<Drawing> map_picture(const PublishedTableContent& table, const AreaOutlines& outlines,
                            const PictureSetting& setting)
{
    if (table.dimensions.size() != 1) return failure(ErrorKind::Invalid, "A map needs a table by area alone.");
    if (outlines.areas.empty()) return failure(ErrorKind::Invalid, "There is no outline to draw.");
    std::pair<double, double> range{0, 1};
    if (table.statistic != Statistic::Proportion) {
        const PictureAxis axis = PictureAxis::of(table);
        range = {axis.lowest, axis.highest};
    }
    PictureFrame frame(setting, table.label);
    frame.say_basis(table);
    const Projection projection(outlines, frame.width());
    for (const PublishedCell& cell : table.cells) {
        const auto area = cell.key.size() == 1 ? outlines.areas.find(cell.key[0]) : outlines.areas.end();
        if (area == outlines.areas.end() || !cell.category.empty()) continue;
        std::vector<DrawingRing> rings;
        for (const AreaOutlines::Ring& outline : area->second) {
            DrawingRing ring;
            for (const AreaOutlines::Place& place : outline) ring.push_back(projection.at(place, frame.y));
            if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
            rings.push_back(std::move(ring));
        }
        place_area(frame, table, cell, std::move(rings), range);
    }
    frame.y += projection.height + 4;
    place_bars(frame, table);
    frame.explain(table);
    return frame.finish();
}

} // namespace mahalla
