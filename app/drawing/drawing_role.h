#pragma once
#include <cstdint>

namespace mahalla {

/// What a colour is for. Shapes say what they are, and one table says how that looks, so that a drawing is the same on
/// paper, in a web page and in the window's themes.
enum class DrawingRole : std::uint8_t {
    Ink,      ///< Letters and what must be seen.
    Quiet,    ///< Letters that explain, axes.
    Faint,    ///< Lines of a grid, what is empty.
    Ground,   ///< What everything stands on.
    Bar,      ///< A figure as a length or a filled shape.
    OtherBar, ///< The second of two series: told from the first by lightness, not by colour alone.
    Interval, ///< How far the figure may be off.
    Hidden,   ///< Hatching where a figure is hidden or could not be had.
    Step1,    ///< The lowest fifth of a scale …
    Step2,
    Step3,
    Step4,
    Step5, ///< … and the highest.
};

/// sRGB, 0 to 255.
struct DrawingColour {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const DrawingColour&) const = default;
};

/// On white paper. The steps grow darker evenly in one hue, so that a reader who sees no colours, and a copy in black
/// and white, keep their order; letters on every step have a contrast of at least 4.5 (WCAG 2.1, 1.4.3) with
/// `letters_on`.
DrawingColour colour_of(DrawingRole role);

/// Ink or ground, whichever reads better on `role`.
DrawingRole letters_on(DrawingRole role);

/// The step for a value within [lowest, highest]; the middle one where both are the same.
DrawingRole step_of(double value, double lowest, double highest);

/// Relative luminance (WCAG 2.1): 0 for black, 1 for white.
double luminance_of(DrawingColour colour);

} // namespace mahalla
