#pragma once
#include "disclosure/published_table.h"
#include "drawing/drawing_maker.h"
#include "text/text_catalogue.h"

namespace mahalla {

/// What the pictures of one page have in common: in which language, with which letters, how wide.
struct PictureSetting {
    const TextCatalogue& catalogue;
    TextEngine& engine;
    float width_mm = 160; ///< Without the margin of 4 mm on each side.
};

/// The values that lie on an axis, and where. It holds 0, or where nothing can be below 0 starts with it: the length of
/// a bar is its value.
struct PictureAxis {
    double lowest = 0, highest = 1;
    Statistic statistic = Statistic::Proportion;

    /// Of all figures and intervals that may be shown. Ends at a round number; a share never reaches beyond 1.
    static PictureAxis of(const PublishedTableContent& table);
    /// From 0 to 1, within the axis or not.
    float share(double value) const;
    /// Round values from the lowest to the highest, at most six.
    std::vector<double> ticks() const;
};

/// A picture while it is being made: title and basis above, explanations below, and what lies between.
class PictureFrame {
public:
    PictureFrame(const PictureSetting& setting, const std::string& title);

    /// Says what the table speaks of, where that is only those who were asked.
    void say_basis(const PublishedTableContent& table);
    /// Explains hatching, where a cell of the table has none to show, and the interval, where there is any.
    void explain(const PublishedTableContent& table);
    /// Explanations made so far as notes below, and a margin around; ends the picture.
    Drawing finish();

    DrawingMaker& maker() { return maker_; }
    const TextCatalogue& catalogue() const { return setting_.catalogue; }
    float width() const { return setting_.width_mm; }

    float y = 0; ///< Where the next thing goes.

private:
    const PictureSetting& setting_;
    Drawing drawing_;
    DrawingMaker maker_;
    bool hides_ = false, lacks_ = false;
    std::optional<double> level_;
};

} // namespace mahalla
