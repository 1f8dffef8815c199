#include "picture/picture_frame.h"

#include "picture/figure_words.h"
#include "text/number_form.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

namespace {

constexpr float title_points = 12, note_points = 8, margin = 4;

/// 1, 2 or 5 times a power of ten: the next one that is not below `value`.
double round_step(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= value * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

double step_for(double lowest, double highest) { return round_step((highest - lowest) / 5); }

} // namespace

PictureAxis PictureAxis::of(const PublishedTableContent& table)
{
    PictureAxis axis{0, 0, table.statistic};
    for (const PublishedCell& cell : table.cells) {
        const PublishedFigure* figure = shown_figure(cell);
        if (figure == nullptr) continue;
        for (const auto& value : {figure->estimate, figure->lower, figure->upper}) {
            if (!value || !std::isfinite(*value)) continue;
            axis.lowest = std::min(axis.lowest, *value);
            axis.highest = std::max(axis.highest, *value);
        }
    }
    if (!(axis.highest > axis.lowest)) axis.highest = axis.lowest + 1;
    const double step = step_for(axis.lowest, axis.highest);
    axis.highest = std::ceil(axis.highest / step - 1e-9) * step;
    axis.lowest = std::floor(axis.lowest / step + 1e-9) * step;
    if (table.statistic == Statistic::Proportion) {
        axis.highest = std::min(axis.highest, 1.0);
        axis.lowest = std::max(axis.lowest, 0.0);
    }
    return axis;
}

float PictureAxis::share(double value) const
{
    return static_cast<float>(std::clamp((value - lowest) / (highest - lowest), 0.0, 1.0));
}

std::vector<double> PictureAxis::ticks() const
{
    std::vector<double> ticks;
    const double step = step_for(lowest, highest);
    for (int i = 0; i <= 6 && lowest + i * step <= highest + step * 1e-6; ++i) ticks.push_back(lowest + i * step);
    return ticks;
}

PictureFrame::PictureFrame(const PictureSetting& setting, const std::string& title)
    : setting_(setting), maker_(drawing_, setting.catalogue.language(), setting.engine)
{
    drawing_.width = setting.width_mm;
    drawing_.title = title;
    y = maker_.text(title, 0, 0, width(), {.points = title_points, .weight = Weight::Bold, .lines_max = 4});
}

void PictureFrame::say_basis(const PublishedTableContent& table)
{
    if (table.basis == Basis::OfThoseInterviewed)
        y += maker_.text(catalogue().say("picture.of_those_interviewed"_text), 0, y, width(),
                         {.points = note_points + 1, .role = DrawingRole::Quiet});
    y += 2;
}

void PictureFrame::explain(const PublishedTableContent& table)
{
    drawing_.description += (drawing_.description.empty() ? "" : "\n") + table.label + ":";
    for (const PublishedCell& cell : table.cells) {
        const PublishedFigure* figure = shown_figure(cell);
        hides_ = hides_ || cell.mark == MarkReason::Confidential;
        lacks_ = lacks_ || (figure == nullptr && cell.mark != MarkReason::Confidential);
        if (figure != nullptr && has_interval(*figure)) level_ = table.confidence_level;
        drawing_.description +=
            "\n" + cell_words(table, cell, catalogue()) + ": " + figure_words(table, cell, catalogue());
    }
}

Drawing PictureFrame::finish()
{
    y += 2;
    const DrawnTextLook look = {.points = note_points, .role = DrawingRole::Quiet};
    constexpr float mark = 8, gap = 2;
    const auto note = [&](const std::string& words) {
        y += std::max(3.0f, maker_.text(words, mark + gap, y, width() - mark - gap, look)) + 1;
    };
    if (level_) {
        maker_.interval(0, mark, y + 2, 1);
        note(catalogue().say("picture.interval_explained"_text,
                             {{"level", shown_percent(*level_, catalogue().language())}}));
    }
    if (hides_ || lacks_) maker_.hidden_box(0, y + 0.5f, mark, 3, {});
    if (hides_) note(catalogue().say("picture.hidden_explained"_text));
    if (lacks_) note(catalogue().say("picture.not_available_explained"_text));
    Drawing framed;
    framed.width = width() + 2 * margin;
    framed.height = y + 2 * margin;
    framed.title = drawing_.title;
    framed.description = drawing_.description;
    framed.language = drawing_.language;
    framed.add(std::move(drawing_), margin, margin);
    return framed;
}

} // namespace mahalla
