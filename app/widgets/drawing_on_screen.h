#pragma once
#include "drawing/trapezoids.h"

#include <memory>

namespace mahalla::ui {

/// A drawing in pixels from its upper left corner: what takes longer than it has in every frame is made once. Only
/// files of this folder include this.
struct DrawingOnScreen {
    DrawingOnScreen(std::shared_ptr<const Drawing> drawing, float pixels_a_mm);

    struct Shape {
        std::vector<Trapezoid> fill;
        DrawingRectangle bounds; ///< With its stroke.
        float line = 1;
    };

    std::shared_ptr<const Drawing> of;
    float pixels_a_mm = 1;
    std::vector<Shape> shapes;    ///< One a shape of the drawing.
    std::vector<Paragraph> texts; ///< One a text; lines stand where they stand in the drawing.
};

} // namespace mahalla::ui
