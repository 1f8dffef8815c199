#include "picture/bars_picture.h"

#include "picture/figure_words.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float gap = 2, bar_height = 4.5f, hidden_width = 12;

/// Where things stand in a row, from the language's side.
struct Columns {
    explicit Columns(float width) : label(width * 0.27f), bar_start(label + gap), figure(width * 0.3f)
    {
        bar_width = width - bar_start - figure - 2 * gap;
        figure_start = bar_start + bar_width + 2 * gap;
    }
    float label, bar_start, bar_width = 0, figure_start = 0, figure;
};

void place_cell(PictureFrame& frame, const PublishedTableContent& table, const PublishedCell& cell,
                const PictureAxis& axis, const Columns& columns, float middle)
{
    DrawingMaker& maker = frame.maker();
    const PublishedFigure* figure = shown_figure(cell);
    const std::string about =
        cell_words(table, cell, frame.catalogue()) + ": " + figure_words(table, cell, frame.catalogue());
    if (figure == nullptr) {
        maker.hidden_box(columns.bar_start, middle - bar_height / 2, hidden_width, bar_height, about);
        return;
    }
    const auto at = [&](double value) { return columns.bar_start + axis.share(value) * columns.bar_width; };
    const float zero = at(0), end = at(*figure->estimate);
    maker
        .box(DrawingPart::Bar, std::min(zero, end), middle - bar_height / 2, std::abs(end - zero), bar_height,
             DrawingRole::Bar)
        .about = about;
    if (has_interval(*figure)) maker.interval(at(*figure->lower), at(*figure->upper), middle, 1.2f);
}

} // namespace

void place_bars(PictureFrame& frame, const PublishedTableContent& table)
{
    DrawingMaker& maker = frame.maker();
    const TextCatalogue& catalogue = frame.catalogue();
    const Columns columns(frame.width());
    const PictureAxis axis = PictureAxis::of(table);
    const DrawnTextLook label = {.points = 9, .lines_max = 3}, said = {.points = 8};
    // The grid stands behind the bars, so it is placed first; how far down it reaches is known before.
    std::vector<float> heights;
    float bottom = frame.y;
    for (const PublishedCell& cell : table.cells) {
        heights.push_back(
            std::max({bar_height, maker.height_of(cell_words(table, cell, catalogue), columns.label, label),
                      maker.height_of(figure_words(table, cell, catalogue), columns.figure, said)}) +
            2);
        bottom += heights.back();
    }
    for (const double tick : axis.ticks()) {
        const float x = columns.bar_start + axis.share(tick) * columns.bar_width;
        maker.line(DrawingPart::Grid, {x, frame.y}, {x, bottom}, DrawingRole::Faint, 0.15f);
        maker.text(shown_estimate(tick, table.statistic, catalogue.language()), x - 10, bottom, 20,
                   {.points = 7, .role = DrawingRole::Quiet, .side = DrawnTextLook::Side::Centre});
    }
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const PublishedCell& cell = table.cells[i];
        const float middle = frame.y + heights[i] / 2;
        maker.text_around(cell_words(table, cell, catalogue), 0, middle, columns.label, label);
        place_cell(frame, table, cell, axis, columns, middle);
        maker.text_around(figure_words(table, cell, catalogue), columns.figure_start, middle, columns.figure, said);
        frame.y += heights[i];
    }
    frame.y = bottom + 4;
}

Drawing bars_picture(const PublishedTableContent& table, const PictureSetting& setting)
{
    PictureFrame frame(setting, table.label);
    frame.say_basis(table);
    place_bars(frame, table);
    frame.explain(table);
    return frame.finish();
}

} // namespace mahalla
