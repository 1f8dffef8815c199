#pragma once
#include "drawing/drawing.h"

namespace mahalla {

/// The drawing as an SVG 1.1 file of its own: shapes in millimetres, texts as text with their language and direction,
/// so that it can be searched, read aloud and translated; title, description and what each shape is about for readers
/// who do not see it. Everything from outside is escaped; what XML cannot hold becomes U+FFFD.
///
/// No script, no style sheet, no link, no font: it shows in a page with the strictest policy, with the reader's own
/// Noto or sans-serif letters. Each line of a text stands at its place; its letters are the reader's to shape.
std::string svg_of(const Drawing& drawing);

} // namespace mahalla
