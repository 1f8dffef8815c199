#pragma once
#include "drawing/drawing_role.h"
#include "text/paragraph.h"

#include <optional>
#include <string>
#include <vector>

namespace mahalla {

/// Millimetres from the upper left corner, to the right and down.
struct DrawingPoint {
    float x = 0, y = 0;
    bool operator==(const DrawingPoint&) const = default;
};
using DrawingRing = std::vector<DrawingPoint>;

struct DrawingRectangle {
    float left = 0, top = 0, right = 0, bottom = 0;
    bool overlaps(const DrawingRectangle& other, float allowed = 0.05f) const
    {
        return left < other.right - allowed && other.left < right - allowed && top < other.bottom - allowed &&
               other.top < bottom - allowed;
    }
};

/// What a shape stands for: what tests and readers ask of it, whatever it looks like.
enum class DrawingPart : std::uint8_t { Rule, Grid, Bar, Interval, Hidden, Person, Cell, Area, Line };

/// "rule", "bar" …: the class of the shape in an SVG file.
const char* name_of(DrawingPart part);

/// A polygon of one or more rings (a ring within a ring is a hole), or a line where it is not closed.
struct DrawnShape {
    DrawingPart part = DrawingPart::Rule;
    std::vector<DrawingRing> rings;
    bool is_closed = true;
    std::optional<DrawingRole> fill;
    std::optional<DrawingRole> stroke;
    float line = 0.2f; ///< Of the stroke, in millimetres.
    std::string about; ///< In words, what it shows: for readers who do not see it. Empty for decoration.

    DrawingRectangle bounds() const;
};

/// A shaped text where it stands.
struct DrawnText {
    std::string text;
    Paragraph paragraph;
    float x = 0, y = 0;  ///< Of the paragraph's upper left corner.
    float scale = 1;     ///< Millimetres of one of its pixels.
    float box_width = 0; ///< What it was broken to fit in.
    DrawingRole role = DrawingRole::Ink;
    Weight weight = Weight::Regular;
    Direction direction = Direction::LeftToRight;

    float height() const { return paragraph.height * scale; }
    /// Where the letters of each line lie: no script that is printed reaches further from the baseline.
    std::vector<DrawingRectangle> lines() const;
};

/// What stands on one sheet or in one picture and where. Shapes are painted in their order, the texts above them. Plain
/// data with no drawing in it: an SVG file, a PDF page and the window show the same list.
struct Drawing {
    float width = 0, height = 0;
    std::string title;       ///< For the file's properties and readers who do not see it.
    std::string description; ///< The same in a sentence or two.
    std::string language;    ///< Its code: "ar".
    std::vector<DrawnShape> shapes;
    std::vector<DrawnText> texts;

    /// Puts the content of `other` so far to the right and down.
    void add(Drawing other, float right, float down);
    /// Everything larger or smaller, letters and lines too.
    void scale(float factor);
    /// The list as lines a person can read and a test can compare: a line a shape or text, rounded to 0.1 mm.
    std::string listing() const;
};

} // namespace mahalla
