#include "drawing/drawing_role.h"

#include <algorithm>
#include <cmath>

namespace mahalla {

DrawingColour colour_of(DrawingRole role)
{
    switch (role) {
    case DrawingRole::Ink:
        return {17, 17, 17};
    case DrawingRole::Quiet:
        return {85, 85, 85};
    case DrawingRole::Faint:
        return {205, 205, 205};
    case DrawingRole::Ground:
        return {255, 255, 255};
    case DrawingRole::Bar:
        return {48, 111, 166};
    case DrawingRole::OtherBar:
        return {179, 205, 232};
    case DrawingRole::Interval:
        return {17, 17, 17};
    case DrawingRole::Hidden:
        return {110, 110, 110};
    case DrawingRole::Step1:
        return {237, 244, 252};
    case DrawingRole::Step2:
        return {179, 205, 232};
    case DrawingRole::Step3:
        return {112, 160, 204};
    case DrawingRole::Step4:
        return {48, 111, 166};
    case DrawingRole::Step5:
        return {10, 55, 104};
    }
    return {};
}

double luminance_of(DrawingColour colour)
{
    const auto linear = [](std::uint8_t channel) {
        const double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

DrawingRole letters_on(DrawingRole role)
{
    const double ground = luminance_of(colour_of(role));
    const double with_ink = (ground + 0.05) / (luminance_of(colour_of(DrawingRole::Ink)) + 0.05);
    const double with_ground = (luminance_of(colour_of(DrawingRole::Ground)) + 0.05) / (ground + 0.05);
    return with_ink >= with_ground ? DrawingRole::Ink : DrawingRole::Ground;
}

DrawingRole step_of(double value, double lowest, double highest)
{
    constexpr int steps = 5;
    int step = steps / 2;
    if (highest > lowest)
        step = std::clamp(static_cast<int>(std::floor((value - lowest) / (highest - lowest) * steps)), 0, steps - 1);
    return static_cast<DrawingRole>(static_cast<int>(DrawingRole::Step1) + step);
}

} // namespace mahalla
