#pragma once
#include <cstdint>

namespace mahalla::ui {

/// Light and dark for rooms; daylight for the sun: black on white, thick borders, no greys that carry meaning.
enum class Theme { Light, Dark, Daylight };

/// A colour as ImGui packs it: red in the lowest byte, alpha in the highest.
using Colour = std::uint32_t;

/// What a thing tells, beside its icon and its word; the palette gives each its colours.
enum class Tone { Neutral, Information, Good, Warning, Problem };

/// The colours of a theme. Texts stand out from their ground by 4.5:1 at least, borders of controls by 3:1 (WCAG 2.2).
struct Palette {
    Colour ground, card, text, muted, line, control_line, field;
    Colour accent, accent_hovered, accent_pressed, on_accent; ///< The primary action and what is chosen.
    Colour soft, soft_hovered;                                ///< Secondary buttons, rows under the pointer.
    Colour chosen;                                            ///< Ground of a chosen row.
    Colour focus;                                             ///< The focus ring.
    Colour selection;                                         ///< Ground of selected letters.
    Colour bar, on_bar;                                       ///< The top bar.
    struct Pair {
        Colour ground, text;
    };
    Pair information, good, warning, problem;
    float line_width; ///< Before scale.

    Pair of(Tone tone) const;
};

const Palette& palette_of(Theme theme);

/// Sizes in pixels, already scaled. Every target is at least `target` high.
struct Metrics {
    float scale = 1;
    float text = 18, small_text = 15, heading = 28, section = 22;
    float target = 44;
    float gap = 12, wide_gap = 24, padding = 16, rounding = 8;
    float reading_width = 820; ///< Widest column of text and fields.

    /// `scale` from 1 to 2.5; anything else is brought into it.
    static Metrics at(float scale);
};

} // namespace mahalla::ui
