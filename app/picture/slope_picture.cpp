#include "picture/slope_picture.h"

#include "picture/figure_words.h"
#include "picture/point_marks.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float plot_height = 80, side_width = 14, label_height = 5;

struct Slope {
    std::vector<std::string> group;          ///< The key without the round.
    std::vector<const PublishedCell*> cells; ///< A round each; nothing where the table has none.
    std::string name;
    std::size_t series = 0;   ///< Its mark.
    float end = 0, label = 0; ///< Heights of the last point and its name.
};

std::vector<Slope> slopes_of(const PublishedTableContent& table, std::size_t rounds, const TextCatalogue& catalogue)
{
    const Dimension& dimension = table.dimensions[rounds];
    std::vector<Slope> slopes;
    for (const PublishedCell& cell : table.cells) {
        const auto round = std::ranges::find(dimension.categories, cell.key[rounds]);
        if (round == dimension.categories.end()) continue; // a margin over rounds is no round
        std::vector<std::string> group = cell.key;
        group.erase(group.begin() + static_cast<std::ptrdiff_t>(rounds));
        group.push_back(cell.category);
        auto slope = std::ranges::find(slopes, group, &Slope::group);
        if (slope == slopes.end()) {
            PublishedCell named = cell;
            named.key[rounds] = total_category;
            slopes.push_back({group, std::vector<const PublishedCell*>(dimension.categories.size()),
                              cell_words(table, named, catalogue), 0, 0, 0});
            slope = slopes.end() - 1;
        }
        slope->cells[static_cast<std::size_t>(round - dimension.categories.begin())] = &cell;
    }
    return slopes;
}

void place_mark(DrawingMaker& maker, std::size_t series, DrawingPoint at, std::string about = {})
{
    const PointMark mark = point_mark(series, at, 1);
    DrawnShape& placed = maker.polygon(DrawingPart::Cell, {mark.outline},
                                       mark.is_filled ? DrawingRole::Bar : DrawingRole::Ground, DrawingRole::Bar);
    placed.line = 0.4f;
    placed.about = std::move(about);
}

/// Names are moved apart, so that each can be read, and kept within the plot where they fit at all.
void spread_labels(std::vector<Slope>& slopes, float top, float bottom)
{
    std::ranges::sort(slopes, {}, &Slope::end);
    float next = top;
    for (Slope& slope : slopes) {
        slope.label = std::max(slope.end, next);
        next = slope.label + label_height;
    }
    float last = std::max(bottom, top + label_height * static_cast<float>(slopes.size()));
    for (auto slope = slopes.rbegin(); slope != slopes.rend(); ++slope) {
        slope->label = std::min(slope->label, last);
        last = slope->label - label_height;
    }
}

} // namespace

Result<Drawing> slope_picture(const PublishedTableContent& table, const std::string& rounds,
                              const PictureSetting& setting)
{
    const auto found = std::ranges::find(table.dimensions, rounds, &Dimension::name);
    if (found == table.dimensions.end() || found->categories.size() < 2)
        return failure(ErrorKind::Invalid, "A picture of rounds needs a breakdown by round, of two rounds at least.");
    const auto dimension = static_cast<std::size_t>(found - table.dimensions.begin());
    PictureFrame frame(setting, table.label);
    frame.say_basis(table);
    frame.y += 3;
    DrawingMaker& maker = frame.maker();
    const PictureAxis axis = PictureAxis::of(table);
    const float top = frame.y, bottom = top + plot_height, names_width = frame.width() * 0.25f;
    const std::size_t count = found->categories.size();
    const auto across = [&](std::size_t round) {
        const float room = frame.width() - side_width - names_width - 14;
        return side_width + 6 + room * static_cast<float>(round) / static_cast<float>(count - 1);
    };
    const auto height = [&](double value) { return bottom - axis.share(value) * plot_height; };
    for (const double tick : axis.ticks()) {
        maker.line(DrawingPart::Grid, {side_width, height(tick)}, {across(count - 1) + 4, height(tick)},
                   DrawingRole::Faint, 0.15f);
        maker.text_around(shown_estimate(tick, table.statistic, frame.catalogue().language()), 0, height(tick),
                          side_width - 2, {.points = 7, .role = DrawingRole::Quiet, .side = DrawnTextLook::Side::End});
    }
    auto slopes = slopes_of(table, dimension, frame.catalogue());
    std::vector<float> feet(count, bottom + 2); // where the next mark of a round goes
    for (std::size_t which = 0; which < slopes.size(); ++which) {
        Slope& slope = slopes[which];
        // Lines of one round stand a little apart, so that intervals can be told from each other.
        const float aside = (static_cast<float>(which) - static_cast<float>(slopes.size() - 1) / 2) * 1.6f;
        slope.end = bottom;
        slope.series = which;
        const PublishedFigure* before = nullptr;
        for (std::size_t round = 0; round < count; ++round) {
            const PublishedCell* cell = slope.cells[round];
            const PublishedFigure* figure = cell == nullptr ? nullptr : shown_figure(*cell);
            const float x = across(round) + aside;
            if (cell != nullptr && figure == nullptr) {
                const std::string about =
                    cell_words(table, *cell, frame.catalogue()) + ": " + mark_words(*cell, frame.catalogue());
                maker.hidden_box(across(round) - 4, feet[round], 8, 3, about);
                place_mark(maker, which, {across(round) - 6, feet[round] + 1.5f});
                feet[round] += 3.4f;
            }
            if (figure != nullptr) {
                const float y = height(*figure->estimate);
                if (before != nullptr)
                    maker.line(DrawingPart::Line, {across(round - 1) + aside, height(*before->estimate)}, {x, y},
                               DrawingRole::Bar, 0.5f);
                if (has_interval(*figure)) {
                    maker.line(DrawingPart::Interval, {x, height(*figure->lower)}, {x, height(*figure->upper)},
                               DrawingRole::Interval, 0.3f);
                    for (const double bound : {*figure->lower, *figure->upper})
                        maker.line(DrawingPart::Interval, {x - 0.8f, height(bound)}, {x + 0.8f, height(bound)},
                                   DrawingRole::Interval, 0.3f);
                }
                place_mark(maker, which, {x, y},
                           cell_words(table, *cell, frame.catalogue()) + ": " +
                               figure_words(table, *cell, frame.catalogue()));
                slope.end = y;
            }
            before = figure;
        }
    }
    spread_labels(slopes, top, bottom);
    const float names = across(count - 1) + 8;
    for (const Slope& slope : slopes) {
        maker.line(DrawingPart::Rule, {across(count - 1) + 4, slope.end}, {names - 0.5f, slope.label},
                   DrawingRole::Quiet, 0.15f);
        place_mark(maker, slope.series, {names + 1, slope.label});
        maker.text_around(slope.name, names + 3, slope.label, frame.width() - names - 3, {.points = 8, .lines_max = 1});
    }
    const float foot = *std::ranges::max_element(feet) + 1;
    float words = 0;
    for (std::size_t round = 0; round < count; ++round)
        words = std::max(words, maker.text(category_words(*found, found->categories[round], frame.catalogue()),
                                           across(round) - 15, foot, 30,
                                           {.points = 9, .side = DrawnTextLook::Side::Centre, .lines_max = 2}));
    frame.y = foot + words + 2;
    frame.explain(table);
    return frame.finish();
}

} // namespace mahalla
