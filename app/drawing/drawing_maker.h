#pragma once
#include "drawing/drawing.h"
#include "text/language.h"
#include "text/text_engine.h"

namespace mahalla {

/// How a text is to stand. Lines break to fit its width; where `lines_max` is given, more are cut with "…".
struct DrawnTextLook {
    float points = 10;
    Weight weight = Weight::Regular;
    DrawingRole role = DrawingRole::Ink;
    enum class Side { Start, Centre, End } side = Side::Start;
    int lines_max = 0;
};

/// Places things in a drawing from the side the language starts from: `start` counts from the left edge, or from the
/// right one in a language written from the right, so that a whole page is mirrored in one place. Millimetres.
class DrawingMaker {
public:
    DrawingMaker(Drawing& drawing, const Language& language, TextEngine& engine)
        : drawing_(drawing), language_(language), engine_(engine)
    {
        drawing_.language = language.code;
    }

    /// The height of the text.
    float text(std::string text, float start, float y, float width, const DrawnTextLook& look = {});
    /// The same with its middle at `y`.
    void text_around(std::string text, float start, float y, float width, const DrawnTextLook& look = {});
    /// The height it would have.
    float height_of(const std::string& text, float width, const DrawnTextLook& look = {});
    /// The width of its widest line.
    float width_of(const std::string& text, const DrawnTextLook& look = {});

    /// The shape stays valid until the next one is placed.
    DrawnShape& box(DrawingPart part, float start, float y, float width, float height, std::optional<DrawingRole> fill,
                    std::optional<DrawingRole> stroke = std::nullopt);
    DrawnShape& line(DrawingPart part, DrawingPoint from, DrawingPoint to, DrawingRole role, float line = 0.2f);
    /// Points count from the language's side too.
    DrawnShape& polygon(DrawingPart part, std::vector<DrawingRing> rings, std::optional<DrawingRole> fill,
                        std::optional<DrawingRole> stroke = std::nullopt);
    /// As it is, not mirrored: a map has its east at the right in every language.
    DrawnShape& map_polygon(DrawingPart part, std::vector<DrawingRing> rings, std::optional<DrawingRole> fill,
                            std::optional<DrawingRole> stroke = std::nullopt);
    /// A box that is hatched, with `about` as its words.
    void hidden_box(float start, float y, float width, float height, std::string about);
    /// An interval: a line with ends from one place to another, across.
    void interval(float from, float to, float y, float half_height, std::string about = {});

    const Language& language() const { return language_; }
    Drawing& drawing() { return drawing_; }

private:
    bool is_mirrored() const { return language_.direction == Direction::RightToLeft; }
    DrawingPoint placed(DrawingPoint point) const
    {
        return is_mirrored() ? DrawingPoint{drawing_.width - point.x, point.y} : point;
    }
    DrawnText shaped(std::string text, float width, const DrawnTextLook& look);

    Drawing& drawing_;
    const Language& language_;
    TextEngine& engine_;
};

} // namespace mahalla
