#include "feedback/feedback_figure.h"

#include "feedback/feedback_words.h"
#include "picture/figure_words.h"
#include "picture/picture_frame.h"
#include "text/number_form.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mahalla {

namespace {

/// Signs are drawn ten millimetres high and set smaller.
constexpr float sign_size = 0.82f, sign_height = 10 * sign_size, bar_height = 4, gap = 1.6f;

DrawingRing circle(float x, float y, float radius)
{
    constexpr int corners = 20;
    DrawingRing ring;
    for (int i = 0; i < corners; ++i) {
        const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / corners;
        ring.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
    }
    return ring;
}

/// A head above shoulders, as seen from the front: nobody in particular.
std::vector<DrawingRing> person()
{
    DrawingRing body = {{-2.4f, 10}, {-2.4f, 6.2f}};
    for (int i = 1; i < 8; ++i) { // rounded shoulders
        const float angle = std::numbers::pi_v<float> * (1 + static_cast<float>(i) / 8);
        body.push_back({2.4f * std::cos(angle), 6.2f + 1.9f * std::sin(angle)});
    }
    body.push_back({2.4f, 6.2f});
    body.push_back({2.4f, 10});
    return {circle(0, 2, 1.7f), body};
}

std::vector<DrawingRing> house() { return {{{-3, 10}, {-3, 5}, {0, 1.5f}, {3, 5}, {3, 10}}}; }

std::vector<DrawingRing> set_at(std::vector<DrawingRing> sign, float middle, float top)
{
    for (DrawingRing& ring : sign)
        for (DrawingPoint& point : ring) point = {middle + point.x * sign_size, top + point.y * sign_size};
    return sign;
}

void place_signs(DrawingMaker& maker, const FeedbackFinding& finding, int filled, const std::string& about, float start,
                 float y, float width)
{
    constexpr int signs = 10;
    const float each = width / signs;
    for (int i = 0; i < signs; ++i) {
        const float middle = start + each * (static_cast<float>(i) + 0.5f);
        DrawnShape& sign = maker.polygon(
            DrawingPart::Person, set_at(is_of_households(finding) ? house() : person(), middle, y),
            i < filled ? DrawingRole::Bar : DrawingRole::Ground, i < filled ? DrawingRole::Bar : DrawingRole::Quiet);
        if (i == 0) sign.about = about;
    }
}

PictureAxis axis_of(const FeedbackFinding& finding)
{
    if (finding.statistic == Statistic::Proportion) return {};
    PublishedTableContent alone;
    alone.statistic = finding.statistic;
    alone.cells = {finding.cell};
    return PictureAxis::of(alone);
}

/// The bar with its scale below. The number of millimetres it is high.
float place_bar(DrawingMaker& maker, const FeedbackFinding& finding, const PublishedFigure& figure,
                const std::string& about, float start, float y, float width)
{
    const PictureAxis axis = axis_of(finding);
    const auto at = [&](double value) { return start + axis.share(value) * width; };
    const bool share = finding.statistic == Statistic::Proportion;
    const std::vector<double> ticks = share ? std::vector<double>{0, 0.5, 1} : axis.ticks();
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        maker.line(DrawingPart::Grid, {at(ticks[i]), y}, {at(ticks[i]), y + bar_height + 1}, DrawingRole::Quiet, 0.15f);
        // On a scale of ten, as the words have it.
        const std::string said = share ? shown_number(std::lround(ticks[i] * 10), maker.language())
                                       : shown_estimate(ticks[i], finding.statistic, maker.language());
        maker.text(said, at(ticks[i]) - 7, y + bar_height + 0.6f, 14,
                   {.points = 7.5f, .role = DrawingRole::Quiet, .side = DrawnTextLook::Side::Centre});
    }
    maker.box(DrawingPart::Rule, start, y, width, bar_height, std::nullopt, DrawingRole::Faint);
    const float zero = at(0), end = at(*figure.estimate);
    maker.box(DrawingPart::Bar, std::min(zero, end), y, std::abs(end - zero), bar_height, DrawingRole::Bar).about =
        about;
    if (has_interval(figure)) maker.interval(at(*figure.lower), at(*figure.upper), y + bar_height / 2, 1.5f);
    return bar_height + 4;
}

} // namespace

float place_feedback_figure(DrawingMaker& maker, const FeedbackFinding& finding, const TextCatalogue& catalogue,
                            float start, float y, float width)
{
    const FeedbackWords words = words_of(finding, catalogue);
    const PublishedFigure* figure = shown_figure(finding.cell);
    if (figure == nullptr) {
        maker.hidden_box(start, y + 1, width * 0.4f, sign_height - 2, words.figure);
        return sign_height;
    }
    const std::string about = finding.label + ": " + words.figure;
    float height = 0;
    if (const auto filled = tenths_of(finding)) {
        place_signs(maker, finding, *filled, about, start, y, width);
        height += sign_height + gap;
    }
    return height + place_bar(maker, finding, *figure, about, start, y + height, width);
}

} // namespace mahalla
