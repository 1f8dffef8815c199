#pragma once
#include "text/language.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mahalla {

enum class Weight { Regular, Bold };
/// Natural: each line against the side its own direction starts from.
enum class Alignment { Left, Centre, Right, Natural };

/// How a text is to look. Two texts with equal style and letters are one paragraph in the cache.
struct TextStyle {
    float pixels = 20; ///< Height of the letters' square; rounded to whole pixels, 255 at most.
    float width = 0;   ///< Lines are broken to fit; 0: never broken but at line feeds.
    Weight weight = Weight::Regular;
    Alignment alignment = Alignment::Left;
    std::optional<Direction> direction; ///< None: each paragraph's own, by its first letter.
    int lines_max = 0;                  ///< More lines are cut, the last one ending in "…"; 0: all.
    bool keeps_spaces = false;          ///< Spaces at line ends count, as a text being edited needs.

    bool operator==(const TextStyle&) const = default;
};

/// One picture of a glyph: what `TextEngine::bitmap` draws, and the key of a glyph atlas.
struct GlyphKey {
    std::uint16_t face = 0;
    std::uint8_t pixels = 0;
    std::uint8_t quarter = 0; ///< Quarters of a pixel the glyph is moved to the right: 0 to 3; a paragraph leaves it 0.
    std::uint32_t glyph = 0;

    bool operator==(const GlyphKey&) const = default;
};

/// A glyph in its line: `x` from the line's start, `y` from its baseline (down), the bytes it stands for.
struct PlacedGlyph {
    GlyphKey key;
    float x = 0;
    float y = 0;
    float advance = 0;
    std::uint32_t byte = 0;
    bool right_to_left = false;
};

/// A place between characters: the byte it stands before, and the edges of the character there.
struct CaretStop {
    std::size_t byte = 0;
    float x = 0;     ///< The edge the caret stands at.
    float x_end = 0; ///< The character's other edge; `x` at the line's end.
    bool right_to_left = false;
};

struct TextLine {
    std::size_t glyphs_from = 0, glyphs_to = 0;
    std::size_t bytes_from = 0, bytes_to = 0;
    float x = 0; ///< Where the line starts within the paragraph's width, by alignment and direction.
    float width = 0;
    float top = 0, baseline = 0, bottom = 0;
    bool right_to_left = false;
    bool ends_paragraph = false;  ///< False where the line was broken to fit.
    std::vector<CaretStop> stops; ///< By byte; only where the style keeps spaces.
};

/// A shaped text: glyphs in visual order, lines from top to bottom.
struct Paragraph {
    std::vector<PlacedGlyph> glyphs;
    std::vector<TextLine> lines;
    float width = 0; ///< Of the widest line.
    float height = 0;
    bool right_to_left = false; ///< Of its first paragraph.
    bool was_cut = false;       ///< Lines were left out for `lines_max`.
};

} // namespace mahalla
