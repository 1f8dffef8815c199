#include "picture/picture_scale.h"

#include "picture/figure_words.h"

namespace mahalla {

void place_scale(PictureFrame& frame, double lowest, double highest, Statistic statistic)
{
    DrawingMaker& maker = frame.maker();
    constexpr int steps = 5;
    constexpr float width = 18, height = 4;
    for (int i = 0; i < steps; ++i) {
        const auto step = static_cast<DrawingRole>(static_cast<int>(DrawingRole::Step1) + i);
        maker.box(DrawingPart::Rule, static_cast<float>(i) * width, frame.y, width, height, step, DrawingRole::Faint);
    }
    for (int i = 0; i <= steps; ++i) {
        const bool is_first = i == 0;
        const double value = lowest + (highest - lowest) * i / steps;
        maker.text(shown_estimate(value, statistic, frame.catalogue().language()),
                   is_first ? 0 : static_cast<float>(i) * width - 8, frame.y + height, 16,
                   {.points = 7,
                    .role = DrawingRole::Quiet,
                    .side = is_first ? DrawnTextLook::Side::Start : DrawnTextLook::Side::Centre});
    }
    frame.y += height + 5;
}

} // namespace mahalla
