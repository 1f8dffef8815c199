#pragma once
#include "text/paragraph.h"

namespace mahalla {

/// Where carets stand in a paragraph that was shaped with `keeps_spaces`. A place where a line was broken to fit
/// belongs to the line after it.

struct CaretPlace {
    std::size_t line = 0;
    CaretStop stop;
};
CaretPlace caret_place(const Paragraph& paragraph, std::size_t byte);

/// The byte whose caret stands nearest to a point, in the paragraph's own coordinates.
std::size_t byte_at(const Paragraph& paragraph, float x, float y);

/// The caret one step to the left or right as the eye sees it, going on to the line before or after at the ends.
enum class Side { Left, Right };
std::size_t caret_beside(const Paragraph& paragraph, std::size_t byte, Side side);

/// The caret a line above (-1) or below (+1), nearest to `x`; the same byte where there is no such line.
std::size_t caret_in_line(const Paragraph& paragraph, std::size_t byte, int lines, float x);

std::size_t line_start(const Paragraph& paragraph, std::size_t byte);
std::size_t line_end(const Paragraph& paragraph, std::size_t byte);

} // namespace mahalla
