#pragma once
#include "drawing/drawing_maker.h"
#include "feedback/feedback_content.h"
#include "text/text_catalogue.h"

namespace mahalla {

/// The picture beside a finding: for a share ten houses or people, as many of them filled as stand for it, and a bar
/// with its interval on a scale of ten; for other figures the bar alone; for a hidden one a hatched mark, no house, no
/// person and no bar. Starts at (`start`, `y`); the number of millimetres it is high.
float place_feedback_figure(DrawingMaker& maker, const FeedbackFinding& finding, const TextCatalogue& catalogue,
                            float start, float y, float width);

} // namespace mahalla
