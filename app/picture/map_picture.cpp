#include "picture/map_picture.h"

#include "drawing/hatching.h"
#include "picture/bars_picture.h"
#include "picture/figure_words.h"
#include "picture/picture_scale.h"
#include "text/number_form.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mahalla {

namespace {

constexpr float map_height_max = 110;
/// Places nearer to each other are one: no printer shows the difference, and borders are drawn far finer than needed.
constexpr float nearest = 0.05f;

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

/// What can be written in an area.
struct AreaWords {
    std::string name, number, figure;
};

/// Where in an area there is room for words: in the middle of a level line that lies within it.
struct Room {
    DrawingPoint middle;
    float width = 0;
};

/// The widest stretch of the level line at `y` within the rings (even-odd: a hole has no room).
Room room_at(const std::vector<DrawingRing>& rings, float y)
{
    std::vector<float> crossings;
    for (const DrawingRing& ring : rings)
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const DrawingPoint& from = ring[i];
            const DrawingPoint& to = ring[(i + 1) % ring.size()];
            if ((from.y < y) != (to.y < y))
                crossings.push_back(from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y));
        }
    std::ranges::sort(crossings);
    Room widest;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
        if (const float width = crossings[i + 1] - crossings[i]; width > widest.width)
            widest = {{(crossings[i] + crossings[i + 1]) / 2, y}, width};
    return widest;
}

/// Rather near the middle of its height than where it is a little wider.
Room room_in(const std::vector<DrawingRing>& rings, const DrawingRectangle& bounds)
{
    constexpr int lines = 16;
    Room best;
    float most = 0;
    for (int i = 1; i < lines; ++i) {
        const float share = static_cast<float>(i) / lines;
        const Room room = room_at(rings, bounds.top + (bounds.bottom - bounds.top) * share);
        if (const float worth = room.width * (1 - std::abs(share - 0.5f)); worth > most) {
            most = worth;
            best = room;
        }
    }
    return best;
}

DrawingRing ring_of(const AreaOutlines::Ring& outline, const Projection& projection, float top)
{
    DrawingRing ring;
    for (const AreaOutlines::Place& place : outline) {
        const DrawingPoint point = projection.at(place, top);
        if (ring.empty() || std::abs(point.x - ring.back().x) + std::abs(point.y - ring.back().y) >= nearest)
            ring.push_back(point);
    }
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    return ring;
}

/// What is written in an area, where it has room: its name, and below it its figure or why there is none. Where there
/// is none for the name, its number in the list below the map. Nothing in what is smaller than that.
void place_words(PictureFrame& frame, const AreaWords& words, const Room& where, float high, DrawingRole role,
                 bool is_hidden)
{
    DrawingMaker& maker = frame.maker();
    const bool is_mirrored = frame.catalogue().language().direction == Direction::RightToLeft;
    const DrawingPoint middle = where.middle;
    const float room = where.width * 0.9f;
    const auto place = [&](const std::string& said, float y, const DrawnTextLook& look) {
        const float width = maker.width_of(said, look) + 1;
        const float left = middle.x - width / 2;
        const float start = is_mirrored ? frame.width() - left - width : left;
        // Letters on hatching are not read: they get a ground of their own.
        if (is_hidden) {
            const float height = maker.height_of(said, width, look);
            maker.box(DrawingPart::Rule, start, y - height / 2, width, height, DrawingRole::Ground);
        }
        maker.text_around(said, start, y, width, look);
    };
    using Side = DrawnTextLook::Side;
    const DrawnTextLook name = {.points = 7, .role = role, .side = Side::Centre};
    const DrawnTextLook figure = {.points = is_hidden ? 7.0f : 8.0f,
                                  .weight = is_hidden ? Weight::Regular : Weight::Bold,
                                  .role = role,
                                  .side = Side::Centre};
    constexpr float line = 3.8f;
    const bool named = maker.width_of(words.name, name) <= room && high >= 2.5f * line;
    const std::string& head = named ? words.name : words.number;
    const bool has_figure = maker.width_of(words.figure, figure) <= room && high >= 2.5f * line;
    if (maker.width_of(head, name) > room || high < 1.5f * line) return;
    place(head, has_figure ? middle.y - line / 2 : middle.y, name);
    if (has_figure) place(words.figure, middle.y + line / 2, figure);
}

void place_area(PictureFrame& frame, const PublishedTableContent& table, const PublishedCell& cell,
                std::vector<DrawingRing> rings, const AreaWords& words, std::pair<double, double> range)
{
    DrawingMaker& maker = frame.maker();
    const PublishedFigure* figure = shown_figure(cell);
    const std::string about = words.name + ": " + figure_words(table, cell, frame.catalogue());
    const DrawingRole step =
        figure == nullptr ? DrawingRole::Ground : step_of(*figure->estimate, range.first, range.second);
    auto hatching = figure == nullptr ? hatching_of(rings) : std::vector<DrawnShape>();
    DrawnShape& area = maker.map_polygon(figure == nullptr ? DrawingPart::Hidden : DrawingPart::Area, std::move(rings),
                                         step, DrawingRole::Ink);
    area.about = about;
    const DrawingRectangle bounds = area.bounds();
    const Room room = room_in(area.rings, bounds);
    for (DrawnShape& line : hatching) maker.drawing().shapes.push_back(std::move(line));
    place_words(frame, words, room, bounds.bottom - bounds.top, letters_on(step), figure == nullptr);
}

/// The table with the number of each area before its name, as the map has it.
PublishedTableContent numbered(PublishedTableContent table, const TextCatalogue& catalogue)
{
    Dimension& areas = table.dimensions.front();
    long long number = 0;
    for (const std::string& code : areas.categories)
        areas.labels[code] =
            shown_number(++number, catalogue.language()) + " · " + category_words(areas, code, catalogue);
    return table;
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
    const Dimension& areas = table.dimensions.front();
    for (const PublishedCell& cell : table.cells) {
        const auto area = cell.key.size() == 1 ? outlines.areas.find(cell.key[0]) : outlines.areas.end();
        if (area == outlines.areas.end() || !cell.category.empty()) continue;
        std::vector<DrawingRing> rings;
        for (const AreaOutlines::Ring& outline : area->second) rings.push_back(ring_of(outline, projection, frame.y));
        const PublishedFigure* figure = shown_figure(cell);
        AreaWords words{category_words(areas, cell.key[0], frame.catalogue()),
                        shown_number(std::ranges::find(areas.categories, cell.key[0]) - areas.categories.begin() + 1LL,
                                     frame.catalogue().language()),
                        figure == nullptr
                            ? mark_words(cell, frame.catalogue())
                            : shown_estimate(*figure->estimate, table.statistic, frame.catalogue().language())};
        place_area(frame, table, cell, std::move(rings), words, range);
    }
    frame.y += projection.height + 4;
    place_scale(frame, range.first, range.second, table.statistic);
    frame.y += 2;
    const PublishedTableContent list = numbered(table, frame.catalogue());
    place_bars(frame, list);
    frame.explain(list);
    return frame.finish();
}

} // namespace mahalla
