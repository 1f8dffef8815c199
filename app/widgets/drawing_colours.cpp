#include "widgets/drawing_colours.h"

namespace mahalla::ui {

namespace {

constexpr Colour packed(DrawingColour colour)
{
    return 0xFF000000u | Colour{colour.blue} << 16 | Colour{colour.green} << 8 | Colour{colour.red};
}

/// On a dark ground light is much, so the steps run from dark to light: letters keep the roles that they have on paper.
DrawingColour dark_colour(DrawingRole role)
{
    switch (role) {
    case DrawingRole::Ink:
    case DrawingRole::Interval:
        return {233, 239, 237};
    case DrawingRole::Quiet:
        return {165, 179, 176};
    case DrawingRole::Faint:
        return {66, 78, 79};
    case DrawingRole::Ground:
        return {30, 37, 38};
    case DrawingRole::Bar:
        return {103, 168, 222};
    case DrawingRole::OtherBar:
        return {38, 74, 104};
    case DrawingRole::Hidden:
        return {160, 172, 169};
    case DrawingRole::Step1:
        return {34, 44, 53};
    case DrawingRole::Step2:
        return {40, 66, 90};
    case DrawingRole::Step3:
        return {46, 94, 134};
    case DrawingRole::Step4:
        return {124, 178, 224};
    case DrawingRole::Step5:
        return {206, 228, 247};
    }
    return {};
}

/// Black on white, and no grey that carries meaning.
DrawingColour daylight_colour(DrawingRole role)
{
    switch (role) {
    case DrawingRole::Ink:
    case DrawingRole::Interval:
    case DrawingRole::Hidden:
        return {0, 0, 0};
    case DrawingRole::Quiet:
        return {31, 31, 31};
    case DrawingRole::Faint:
        return {110, 110, 110};
    case DrawingRole::Ground:
    case DrawingRole::Step1:
        return {255, 255, 255};
    case DrawingRole::Bar:
        return {0, 64, 122};
    case DrawingRole::OtherBar:
    case DrawingRole::Step2:
        return {186, 214, 242};
    case DrawingRole::Step3:
        return {120, 172, 222};
    case DrawingRole::Step4:
        return {24, 88, 152};
    case DrawingRole::Step5:
        return {0, 30, 62};
    }
    return {};
}

} // namespace

Colour drawing_colour(DrawingRole role, Theme theme)
{
    switch (theme) {
    case Theme::Light:
        break;
    case Theme::Dark:
        return packed(dark_colour(role));
    case Theme::Daylight:
        return packed(daylight_colour(role));
    }
    return packed(colour_of(role));
}

} // namespace mahalla::ui
