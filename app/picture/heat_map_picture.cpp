#include "picture/heat_map_picture.h"

#include "picture/figure_words.h"
#include "picture/picture_scale.h"
#include "text/number_form.h"

#include <algorithm>

namespace mahalla {

namespace {

constexpr float field_height = 16, gap = 0.6f;

const PublishedCell* cell_of(const PublishedTableContent& table, const std::string& category)
{
    for (const PublishedCell& cell : table.cells)
        if (cell.key.size() == 1 && cell.key[0] == category && cell.category.empty()) return &cell;
    return nullptr;
}

/// Where the shading of a row begins and ends.
std::pair<double, double> range_of(const PublishedTableContent& table)
{
    if (table.statistic == Statistic::Proportion) return {0, 1};
    double lowest = 0, highest = 0;
    bool is_first = true;
    for (const PublishedCell& cell : table.cells)
        if (const PublishedFigure* figure = shown_figure(cell)) {
            lowest = is_first ? *figure->estimate : std::min(lowest, *figure->estimate);
            highest = is_first ? *figure->estimate : std::max(highest, *figure->estimate);
            is_first = false;
        }
    return {lowest, highest};
}

void place_field(PictureFrame& frame, const PublishedTableContent& table, const PublishedCell& cell, float start,
                 float width)
{
    DrawingMaker& maker = frame.maker();
    const TextCatalogue& catalogue = frame.catalogue();
    const PublishedFigure* figure = shown_figure(cell);
    const std::string about =
        table.label + " – " + cell_words(table, cell, catalogue) + ": " + figure_words(table, cell, catalogue);
    const float inner = width - gap, middle = frame.y + (field_height - gap) / 2;
    using Side = DrawnTextLook::Side;
    if (figure == nullptr) {
        maker.hidden_box(start, frame.y, inner, field_height - gap, about);
        const std::string words = mark_words(cell, catalogue);
        const DrawnTextLook look = {.points = 7, .side = Side::Centre, .lines_max = 2};
        const float height = maker.height_of(words, inner - 2, look);
        maker.box(DrawingPart::Rule, start + 1, middle - height / 2, inner - 2, height, DrawingRole::Ground);
        maker.text_around(words, start + 1, middle, inner - 2, look);
        return;
    }
    const auto [lowest, highest] = range_of(table);
    const DrawingRole step = step_of(*figure->estimate, lowest, highest);
    const DrawingRole ink = letters_on(step);
    maker.box(DrawingPart::Cell, start, frame.y, inner, field_height - gap, step, DrawingRole::Faint).about = about;
    const auto shown = [&](double value) { return shown_estimate(value, table.statistic, catalogue.language()); };
    maker.text_around(shown(*figure->estimate), start, frame.y + 3.4f, inner,
                      {.points = 9, .weight = Weight::Bold, .role = ink, .side = Side::Centre});
    if (has_interval(*figure))
        maker.text_around(
            catalogue.say("picture.range"_text, {{"lower", shown(*figure->lower)}, {"upper", shown(*figure->upper)}}),
            start, frame.y + 8.2f, inner, {.points = 6.5f, .role = ink, .side = Side::Centre, .lines_max = 1});
    maker.text_around(
        catalogue.say("picture.n"_text, {{"n", shown_number(static_cast<long long>(figure->n), catalogue.language())}}),
        start, frame.y + 12.4f, inner, {.points = 6.5f, .role = ink, .side = Side::Centre, .lines_max = 1});
}

} // namespace

Result<Drawing> heat_map_picture(std::span<const PublishedTableContent> tables, const std::string& title,
                                 const PictureSetting& setting)
{
    if (tables.empty()) return failure(ErrorKind::Invalid, "A heat map needs a table.");
    for (const PublishedTableContent& table : tables)
        if (table.dimensions.size() != 1 || table.dimensions[0].name != tables[0].dimensions[0].name)
            return failure(ErrorKind::Invalid, "The tables of a heat map all have one breakdown, and the same one.");
    const Dimension& groups = tables[0].dimensions[0];
    std::vector<std::string> columns = groups.categories;
    columns.emplace_back(total_category);

    const std::string by = groups.label.empty() ? groups.name : groups.label;
    PictureFrame frame(setting,
                       title.empty() ? setting.catalogue.say("picture.heat_map_title"_text, {{"groups", by}}) : title);
    frame.say_basis(tables[0]);
    DrawingMaker& maker = frame.maker();
    const float label = frame.width() * 0.28f;
    const float width = (frame.width() - label) / static_cast<float>(columns.size());
    const auto start_of = [&](std::size_t column) { return label + static_cast<float>(column) * width; };
    float head = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
        head =
            std::max(head, maker.text(category_words(groups, columns[i], frame.catalogue()), start_of(i), frame.y,
                                      width - gap, {.points = 8, .side = DrawnTextLook::Side::Centre, .lines_max = 3}));
    frame.y += head + 1;
    bool has_shares = false;
    for (const PublishedTableContent& table : tables) {
        maker.text_around(table.label, 0, frame.y + field_height / 2, label - 2, {.points = 8, .lines_max = 3});
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (const PublishedCell* cell = cell_of(table, columns[i]))
                place_field(frame, table, *cell, start_of(i), width);
        frame.y += field_height;
        has_shares = has_shares || table.statistic == Statistic::Proportion;
    }
    frame.y += 3;
    if (has_shares) place_scale(frame, 0, 1, Statistic::Proportion);
    for (const PublishedTableContent& table : tables) frame.explain(table);
    return frame.finish();
}

} // namespace mahalla
