#include "picture/pyramid_picture.h"

#include "picture/figure_words.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float row_height = 8, bar_height = 5.4f, middle_width = 30, hidden_width = 8, figure_width = 11;

struct Sides {
    std::size_t side = 0, row = 1; ///< Which dimension is which.
};

/// Draws one cell from the middle outwards; `is_first` is the side the language starts from.
void place_side(PictureFrame& frame, const PublishedTableContent& table, const PublishedCell& cell,
                const PictureAxis& axis, bool is_first, float y)
{
    DrawingMaker& maker = frame.maker();
    const float half = (frame.width() - middle_width) / 2, room = half - figure_width;
    const float inner = is_first ? half : half + middle_width;
    const float outwards = is_first ? -1 : 1;
    const std::string about =
        cell_words(table, cell, frame.catalogue()) + ": " + figure_words(table, cell, frame.catalogue());
    const auto box_at = [&](float length) { return is_first ? inner - length : inner; };
    const PublishedFigure* figure = shown_figure(cell);
    if (figure == nullptr) {
        maker.hidden_box(box_at(hidden_width), y - bar_height / 2, hidden_width, bar_height, about);
        const float start = is_first ? inner - hidden_width - 31 : inner + hidden_width + 1;
        maker.text_around(mark_words(cell, frame.catalogue()), start, y, 30,
                          {.points = 7, .side = is_first ? DrawnTextLook::Side::End : DrawnTextLook::Side::Start});
        return;
    }
    const float length = axis.share(*figure->estimate) * room;
    maker
        .box(DrawingPart::Bar, box_at(length), y - bar_height / 2, length, bar_height,
             is_first ? DrawingRole::Bar : DrawingRole::OtherBar, DrawingRole::Bar)
        .about = about;
    float end = length;
    if (has_interval(*figure)) {
        const auto at = [&](double value) { return inner + outwards * axis.share(value) * room; };
        maker.interval(at(*figure->lower), at(*figure->upper), y, 1.1f);
        end = std::max(end, axis.share(*figure->upper) * room);
    }
    const float start = is_first ? inner - end - 1 - figure_width : inner + end + 1;
    maker.text_around(shown_estimate(*figure->estimate, table.statistic, frame.catalogue().language()), start, y,
                      figure_width,
                      {.points = 7.5f, .side = is_first ? DrawnTextLook::Side::End : DrawnTextLook::Side::Start});
}

} // namespace

Result<Drawing> pyramid_picture(const PublishedTableContent& table, const PictureSetting& setting)
{
    if (table.dimensions.size() != 2 ||
        (table.dimensions[0].categories.size() != 2 && table.dimensions[1].categories.size() != 2))
        return failure(ErrorKind::Invalid,
                       "A pyramid needs two dimensions, one of them with two categories: age group and sex.");
    Sides which;
    if (table.dimensions[0].categories.size() != 2) which = {1, 0};
    const Dimension& side = table.dimensions[which.side];
    const Dimension& row = table.dimensions[which.row];
    PublishedTableContent shown = table; // without the margins, which have no place here
    std::erase_if(shown.cells, [](const PublishedCell& cell) {
        return std::ranges::count(cell.key, total_category) > 0 || !cell.category.empty();
    });

    PictureFrame frame(setting, table.label);
    frame.say_basis(table);
    DrawingMaker& maker = frame.maker();
    const float half = (frame.width() - middle_width) / 2;
    const auto head = [&](const std::string& category, float start, DrawnTextLook::Side at) {
        return maker.text(category_words(side, category, frame.catalogue()), start, frame.y, half,
                          {.points = 9, .weight = Weight::Bold, .side = at, .lines_max = 2});
    };
    const float first = head(side.categories[0], 0, DrawnTextLook::Side::End);
    const float second = head(side.categories[1], half + middle_width, DrawnTextLook::Side::Start);
    frame.y += std::max(first, second) + 1;
    const PictureAxis axis = PictureAxis::of(shown);
    for (auto category = row.categories.rbegin(); category != row.categories.rend(); ++category) {
        const float y = frame.y + row_height / 2;
        maker.text_around(category_words(row, *category, frame.catalogue()), half + 1, y, middle_width - 2,
                          {.points = 8, .side = DrawnTextLook::Side::Centre, .lines_max = 2});
        for (const PublishedCell& cell : shown.cells)
            if (cell.key.size() == 2 && cell.key[which.row] == *category)
                place_side(frame, table, cell, axis, cell.key[which.side] == side.categories[0], y);
        frame.y += row_height;
    }
    frame.explain(shown);
    // How many were asked, which has no room beside every bar.
    std::uint64_t asked = 0;
    for (const PublishedCell& cell : shown.cells)
        if (const PublishedFigure* figure = shown_figure(cell)) asked += figure->n;
    frame.y += 1;
    frame.y += maker.text(frame.catalogue().say_counted("picture.asked_in_groups"_text, static_cast<long long>(asked)),
                          0, frame.y, frame.width(), {.points = 8, .role = DrawingRole::Quiet});
    return frame.finish();
}

} // namespace mahalla
